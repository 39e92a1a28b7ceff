"""Draws a few pages of a PDF in a process of its own (`bounded.py`); tells the sizes of all as they will be drawn."""

import os
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from lms.bounded import serve
from lms.files.page_worker import MEMORY, Problem, opened, save

LONGEST_SIDE = 1600
MOST_PAGES = 500
LEAST_SHARE = 20  # a page that is so much longer than wide is none


def main(source: Path, folder: Path, first: int, count: int) -> dict[str, Any]:
    """Draw so many pages from one on; the sizes of all, or why there are none."""
    try:
        document = opened(source)
        sizes = [_size(*document.get_page_size(place)) for place in range(min(len(document), MOST_PAGES))]
        if not sizes:
            return {"problem": "damaged"}
        for number in range(first, min(first + count, len(sizes) + 1)):
            picture = document[number - 1].render(scale=_scale(document.get_page_size(number - 1))).to_pil()
            save(picture, folder / f"{number:04}.jpg")
        return {"sizes": sizes, "left_out": max(0, len(document) - MOST_PAGES)}
    except Problem as problem:
        return {"problem": str(problem)}
    except (OSError, ValueError, MemoryError, pdfium.PdfiumError):
        return {"problem": "damaged"}


def _scale(size: tuple[float, float]) -> float:
    return LONGEST_SIDE / max(size)


def _size(width: float, height: float) -> tuple[int, int]:
    if min(width, height) <= 0 or max(width, height) / min(width, height) > LEAST_SHARE:
        raise Problem("damaged")
    scale = _scale((width, height))
    return round(width * scale), round(height * scale)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)  # pages of others come first
    serve(main, MEMORY)
