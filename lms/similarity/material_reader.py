"""The words of a Word, PowerPoint or PDF file, in a process of its own (`bounded.py`).

Whatever a hostile file does here, it does to this process alone, within its memory and its time.
"""

import re
from pathlib import Path

import pypdfium2 as pdfium

from lms.bounded import serve
from question_bank.formats.archives import Unreadable, opened

MEMORY = 1 << 30
MOST_LETTERS = 2_000_000
MOST_PAGES = 400
SHOWN = re.compile(r"word/document\.xml|ppt/slides/slide\d+\.xml")


def main(source: Path) -> dict[str, str | None]:
    """The words, or None where the file cannot be read."""
    try:
        data = source.read_bytes()
        text = _pdf(data) if data.startswith(b"%PDF-") else _office(data)
    except (Unreadable, pdfium.PdfiumError, OSError, ValueError, MemoryError):
        return {"text": None}
    return {"text": text[:MOST_LETTERS]}


def _pdf(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    places = range(min(len(document), MOST_PAGES))
    return "\n".join(document[place].get_textpage().get_text_bounded() for place in places)


def _office(data: bytes) -> str:
    """The paragraphs of what is shown; nothing else of the package is opened."""
    package = opened(data)
    roots = [package.xml(name) for name in sorted(package.members) if SHOWN.fullmatch(name)]
    paragraphs = (one for root in roots if root is not None for one in root.iter("{*}p"))
    return "\n".join("".join(piece.text or "" for piece in one.iter("{*}t")) for one in paragraphs)


if __name__ == "__main__":
    serve(main, MEMORY)
