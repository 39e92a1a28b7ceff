"""PDFs drawn by programs of our own, with their fonts inside. Documents come as data only; nothing of them is run."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lms.config import ROOT

FONTS = ROOT / "static" / "vendor" / "paper"
# What XML cannot hold; names, notes and questions come from outside.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def pdf(program: Path, data: Any, made_at: datetime, *, folder: Path | None = None) -> bytes:
    """What `program` draws of `data`; the same bytes for the same data and moment. Pictures lie in `folder`."""
    root: Any = folder  # its types want what the program is, bytes; a path is what it takes
    made = typst.compile(
        _source(program),
        root=root,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    return bytes(made)


def tidy(text: str) -> str:
    """The text without signs that no .docx can hold."""
    return _NOT_XML.sub("", text)


@cache
def _fonts() -> typst.Fonts:
    """Only our own: what happens to be installed on a machine must not change a paper."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _source(program: Path) -> bytes:
    return program.read_bytes()
