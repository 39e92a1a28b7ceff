"""Photos and PDFs as page pictures, made outside this process within a limit of time and memory."""

import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lms.files.shapes import Shape

SECONDS = 25
AT_ONCE = 2
HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_slots = threading.BoundedSemaphore(AT_ONCE)


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
    if not _slots.acquire(timeout=SECONDS):
        return Trouble.BUSY
    try:
        with tempfile.TemporaryDirectory(prefix="sen-pages-") as name:
            return _converted(body, Path(name), shape or Shape())
    finally:
        _slots.release()


def _converted(body: bytes, folder: Path, shape: Shape) -> list[PagePicture] | Trouble:
    source = folder / "source"
    source.write_bytes(body)
    wanted = json.dumps(shape.packed())
    command = [sys.executable, "-m", "lms.files.page_worker", str(source), str(folder), wanted]
    root = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=root, check=False)  # noqa: S603 - our own module, our own paths
    except subprocess.TimeoutExpired:
        return Trouble.TOO_SLOW
    if done.returncode != 0 or not done.stdout:
        return Trouble.DAMAGED
    answer = json.loads(done.stdout.splitlines()[-1])
    if "problem" in answer:
        return Trouble(answer["problem"])
    return [
        PagePicture((folder / page["name"]).read_bytes(), page["width"], page["height"])
        for page in answer["pages"]
    ]
