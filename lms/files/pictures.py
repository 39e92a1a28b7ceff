"""The pages of a PDF as pictures, for reading on a phone."""

from dataclasses import dataclass
from pathlib import Path

from lms.files.drawn import Drawing, folder_of
from lms.files.models import StoredFile
from lms.files.pages import Trouble

TOGETHER = 6  # pages that are drawn at once: who looks at one looks at the next
drawing = Drawing("lms.files.leaf_worker", "sizes.json")


@dataclass(frozen=True)
class Leaves:
    """The width and height of each page; `left_out` says that the file has more."""

    sizes: list[tuple[int, int]]
    left_out: int = 0


def leaves_of(stored: StoredFile) -> Leaves | Trouble:
    """How many pages there are and how large they will be."""
    told = drawing.told_of(stored, first=1, count=TOGETHER)
    if isinstance(told, Trouble):
        return told
    return Leaves([(width, height) for width, height in told["sizes"]], told["left_out"])


def picture(stored: StoredFile, number: int) -> Path | Trouble:
    """The picture of one page, drawn with those around it."""
    kept = folder_of(stored.sha256) / f"{number:04}.jpg"
    first = (number - 1) // TOGETHER * TOGETHER + 1
    return drawing.draw(stored, kept, first=first, count=TOGETHER) or kept
