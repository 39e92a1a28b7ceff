"""When a page counts as read, and what two devices come to that wrote different notes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

WORDS_A_SECOND = (
    8  # faster than anybody reads: turning pages over is no reading, and slow readers lose nothing
)
FEWEST_SECONDS, MOST_SECONDS = 5, 180
BETWEEN = "\n\n"


class Part(IntEnum):
    """What a slot of the outbox holds; a slot is the id of the page times four, and this."""

    SECONDS = 0
    NOTE = 1
    BOOKMARK = 2
    PLACE = 3


@dataclass(frozen=True)
class PageState:
    """How one page stands for one person."""

    needed: int
    seconds: int = 0
    asked: int = 0
    answered: int = 0

    @property
    def open_long_enough(self) -> bool:
        return self.seconds >= self.needed

    @property
    def read(self) -> bool:
        return self.open_long_enough and self.answered >= self.asked


def slot_of(page_id: int, part: Part) -> int:
    return page_id * len(Part) + part


def part_of(slot: int) -> tuple[int, Part]:
    return slot // len(Part), Part(slot % len(Part))


def needed_seconds(words: int) -> int:
    """How long a page of so many words is open at least before it counts."""
    return max(FEWEST_SECONDS, min(MOST_SECONDS, words // WORDS_A_SECOND))


def is_complete(pages: Iterable[PageState]) -> bool:
    listed = list(pages)
    return bool(listed) and all(page.read for page in listed)


def merged(present: str, mine: str) -> str:
    """Two notes written apart: both are kept, unless one holds the other."""
    if mine in present:
        return present
    return mine if present in mine else f"{present}{BETWEEN}{mine}"
