"""A .docx and a .pdf as other programs than those that made them read them."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(body: bytes) -> list[str]:
    """Every paragraph's text, in the order of the file."""
    root = etree.fromstring(zipfile.ZipFile(BytesIO(body)).read("word/document.xml"))
    return ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in root.iter(f"{W}p")]


def body_of(client: Any, address: str) -> bytes:
    """A download, read and closed."""
    with client.get(address) as answer:
        body: bytes = answer.data
    return body


def docx_text(body: bytes) -> str:
    return "\n".join(paragraphs(body))


@dataclass(frozen=True)
class Seen:
    """Some words on a page: where they stand, in points from the top left corner, and how they look."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def look_for(page: pypdfium2.PdfPage, words: str) -> Seen:
    """Where `words` stand on a page, letter by letter."""
    text = page.get_textpage()
    whole = text.get_text_range()
    start = whole.index(words)
    boxes = [text.get_charbox(start + place) for place, letter in enumerate(words) if letter != " "]
    size = pdfium.FPDFText_GetFontSize(text.raw, start)
    name = (pdfium.c_char * 100)()
    pdfium.FPDFText_GetFontInfo(text.raw, start, name, 100, None)
    return Seen(
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
        page.get_height() - max(box[3] for box in boxes),
        page.get_height() - min(box[1] for box in boxes),
        round(size, 1),
        name.value.decode(),
    )
