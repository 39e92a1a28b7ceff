"""A Word file that somebody sent as their reflection, read outside this process within a limit of time and memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.files.media_types import ENDINGS
from lms.files.pages import PagePicture
from question_bank.formats.archives import OLE

MEDIA_TYPE = ENDINGS[".docx"]
_WORKER = Bounded("lms.reflections.wordfiles.worker", seconds=25)


class WordTrouble(StrEnum):
    """Why a Word file was not taken."""

    KIND = "kind"
    OLD = "old"
    LOCKED = "locked"
    DAMAGED = "damaged"
    MACROS = "macros"
    OUTSIDE = "outside"
    FORBIDDEN = "forbidden"
    HUGE = "huge"
    LONG = "long"
    EMPTY = "empty"
    SLOW = "slow"


@dataclass(frozen=True)
class Read:
    """The text, a line a paragraph, its looks (packed), its pictures, and words for what is not shown."""

    text: str
    looks: Sequence[Any]
    pictures: list[PagePicture]
    left_out: Sequence[str] = ()


def is_office(head: bytes) -> bool:
    """Whether the first bytes are those of an office file, of today or of before 2007."""
    return head.startswith((b"PK\x03\x04", OLE))


def read(body: bytes) -> Read | WordTrouble:
    """What a marker will see of the file, or why there is nothing."""
    try:
        with _WORKER.folder() as folder:
            return _read(body, folder)
    except (Busy, TooSlow):
        return WordTrouble.SLOW
    except Broken:
        return WordTrouble.DAMAGED


def _read(body: bytes, folder: Path) -> Read | WordTrouble:
    source = folder / "source"
    source.write_bytes(body)
    told = _WORKER.answer(source, folder)
    if "problem" in told:
        return WordTrouble(told["problem"])
    pictures = [
        PagePicture((folder / one["name"]).read_bytes(), one["width"], one["height"])
        for one in told["pictures"]
    ]
    return Read(told["text"], told["looks"], pictures, told["left_out"])
