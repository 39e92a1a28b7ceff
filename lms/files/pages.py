"""Photos and PDFs as page pictures, made outside this process within a limit of time and memory."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.files.shapes import Shape

HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
SOURCE = "source"
T = TypeVar("T")
_WORKER = Bounded("lms.files.page_worker", seconds=25)


class Trouble(StrEnum):
    """Why a file was not taken."""

    KIND = "kind"
    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_LARGE = "too-large"
    TOO_SMALL = "too-small"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_SLOW = "too-slow"
    BUSY = "busy"
    UNSAFE = "unsafe"
    TOO_OFTEN = "too-often"


@dataclass(frozen=True)
class PagePicture:
    """One page as a JPEG that holds nothing but the picture."""

    body: bytes
    width: int
    height: int


MEDIA_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "heif": "image/heic", "pdf": "application/pdf"}


def media_type_of(body: bytes) -> str:
    """What a file is kept as, by its first bytes."""
    return MEDIA_TYPES.get(kind_of(body[:16]) or "", "application/octet-stream")


def kind_of(head: bytes) -> str | None:
    """What the first bytes say it is: one of the kinds that are taken. The name is never asked."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"%PDF-"):
        return "pdf"
    return "heif" if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS else None


def convert(body: bytes, shape: Shape | None = None) -> list[PagePicture] | Trouble:
    """The pages of a photo or PDF, drawn anew, or why there are none; a photo is cut out as `shape` says."""
    return _worked(body, lambda folder: _converted(folder, shape or Shape()))


def look_at(body: bytes) -> int | Trouble:
    """How many pages a photo or PDF has, or why it has none, without drawing them."""
    return _worked(body, _looked_at)


def _worked(body: bytes, work: Callable[[Path], T | Trouble]) -> T | Trouble:
    if kind_of(body[:16]) is None:
        return Trouble.KIND
    try:
        with _WORKER.folder() as folder:
            (folder / SOURCE).write_bytes(body)
            return work(folder)
    except Busy:
        return Trouble.BUSY
    except TooSlow:
        return Trouble.TOO_SLOW
    except Broken:
        return Trouble.DAMAGED


def _looked_at(folder: Path) -> int | Trouble:
    answer = _WORKER.answer(folder / SOURCE, folder, look=True)
    return Trouble(answer["problem"]) if "problem" in answer else int(answer["count"])


def _converted(folder: Path, shape: Shape) -> list[PagePicture] | Trouble:
    answer = _WORKER.answer(folder / SOURCE, folder, shape=shape.packed())
    if "problem" in answer:
        return Trouble(answer["problem"])
    return [
        PagePicture((folder / page["name"]).read_bytes(), page["width"], page["height"])
        for page in answer["pages"]
    ]
