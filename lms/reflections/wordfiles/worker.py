"""Reads one Word file for people, in a process of its own (`bounded.py`).

Whatever a hostile file does here, it does to this process alone, within its memory and its time. What comes out is
plain text and pictures drawn from the pixels: no author, no comment, no header, no place, no program survives.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from lms.bounded import serve
from lms.files.page_worker import MEMORY, on_white, save
from lms.reflections.looks import PICTURE, Look
from lms.reflections.rules import plain
from question_bank.formats import word
from question_bank.formats.archives import Unreadable
from question_bank.formats.text import MEGABYTE
from question_bank.formats.word.blocks import Block

MOST_UNPACKED = 48 * MEGABYTE
OWN_MEMORY = 270 * MEGABYTE  # what it takes for itself; with the programs that it maps less than 300 MB
MOST_LETTERS = 200_000
MOST_BLOCKS = 4_000
MOST_PICTURES = 40
LEAST_SIDE = 24  # less is a bullet or a line
LONGEST_SIDE = 1600
# Dots of one picture, by how much of it stands in memory while it is read; a plain JPEG is made small meanwhile.
MOST_DOTS = {"JPEG": 250_000_000, "PNG": 20_000_000, "GIF": 9_000_000, "BMP": 9_000_000, "WEBP": 9_000_000}
MOST_WHOLE = 20_000_000  # of a JPEG that is no plain one
MOST_IN_ALL = (
    240_000_000  # dots of plain JPEGs in one file: twenty photos as they are; others take twice as long
)
UNSEEN = (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError)
PROBLEMS = {
    "word.locked": "locked",
    "word.macros": "macros",
    "word.outside": "outside",
    "file.old_word": "old",
    "file.forbidden_xml": "forbidden",
    "file.unpacks_too_large": "huge",
    "file.too_many_parts": "huge",
    "file.too_large": "huge",
    "file.unknown": "kind",
}
Shown = tuple[str, Look]


def main(source: Path, folder: Path) -> dict[str, Any]:
    """The text, how it looks, the pictures written to `folder`; or why there are none."""
    try:
        found = word.read_document(source.read_bytes(), most=MOST_UNPACKED)
    except Unreadable as refused:
        return {"problem": PROBLEMS.get(refused.problem.code, "damaged")}
    except (OSError, ValueError, KeyError, MemoryError, RecursionError):
        return {"problem": "damaged"}
    names = list(dict.fromkeys(block.picture for block in found.blocks if block.picture))
    letters = sum(len(block.text) for block in found.blocks)
    if len(names) > MOST_PICTURES or len(found.blocks) > MOST_BLOCKS or letters > MOST_LETTERS:
        return {"problem": "long"}
    if sum(_cost(found.pictures[name]) for name in names) > MOST_IN_ALL:
        return {"problem": "huge"}
    gallery = Gallery(folder)
    for name in names:
        gallery.take(name, found.pictures.pop(name))
    places = {name: place for place, name in enumerate(gallery.shown, 1)}
    shown = list(_shown(found.blocks, places))
    text = "\n".join(line for line, look in shown if look.has_words)
    if not text and not places:
        return {"problem": "empty"}
    return {
        "text": text,
        "looks": [look.packed() for _line, look in shown],
        "pictures": list(gallery.shown.values()),
        "left_out": sorted({*found.left_out, *(["picture"] if gallery.unseen else [])}),
    }


def _shown(blocks: Iterable[Block], places: dict[str, int]) -> Iterator[Shown]:
    """Each line that says something, each picture that can be seen, each empty cell."""
    for block in blocks:
        cell = block.cell
        at = (cell.table, cell.row, cell.column, cell.span) if cell else None
        if block.picture:
            if block.picture in places:
                yield "", Look(PICTURE, picture=places[block.picture], cell=at)
            continue
        text = " ".join(plain(block.text).split())
        if text or at:
            yield text, Look(block.kind.value, block.level, cell=at, empty=not text)


@dataclass
class Gallery:
    """The pictures that are shown, each drawn and written before the next is read: one at a time is in memory."""

    folder: Path
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    unseen: int = 0

    def take(self, name: str, data: bytes) -> None:
        """Nothing of a bullet or a line."""
        picture = _drawn(data)
        if picture is None:
            self.unseen += 1
        elif min(picture.size) >= LEAST_SIDE:
            target = f"{len(self.shown) + 1:03}.jpg"
            clean = save(picture, self.folder / target)
            self.shown[name] = {"name": target, "width": clean.width, "height": clean.height}


def _cost(data: bytes) -> int:
    """What drawing it will take, told from its first bytes; nothing where it will not be drawn."""
    try:
        with Image.open(BytesIO(data), formats=list(MOST_DOTS)) as picture:
            dots = picture.width * picture.height
            return (dots if _is_plain(picture) else 2 * dots) if dots <= _most_dots(picture) else 0
    except UNSEEN:
        return 0


def _drawn(data: bytes) -> Image.Image | None:
    """The picture from its pixels, of the size at which it is read; None if it cannot be seen."""
    try:
        with Image.open(BytesIO(data), formats=list(MOST_DOTS)) as picture:
            if picture.width * picture.height > _most_dots(picture):
                return None
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return on_white(picture)
    except UNSEEN:
        return None


def _most_dots(picture: Image.Image) -> int:
    if _is_plain(picture):
        return MOST_DOTS["JPEG"]
    most = min(MOST_DOTS[picture.format or "WEBP"], MOST_WHOLE)
    return most if picture.mode in {"RGB", "L", "1", "P"} else most // 2


def _is_plain(picture: Image.Image) -> bool:
    return picture.format == "JPEG" and "progressive" not in picture.info


if __name__ == "__main__":
    serve(main, MEMORY, own=OWN_MEMORY)
