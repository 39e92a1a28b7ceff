"""What is drawn from a file when somebody first looks, by a bounded process, and kept beside the files.

What is kept can be drawn anew at any time: it is in no backup, has no row, and goes when the file goes. Few are drawn
at once and few wait for it; who comes too many is asked to come again, and everybody else's pages go on.
"""

import json
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from lms import database
from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.files import service as files
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.web.seats import aside

WAITING = 8


class Drawing:
    """A module that draws pictures of a file; what it tells of them is kept as `told`, behind them."""

    def __init__(self, module: str, told: str) -> None:
        self.told = told
        self._process = Bounded(module, seconds=25)
        self.waiting = threading.BoundedSemaphore(self._process.at_once + WAITING)

    def told_of(self, stored: StoredFile, **asked: Any) -> Any:
        """What the module tells of a file, or the Trouble it has with it."""
        kept = folder_of(stored.sha256) / self.told
        return self.draw(stored, kept, **asked) or json.loads(kept.read_text("utf-8"))

    def draw(self, stored: StoredFile, wanted: Path, **asked: Any) -> Trouble | None:
        """Draw, unless what is wanted is there or comes meanwhile; connection and seat are left to others."""
        if wanted.exists():
            return None
        source, target = files.path_of(stored), folder_of(stored.sha256)
        database.end_session()
        if not self.waiting.acquire(blocking=False):
            return Trouble.BUSY
        try:
            with aside(), self._process.folder() as folder:
                return None if wanted.exists() else self._keep(source, folder, target, asked)
        except Busy:
            return Trouble.BUSY
        except TooSlow:
            return Trouble.TOO_SLOW
        except Broken:
            return Trouble.DAMAGED
        finally:
            self.waiting.release()

    def _keep(self, source: Path, folder: Path, target: Path, asked: dict[str, Any]) -> Trouble | None:
        told = self._process.answer(source, folder, **asked)
        if "problem" in told:
            return Trouble(told["problem"])
        (folder / self.told).write_text(json.dumps(told), "utf-8")
        target.mkdir(parents=True, exist_ok=True)
        for one in [*folder.glob("*.jpg"), folder / self.told]:  # what names the pictures comes behind them
            _put(one, target / one.name)
        return None


def folder_of(sha256: str) -> Path:
    """Where what is drawn from a file is kept."""
    return root() / sha256[:2] / sha256


def root() -> Path:
    return files.folder().parent / "pictures"


def drop_all_but(known: set[str]) -> int:
    """Take away the pictures of files that are no more; of how many."""
    gone = [one for one in root().glob("??/*") if one.name not in known]
    for one in gone:
        shutil.rmtree(one, ignore_errors=True)
    return len(gone)


def _put(made: Path, final: Path) -> None:
    """Whole or not at all; the folder of what is made may lie on another disk."""
    with tempfile.NamedTemporaryFile(dir=final.parent, prefix=".drawing-", delete=False) as near:
        near.write(made.read_bytes())
    Path(near.name).replace(final)
