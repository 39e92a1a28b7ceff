"""Reads one Word file for people, in a process of its own (`bounded.py`).

Whatever a hostile file does here, it does to this process alone, within its memory and its time. What comes out is
plain text and pictures drawn from the pixels: no author, no comment, no header, no place, no program survives.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from lms.bounded import serve
from lms.files.page_worker import MEMORY, most_dots, on_white, save
from lms.reflections.looks import PICTURE, Look
from lms.reflections.rules import plain
from question_bank.formats import word
from question_bank.formats.archives import Unreadable
from question_bank.formats.text import MEGABYTE
from question_bank.formats.word.blocks import Block

MOST_UNPACKED = 80 * MEGABYTE
MOST_LETTERS = 200_000
MOST_BLOCKS = 4_000
MOST_PICTURES = 40
LEAST_SIDE = 24  # less is a bullet or a line
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP")
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
    if len(names) > MOST_PICTURES or len(found.blocks) > MOST_BLOCKS:
        return {"problem": "long"}
    drawn = {name: picture for name in names if (picture := _drawn(found.pictures[name])) is not None}
    places = {name: place for place, (name, picture) in enumerate(_large(drawn), 1)}
    shown = list(_shown(found.blocks, places))
    text = "\n".join(line for line, look in shown if look.has_words)
    if len(text) > MOST_LETTERS:
        return {"problem": "long"}
    if not text and not places:
        return {"problem": "empty"}
    return {
        "text": text,
        "looks": [look.packed() for _line, look in shown],
        "pictures": [_write(drawn[name], folder, place) for name, place in places.items()],
        "left_out": sorted({*found.left_out, *(["picture"] if len(drawn) < len(names) else [])}),
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


def _drawn(data: bytes) -> Image.Image | None:
    """The picture from its pixels, of the size at which it is read; None if it cannot be seen."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > most_dots(picture):
                return None
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return on_white(picture)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None


def _large(drawn: dict[str, Image.Image]) -> Iterator[tuple[str, Image.Image]]:
    return ((name, picture) for name, picture in drawn.items() if min(picture.size) >= LEAST_SIDE)


def _write(picture: Image.Image, folder: Path, place: int) -> dict[str, Any]:
    name = f"{place:03}.jpg"
    clean = save(picture, folder / name)
    return {"name": name, "width": clean.width, "height": clean.height}


if __name__ == "__main__":
    serve(main, MEMORY)
