"""Whether a document is in force on a day, and what may replace what. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol


class Validity(StrEnum):
    """AHEAD: not in force yet. REPLACED counts before EXPIRED: it says where to read on."""

    AHEAD = "ahead"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPLACED = "replaced"


NO_LONGER = frozenset({Validity.EXPIRED, Validity.REPLACED})


class Dated(Protocol):
    """The days of a document; the last day is a day in force still, the day of replacement is not."""

    valid_from: date
    valid_until: date | None
    replaced_on: date | None


def validity(document: Dated, day: date) -> Validity:
    """How the document stands on a day."""
    if document.replaced_on is not None and document.replaced_on <= day:
        return Validity.REPLACED
    if document.valid_until is not None and document.valid_until < day:
        return Validity.EXPIRED
    return Validity.AHEAD if document.valid_from > day else Validity.IN_FORCE


def leads_to(start: int, goal: int, replaced_by: Mapping[int, int]) -> bool:
    """Whether one comes from `start` to `goal` by asking again and again what replaced it."""
    seen: set[int] = set()
    here: int | None = start
    while here is not None and here not in seen:
        if here == goal:
            return True
        seen.add(here)
        here = replaced_by.get(here)
    return False
