"""What a sheet asks, what is shipped, and what may be kept. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST, MOST = 2, 15
HEAVIEST = 10


class Criterion(StrEnum):
    """What is asked where nobody has kept criteria of their own, for a lesson, in the order of the sheet."""

    AIMS = "aims"
    CONTENT = "content"
    SOURCES = "sources"
    PRACTICE = "practice"
    METHOD = "method"
    FORM = "form"


class ProgrammeCriterion(StrEnum):
    """The same for a programme."""

    PURPOSE = "purpose"
    TOPICS = "topics"
    BASIS = "basis"
    PERIODS = "periods"
    ORDER = "order"


@dataclass(frozen=True)
class Line:
    """One criterion. `key` names it in the sheets; the title of a shipped one is empty: each language has its words."""

    key: str
    weight: int
    title: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Wording:
    """One criterion as somebody wrote it."""

    title: str
    weight: int
    hint: str = ""


SHIPPED = (
    Line(Criterion.AIMS, 1),
    Line(Criterion.CONTENT, 4),
    Line(Criterion.SOURCES, 2),
    Line(Criterion.PRACTICE, 1),
    Line(Criterion.METHOD, 1),
    Line(Criterion.FORM, 1),
)


SHIPPED_FOR_PROGRAMMES = (
    Line(ProgrammeCriterion.PURPOSE, 2),
    Line(ProgrammeCriterion.TOPICS, 4),
    Line(ProgrammeCriterion.BASIS, 2),
    Line(ProgrammeCriterion.PERIODS, 1),
    Line(ProgrammeCriterion.ORDER, 1),
)


class Wrong(StrEnum):
    """Why criteria cannot be kept."""

    FEW = "few"
    MANY = "many"
    TWICE = "twice"


def wrong(wanted: Sequence[Wording]) -> Wrong | None:
    """One criterion is no sheet, and two that are called the same cannot be told apart."""
    if len(wanted) < FEWEST:
        return Wrong.FEW
    if len(wanted) > MOST:
        return Wrong.MANY
    return Wrong.TWICE if len({one.title.casefold() for one in wanted}) < len(wanted) else None


def moved(rows: Sequence[Wording], place: int, steps: int) -> list[Wording]:
    """One of them some places further; at either end nothing happens."""
    order = list(rows)
    if 0 <= place < len(order) and 0 <= place + steps < len(order):
        order.insert(place + steps, order.pop(place))
    return order
