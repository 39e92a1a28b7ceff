"""All figures of a quiz together: the pages and the workbook show the same objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum

from lms.quizzes.models import Quiz
from lms.quizzes.statistics import answers, items, spread
from lms.quizzes.statistics.items import Item
from lms.quizzes.statistics.sat import Sat, sat
from lms.quizzes.statistics.spread import Band, Part
from question_bank.statistics import Summary, summary


@dataclass(frozen=True)
class Report:
    """`first_start`, `last_start` and `last_save` are None where nobody did."""

    sat: Sat
    marks: Summary
    passed: int
    bands: Sequence[Band]
    units: Sequence[Part]
    groups: Sequence[Part]
    papers: Sequence[Part]
    minutes: Summary
    minute_columns: Sequence[tuple[int, int, int]]
    on_paper: int
    first_start: datetime | None
    last_start: datetime | None
    last_save: datetime | None


@dataclass(frozen=True)
class Questions:
    """The figures of each question; `alpha` is None where it is not defined."""

    items: Sequence[Item]
    alpha: float | None


@dataclass(frozen=True)
class Reached:
    """How far one learning objective was reached: the mean share earned on its questions, None if none is marked."""

    topic: str
    words: str
    questions: int
    answers: int
    share: float | None


def by_objective(asked: Sequence[Item]) -> list[Reached]:
    """The objectives that the questions of a test name, in the order of their topics."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in asked:
        if item.asked.objective:
            groups.setdefault((item.asked.topic, item.asked.objective), []).append(item)
    return [
        Reached(topic, words, len(some), sum(map(_marked, some)), _mean_share(some))
        for (topic, words), some in sorted(groups.items())
    ]


def _marked(item: Item) -> int:
    return item.count - item.waiting if item.difficulty is not None else 0


def _mean_share(some: Sequence[Item]) -> float | None:
    answers = sum(map(_marked, some))
    earned = fsum(_marked(item) * item.difficulty for item in some if item.difficulty is not None)
    return earned / answers if answers else None


def questions(found: Sat) -> Questions:
    """Six statements, whatever the size of the class."""
    material = answers.material(found)
    return Questions(items.items(material), items.reliability(material))


def report(quiz: Quiz) -> Report:
    """Two statements, whatever the size of the class."""
    found = sat(quiz)
    minutes = spread.minutes(found)
    on_screen = [taken for taken in found.counted if not taken.on_paper]
    starts = [taken.started_at for taken in on_screen]
    saves = [taken.saved_at for taken in on_screen if taken.saved_at is not None]
    return Report(
        sat=found,
        marks=spread.marks_of(found.marked),
        passed=sum(map(found.passed, found.marked)),
        bands=spread.bands(found),
        units=spread.by_unit(found),
        groups=spread.by_group(found),
        papers=spread.by_paper(found),
        minutes=summary(minutes),
        minute_columns=spread.minute_columns(minutes),
        on_paper=len(found.counted) - len(on_screen),
        first_start=min(starts, default=None),
        last_start=max(starts, default=None),
        last_save=max(saves, default=None),
    )
