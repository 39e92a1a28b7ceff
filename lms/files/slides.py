"""The slides of a .pptx as plain pages: read when somebody first looks, kept beside the pictures of PDFs.

As there, what is kept can be read anew at any time and goes when the file goes.
"""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lms import database
from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.files import service as files
from lms.files.models import StoredFile
from lms.files.pages import Trouble
from lms.files.pictures import WAITING, folder_of, put
from lms.web.seats import aside

TOLD = "slides.json"
_READING = Bounded("lms.files.slide_worker", seconds=25)
_waiting = threading.BoundedSemaphore(_READING.at_once + WAITING)


@dataclass(frozen=True)
class Deck:
    """Each slide with `title`, `items` and how many items it could not show; `left_out` slides at the end are more."""

    slides: list[dict[str, Any]]
    left_out: int = 0


def deck_of(stored: StoredFile) -> Deck | Trouble:
    """The slides of a file."""
    kept = folder_of(stored.sha256) / TOLD
    trouble = None if kept.exists() else _read(stored, kept)
    if trouble is not None:
        return trouble
    told = json.loads(kept.read_text("utf-8"))
    return Deck(told["slides"], told["left_out"])


def picture(stored: StoredFile, slide: int, place: int) -> Path | None:
    """A picture on a slide; None if there is none at that place."""
    kept = folder_of(stored.sha256) / f"slide-{slide:03}-{place:03}.jpg"
    return kept if not isinstance(deck_of(stored), Trouble) and kept.exists() else None


def _read(stored: StoredFile, kept: Path) -> Trouble | None:
    """Read the file, unless somebody else did meanwhile; connection and seat are left to others."""
    source = files.path_of(stored)
    database.end_session()
    if not _waiting.acquire(blocking=False):
        return Trouble.BUSY
    try:
        with aside(), _READING.folder() as folder:
            return None if kept.exists() else _keep(source, folder, kept)
    except Busy:
        return Trouble.BUSY
    except TooSlow:
        return Trouble.TOO_SLOW
    except Broken:
        return Trouble.DAMAGED
    finally:
        _waiting.release()


def _keep(source: Path, folder: Path, kept: Path) -> Trouble | None:
    told = _READING.answer(source, folder)
    if "problem" in told:
        return Trouble(told["problem"])
    (folder / TOLD).write_text(json.dumps(told), "utf-8")
    kept.parent.mkdir(parents=True, exist_ok=True)
    for one in [*folder.glob("*.jpg"), folder / TOLD]:  # what names the pictures comes behind them
        put(one, kept.parent / one.name)
    return None
