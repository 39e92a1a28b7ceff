"""Whether a file may be begun, and what a piece is. Pure."""

from dataclasses import dataclass
from enum import StrEnum

MB = 1 << 20
PIECE = MB  # half a minute of a slow telephone, and all that is lost when the line breaks


class Refusal(StrEnum):
    """Why a file is not begun."""

    KIND = "kind"
    EMPTY = "empty"
    LARGE = "large"
    PERSON = "person"
    UNIT = "unit"


@dataclass(frozen=True)
class Limits:
    """Bytes: of one file, of all that one person brought, and of all that was brought for one unit."""

    file: int
    person: int
    unit: int


@dataclass(frozen=True)
class Used:
    """Bytes that are there or on their way."""

    person: int = 0
    unit: int = 0


def refusal(size: int, media_type: str | None, used: Used, limits: Limits) -> Refusal | None:
    """What stands against one more file of this size; None if it may come."""
    if media_type is None:
        return Refusal.KIND
    if size <= 0:
        return Refusal.EMPTY
    if size > limits.file:
        return Refusal.LARGE
    if used.person + size > limits.person:
        return Refusal.PERSON
    return Refusal.UNIT if used.unit + size > limits.unit else None


def expected(at: int, size: int) -> int:
    """How many bytes the piece that begins at `at` has."""
    return min(PIECE, size - at)
