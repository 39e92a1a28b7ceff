"""The paragraphs of a Word or PDF file, in a process of its own (`bounded.py`).

Whatever a hostile file does here, it does to this process alone, within its memory and its time.
"""

from pathlib import Path

import pypdfium2 as pdfium

from lms.bounded import serve
from lms.documents.texts.paragraphs import clean, joined
from question_bank.formats import word
from question_bank.formats.archives import Unreadable

MEMORY = 1 << 30
MOST_PAGES = 400
WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD


def main(source: Path) -> dict[str, str | int]:
    """The body and how many pages of it were left out, or the name of what is wrong with the file."""
    try:
        data = source.read_bytes()
        paragraphs, left_out = _pdf(data) if data.startswith(b"%PDF-") else (clean(word.paragraphs(data)), 0)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == WRONG_PASSWORD or "password" in str(error).lower()
        return {"problem": "locked" if locked else "damaged"}
    except (Unreadable, OSError, ValueError, MemoryError, RecursionError):
        return {"problem": "damaged"}
    return {"body": "\n".join(paragraphs), "left_out": left_out} if paragraphs else {"problem": "empty"}


def _pdf(data: bytes) -> tuple[list[str], int]:
    document = pdfium.PdfDocument(data)
    count = min(len(document), MOST_PAGES)
    texts = [document[place].get_textpage().get_text_bounded() for place in range(count)]
    return joined(texts), len(document) - count


if __name__ == "__main__":
    serve(main, MEMORY)
