"""A filled .docx as a PDF with its fonts inside. The drawing program is fixed; the document comes as data only."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from lms.config import ROOT
from lms.reports.paper.layout import layout

FONTS = ROOT / "static" / "vendor" / "paper"
PROGRAM = Path(__file__).with_name("paper.typ")


def pdf_of(docx: bytes, made_at: datetime) -> bytes:
    """The PDF of a document; the same bytes for the same document and moment."""
    data = json.dumps(layout(docx), ensure_ascii=False)
    made = typst.compile(
        _program(),
        font_paths=_fonts(),
        sys_inputs={"data": data},
        format="pdf",
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """Only our own: what happens to be installed on a machine must not change a paper."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _program() -> bytes:
    return PROGRAM.read_bytes()
