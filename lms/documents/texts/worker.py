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


def main(source: Path) -> dict[str, str]:
    """The body, or the name of what is wrong with the file."""
    try:
        data = source.read_bytes()
        body = "\n".join(_pdf(data) if data.startswith(b"%PDF-") else clean(word.paragraphs(data)))
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == WRONG_PASSWORD or "password" in str(error).lower()
        return {"problem": "locked" if locked else "damaged"}
    except (Unreadable, OSError, ValueError, MemoryError, RecursionError):
        return {"problem": "damaged"}
    return {"body": body} if body else {"problem": "empty"}


def _pdf(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    places = range(min(len(document), MOST_PAGES))
    return joined([document[place].get_textpage().get_text_bounded() for place in places])


if __name__ == "__main__":
    serve(main, MEMORY)
