"""The pages of a PDF as pictures, for reading on a phone: drawn when somebody first looks, kept beside the files.

What is kept can be drawn anew at any time: it is in no backup, has no row, and goes when the file goes. Few are drawn
at once and few wait for it; who comes too many is asked to come again, and everybody else's pages go on.
"""

import json
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lms import database
from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.files import service as files
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.web.seats import aside

WAITING = 8
TOGETHER = 6  # pages that are drawn at once: who looks at one looks at the next
SIZES = "sizes.json"
_DRAWING = Bounded("lms.files.leaf_worker", seconds=25)
_waiting = threading.BoundedSemaphore(_DRAWING.at_once + WAITING)


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
    """Draw the pages around this one, unless somebody else did meanwhile; connection and seat are left to others."""
    source, target = files.path_of(stored), folder_of(stored.sha256)
    database.end_session()
    if not _waiting.acquire(blocking=False):
        return Trouble.BUSY
    try:
        with aside(), _DRAWING.folder() as folder:
            return None if is_there() else _draw(source, folder, target, number)
    except Busy:
        return Trouble.BUSY
    except TooSlow:
        return Trouble.TOO_SLOW
    except Broken:
        return Trouble.DAMAGED
    finally:
        _waiting.release()


def _draw(source: Path, folder: Path, target: Path, number: int) -> Trouble | None:
    first = (number - 1) // TOGETHER * TOGETHER + 1
    told = _DRAWING.answer(source, folder, first=first, count=TOGETHER)
    if "problem" in told:
        return Trouble(told["problem"])
    (folder / SIZES).write_text(json.dumps(told), "utf-8")
    target.mkdir(parents=True, exist_ok=True)
    for one in [*folder.glob("*.jpg"), folder / SIZES]:
        put(one, target / one.name)
    return None


def put(made: Path, final: Path) -> None:
    """Whole or not at all; the folder of what is made may lie on another disk."""
    with tempfile.NamedTemporaryFile(dir=final.parent, prefix=".drawing-", delete=False) as near:
        near.write(made.read_bytes())
    Path(near.name).replace(final)
