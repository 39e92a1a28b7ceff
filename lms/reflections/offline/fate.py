"""What becomes of one row that came back, against what stands for its marker at this moment. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lms.reflections.offline.rules import Code, filled, fingerprint


class Fate(StrEnum):
    """Nothing new; a mark to be added; a draft to go on with on screen."""

    SAME = "same"
    MARK = "mark"
    DRAFT = "draft"


class Bar(StrEnum):
    """Why a row is not taken although its cells are right: what happened to the script since the sheet went out."""

    RETURNED = "returned"
    GIVEN = "given"
    FOUND = "found"
    MARKED = "marked"
    BEGUN = "begun"


@dataclass(frozen=True)
class Stand:
    """How a script stands for one marker: the number of the mark that they know of (0: none), what it says, what
    their screen shows (their draft over it), and what is in the way of any other mark of theirs."""

    number: int = 0
    recorded: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    barred: Bar | None = None


def decide(values: Mapping[str, str], code: Code, stand: Stand, *, complete: bool) -> Fate | Bar:
    """A row that came back as it went out asks for nothing new; any other that meets something newer is a clash."""
    typed, shown = filled(values), filled(stand.shown)
    untouched = fingerprint(typed) == code.seen
    in_the_way = stand.barred or (Bar.MARKED if stand.number != code.base else None)
    begun = fingerprint(shown) != code.seen and typed != shown
    if typed == filled(stand.recorded) or (untouched and (in_the_way or begun or not complete)):
        return Fate.SAME
    if in_the_way or begun:
        return in_the_way or Bar.BEGUN
    if complete:
        return Fate.MARK
    return Fate.SAME if typed == shown else Fate.DRAFT
