"""How hard and how long a test of this matrix is likely to be. Pure: from what its cells hold and what is known of it.

Of a question that enough people answered the mean share earned is known, and the median of the minutes that they were
at it where that was measured; for every other the usual figures of its level stand in.
"""

from collections.abc import Iterable, Mapping, Sequence
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
Figures = Mapping[CellKey, Sequence[float]]


@dataclass(frozen=True)
class Asked:
    """A cell of the matrix: how many questions are wanted of it, what each is worth."""

    key: CellKey
    wanted: int
    weight: float


@dataclass(frozen=True)
class Expectation:
    """`share` of the full mark between 0 and 1; of the `questions` in the cells `known` have a share and `timed` a
    time.
    """

    share: float
    minutes: float
    known: int
    questions: int
    timed: int

    @property
    def percent(self) -> int:
        return floor(self.share * 100 + 0.5)

    @property
    def measured(self) -> int:
        """Per cent of the questions whose time is known."""
        return floor(self.timed / self.questions * 100 + 0.5) if self.questions else 0

    @property
    def whole_minutes(self) -> int:
        return ceil(self.minutes)


def of_matrix(matrix: Matrix, earned: Figures, taken: Figures) -> Expectation | None:
    """For a matrix as it stands."""
    cells = [(line.topic_id, cell) for line in matrix.lines for cell in line.cells]
    asked = [
        Asked((topic_id, cell.level), cell.wanted, float(matrix.weights[cell.level.value] or 1))
        for topic_id, cell in cells
    ]
    available = {(topic_id, cell.level): cell.available for topic_id, cell in cells}
    return expectation(asked, available, earned, taken)


def expectation(
    cells: Iterable[Asked], available: Mapping[CellKey, int], earned: Figures, taken: Figures
) -> Expectation | None:
    """For the whole test; `earned` and `taken` are the shares and the minutes that are known of the questions of a
    cell. None: nothing is asked.
    """
    asked = [cell for cell in cells if cell.wanted]
    worth = sum(cell.wanted * cell.weight for cell in asked)
    if not worth:
        return None
    gained = minutes = 0.0
    known = timed = questions = 0
    for cell in asked:
        there = available.get(cell.key, 0)
        shares, times = earned.get(cell.key, []), taken.get(cell.key, [])
        gained += cell.wanted * cell.weight * cell_share(cell.key[1], there, shares)
        minutes += cell.wanted * cell_minutes(cell.key[1], there, times)
        known += len(shares)
        timed += len(times)
        questions += max(there, len(shares), len(times))
    return Expectation(gained / worth, minutes, known, questions, timed)


def cell_share(level: Level, questions: int, earned: Sequence[float]) -> float:
    """What people will earn on a question of the cell, whichever is drawn."""
    return _with_usual(USUAL_SHARE[level], questions, earned)


def cell_minutes(level: Level, questions: int, taken: Sequence[float]) -> float:
    """How long people will be at a question of the cell, whichever is drawn."""
    return _with_usual(USUAL_MINUTES[level], questions, taken)


def _with_usual(usual: float, questions: int, known: Sequence[float]) -> float:
    """The mean of a cell in which the usual stands for what is not known."""
    unknown = max(0, questions - len(known))
    count = unknown + len(known)
    return (sum(known) + unknown * usual) / count if count else usual
