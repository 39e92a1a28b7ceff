"""The paragraphs of a file that somebody sent, read outside this process within a limit of time and memory."""

from dataclasses import dataclass
from enum import StrEnum

from lms.bounded import Bounded, Broken, Busy, TooSlow

MOST_LETTERS = 300_000  # a book of 200 pages
_worker = Bounded("lms.documents.texts.worker", seconds=25)


class Trouble(StrEnum):
    """Why a file gives no text."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    EMPTY = "empty"
    LONG = "long"
    SLOW = "slow"


@dataclass(frozen=True)
class Read:
    """The paragraphs of a file, one a line; `left_out` pages at its end were too many."""

    body: str
    left_out: int = 0


def read(data: bytes) -> Read | Trouble:
    """The text of a .docx or .pdf, or why there is none."""
    try:
        answer = _worker.answer_of(data)
    except (Busy, TooSlow):
        return Trouble.SLOW
    except Broken:
        return Trouble.DAMAGED
    if "problem" in answer:
        return Trouble(answer["problem"])
    if len(answer["body"]) > MOST_LETTERS:
        return Trouble.LONG
    return Read(answer["body"], answer["left_out"])
