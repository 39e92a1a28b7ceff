"""Photos and PDFs as page pictures, made outside this process within a limit of time and memory."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.files.shapes import Shape

HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
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
    if kind_of(body[:16]) is None:
        return Trouble.KIND
    try:
        with _WORKER.folder() as folder:
            return _converted(body, folder, shape or Shape())
    except Busy:
        return Trouble.BUSY
    except TooSlow:
        return Trouble.TOO_SLOW
    except Broken:
        return Trouble.DAMAGED


def _converted(body: bytes, folder: Path, shape: Shape) -> list[PagePicture] | Trouble:
    source = folder / "source"
    source.write_bytes(body)
    answer = _WORKER.answer(source, folder, shape=shape.packed())
    if "problem" in answer:
        return Trouble(answer["problem"])
    return [
        PagePicture((folder / page["name"]).read_bytes(), page["width"], page["height"])
        for page in answer["pages"]
    ]
