"""A filled .docx as a PDF with its fonts inside. The drawing program is fixed; the document comes as data only."""

from datetime import datetime
from pathlib import Path

from lms import typesetting
from lms.reports.paper.layout import layout

PROGRAM = Path(__file__).with_name("paper.typ")


def pdf_of(docx: bytes, made_at: datetime) -> bytes:
    """The PDF of a document; the same bytes for the same document and moment."""
    return typesetting.pdf(PROGRAM, layout(docx), made_at)
