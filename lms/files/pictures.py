"""The pages of a PDF as pictures, for reading on a phone: drawn when somebody first looks, kept beside the files.

What is kept can be drawn anew at any time: it is in no backup, has no row, and goes when the file goes. Few are drawn
at once and few wait for it; who comes too many is asked to come again, and everybody else's pages go on.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lms import database
from lms.files import service as files
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.web.seats import aside

SECONDS = 25
AT_ONCE = 2
WAITING = 8
PATIENCE = 20.0
TOGETHER = 6  # pages that are drawn at once: who looks at one looks at the next
SIZES = "sizes.json"
_slots = threading.BoundedSemaphore(AT_ONCE)
_waiting = threading.BoundedSemaphore(AT_ONCE + WAITING)


@dataclass(frozen=True)
class Leaves:
    """The width and height of each page; `left_out` says that the file has more."""

    sizes: list[tuple[int, int]]
    left_out: int = 0


def leaves_of(stored: StoredFile) -> Leaves | Trouble:
    """How many pages there are and how large they will be."""
    kept = folder_of(stored.sha256) / SIZES
    trouble = None if kept.exists() else _drawn(stored, 1, kept.exists)
    if trouble is not None:
        return trouble
    told = json.loads(kept.read_text("utf-8"))
    return Leaves([(width, height) for width, height in told["sizes"]], told["left_out"])


def picture(stored: StoredFile, number: int) -> Path | Trouble:
    """The picture of one page."""
    kept = folder_of(stored.sha256) / f"{number:04}.jpg"
    trouble = None if kept.exists() else _drawn(stored, number, kept.exists)
    return trouble or kept


def folder_of(sha256: str) -> Path:
    return root() / sha256[:2] / sha256


def root() -> Path:
    return files.folder().parent / "pictures"


def drop_all_but(known: set[str]) -> int:
    """Take away the pictures of files that are no more; of how many."""
    gone = [one for one in root().glob("??/*") if one.name not in known]
    for one in gone:
        shutil.rmtree(one, ignore_errors=True)
    return len(gone)


def _drawn(stored: StoredFile, number: int, is_there: Callable[[], bool]) -> Trouble | None:
    """Draw the pages around this one; nothing is done if somebody else did meanwhile. Leaves connection and seat."""
    source, target = files.path_of(stored), folder_of(stored.sha256)
    database.end_session()
    if not _waiting.acquire(blocking=False):
        return Trouble.BUSY
    try:
        with aside():
            if not _slots.acquire(timeout=PATIENCE):
                return Trouble.BUSY
            try:
                return None if is_there() else _draw(source, target, number)
            finally:
                _slots.release()
    finally:
        _waiting.release()


def _draw(source: Path, target: Path, number: int) -> Trouble | None:
    first = (number - 1) // TOGETHER * TOGETHER + 1
    root().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root(), prefix=".drawing-") as name:
        told = _told(source, Path(name), first)
        if isinstance(told, Trouble):
            return told
        target.mkdir(parents=True, exist_ok=True)
        sizes = Path(name) / SIZES
        sizes.write_text(json.dumps(told), "utf-8")
        for one in [*Path(name).glob("*.jpg"), sizes]:
            one.replace(target / one.name)
    return None


def _told(source: Path, folder: Path, first: int) -> dict[str, object] | Trouble:
    words = [str(source), str(folder), str(first), str(TOGETHER)]
    code = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, our own paths
            [sys.executable, "-m", "lms.files.leaf_worker", *words],
            capture_output=True,
            timeout=SECONDS,
            cwd=code,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Trouble.TOO_SLOW
    if done.returncode != 0 or not done.stdout:
        return Trouble.DAMAGED
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return Trouble(str(answer["problem"])) if "problem" in answer else answer
