"""How hard and how long a test of this matrix is likely to be. Pure: from what its cells hold and what is known of it.

Of a question that enough people answered the mean share earned is known; for every other the usual share of its level
stands in. Minutes are usual ones by level: how long one question took is not measured.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from lms.quizzes.matrix import Matrix
from question_bank.question import Level

# Shares of the mark that tests for such classes are commonly planned with, and minutes for one question.
USUAL_SHARE = {
    Level.RECOGNITION: 0.85,
    Level.UNDERSTANDING: 0.7,
    Level.APPLICATION: 0.55,
    Level.HIGH_APPLICATION: 0.4,
}
USUAL_MINUTES = {
    Level.RECOGNITION: 0.75,
    Level.UNDERSTANDING: 1.0,
    Level.APPLICATION: 1.5,
    Level.HIGH_APPLICATION: 2.0,
}
CellKey = tuple[int, Level]


@dataclass(frozen=True)
class Asked:
    """A cell of the matrix: how many questions are wanted of it, what each is worth."""

    key: CellKey
    wanted: int
    weight: float


@dataclass(frozen=True)
class Expectation:
    """`share` of the full mark between 0 and 1; `known` of the `questions` in the cells have figures."""

    share: float
    minutes: float
    known: int
    questions: int

    @property
    def percent(self) -> int:
        return floor(self.share * 100 + 0.5)

    @property
    def whole_minutes(self) -> int:
        return ceil(self.minutes)


def of_matrix(matrix: Matrix, earned: Mapping[CellKey, list[float]]) -> Expectation | None:
    """For a matrix as it stands."""
    cells = [(line.topic_id, cell) for line in matrix.lines for cell in line.cells]
    asked = [
        Asked((topic_id, cell.level), cell.wanted, float(matrix.weights[cell.level.value] or 1))
        for topic_id, cell in cells
    ]
    return expectation(asked, {(topic_id, cell.level): cell.available for topic_id, cell in cells}, earned)


def expectation(
    cells: Iterable[Asked], available: Mapping[CellKey, int], earned: Mapping[CellKey, list[float]]
) -> Expectation | None:
    """For the whole test; `earned` are the shares that are known of the questions of a cell. None: nothing is asked."""
    asked = [cell for cell in cells if cell.wanted]
    worth = sum(cell.wanted * cell.weight for cell in asked)
    if not worth:
        return None
    gained = sum(
        cell.wanted
        * cell.weight
        * cell_share(cell.key[1], available.get(cell.key, 0), earned.get(cell.key, []))
        for cell in asked
    )
    minutes = sum(cell.wanted * USUAL_MINUTES[cell.key[1]] for cell in asked)
    known = sum(len(earned.get(cell.key, [])) for cell in asked)
    questions = sum(max(available.get(cell.key, 0), len(earned.get(cell.key, []))) for cell in asked)
    return Expectation(gained / worth, minutes, known, questions)


def cell_share(level: Level, questions: int, earned: list[float]) -> float:
    """What people will earn on a question of the cell, whichever is drawn."""
    unknown = max(0, questions - len(earned))
    count = unknown + len(earned)
    return (sum(earned) + unknown * USUAL_SHARE[level]) / count if count else USUAL_SHARE[level]
