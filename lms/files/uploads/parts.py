"""The part of a file that has arrived, on the disk. Its length is how far the upload is; nothing else says so.

A piece is written outside of any transaction and synced before it is acknowledged. One process writes to a part at a
time; one that was cut off in the middle of a piece is as good as any other: the next piece begins where it ends.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO

from lms.files import service as files

try:
    import fcntl
except ImportError:  # Windows: what two windows send of one file is compared at the end only
    fcntl = None  # type: ignore[assignment]

BLOCK = 1 << 16
ENDING = ".part"


class Gone(Exception):
    """The part was taken away or is a whole file by now."""


class Busy(Exception):
    """Another request is writing to this part."""


class Settled(StrEnum):
    """What came of putting a whole file in its place."""

    DONE = "done"
    SHORT = "short"
    DIFFERENT = "different"
    GONE = "gone"


def path_of(public_id: str) -> Path:
    return folder() / f"{public_id}{ENDING}"


def folder() -> Path:
    return files.folder().parent / "incoming"


def begin(public_id: str) -> None:
    """An empty part; one that is there stays."""
    folder().mkdir(parents=True, exist_ok=True)
    path_of(public_id).touch()


def length(public_id: str) -> int:
    """How many bytes have arrived; 0 also where there is no part."""
    try:
        return path_of(public_id).stat().st_size
    except FileNotFoundError:
        return 0


def append(public_id: str, at: int, stream: BinaryIO, most: int) -> int:
    """Write a piece of at most `most` bytes; the new length, or the present one if that is not `at`.

    Raises:
        Gone: there is no such part any more.
        Busy: somebody else is writing.
    """
    with _locked(path_of(public_id)) as part:
        end = part.seek(0, os.SEEK_END)
        if end != at:
            return end
        try:
            left = most
            while left > 0 and (block := stream.read(min(BLOCK, left))):
                part.write(block)
                left -= len(block)
        finally:
            part.flush()
            os.fsync(part.fileno())
        return part.tell()


def head_of(public_id: str, count: int) -> bytes:
    with path_of(public_id).open("rb") as part:
        return part.read(count)


def settle(public_id: str, sha256: str, size: int) -> Settled:
    """Compare length and hash, then move the part to where its content belongs. Doing it again is harmless."""
    final = files.place_of(sha256)
    try:
        with _locked(path_of(public_id)) as part:
            if part.seek(0, os.SEEK_END) != size:
                return Settled.SHORT
            part.seek(0)
            if hashlib.file_digest(part, "sha256").hexdigest() != sha256:
                return Settled.DIFFERENT
            final.parent.mkdir(parents=True, exist_ok=True)
            os.utime(part.fileno())  # it is new here, however long it was on its way
            path_of(public_id).replace(final)
            return Settled.DONE
    except Gone:
        return Settled.DONE if _is_there(final, size) else Settled.GONE


def drop(public_id: str) -> None:
    path_of(public_id).unlink(missing_ok=True)


def _is_there(final: Path, size: int) -> bool:
    with suppress(FileNotFoundError):
        return final.stat().st_size == size
    return False


@contextmanager
def _locked(path: Path) -> Iterator[BufferedRandom]:
    """The part, open for this request alone. It may have been moved away while we waited for the lock."""
    try:
        part = path.open("r+b")
    except FileNotFoundError:
        raise Gone from None
    with part:
        _lock(part)
        if not _is_still(path, part):
            raise Gone
        yield part


def _is_still(path: Path, part: BufferedRandom) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(part.fileno()))
    return False


def _lock(part: BufferedRandom) -> None:
    if fcntl is not None:
        try:
            fcntl.flock(part.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
