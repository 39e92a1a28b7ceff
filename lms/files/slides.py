"""The slides of a .pptx as plain pages: words, and pictures as they are kept beside those of PDFs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lms.files.drawn import Drawing, folder_of
from lms.files.models import StoredFile
from lms.files.pages import Trouble

_reading = Drawing("lms.files.slide_worker", "slides.json")


@dataclass(frozen=True)
class Deck:
    """Each slide with `title`, `items` and how many items it could not show; `left_out` slides at the end are more."""

    slides: list[dict[str, Any]]
    left_out: int = 0


def deck_of(stored: StoredFile) -> Deck | Trouble:
    """The slides of a file."""
    told = _reading.told_of(stored)
    return told if isinstance(told, Trouble) else Deck(told["slides"], told["left_out"])


def picture(stored: StoredFile, slide: int, place: int) -> Path | None:
    """A picture on a slide; None if there is none at that place."""
    kept = folder_of(stored.sha256) / f"slide-{slide:03}-{place:03}.jpg"
    return kept if not isinstance(deck_of(stored), Trouble) and kept.exists() else None
