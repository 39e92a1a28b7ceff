"""What stands on a page, as plain data that `word` writes and `paper.typ` draws. Lengths in mm, sizes in points.

A document is a list of parts, each beginning on a new sheet with pages counted from 1; a part is a list of blocks.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Piece = dict[str, Any]
SIZE = 12.0
WIDTH = 175.0  # of the text on an upright A4 page
LONG_WIDTH = 257.0  # on a page that lies
LEFT, CENTER, RIGHT, JUSTIFY = "left", "center", "right", "justify"


def words(text: str, *, bold: bool = False, italic: bool = False, size: float = 0) -> Piece:
    """Words in one look."""
    look = {"bold": bold, "italic": italic, "size": size}
    return {"text": text} | {name: value for name, value in look.items() if value}


def picture(name: str) -> Piece:
    """A picture by the name of its file."""
    return {"picture": name}


def line(pieces: Iterable[Piece], align: str = LEFT, **look: Any) -> Block:
    """A paragraph; `look`: left, hang (how much the first line stands out), before, after, keep (with the next)."""
    return {"kind": "line", "pieces": list(pieces), "align": align} | look


def columns(cells: Sequence[Sequence[Piece]], count: int, left: float = 0) -> Block:
    """Short things side by side, `count` in a row, read from left to right."""
    return {"kind": "columns", "cells": [list(cell) for cell in cells], "count": count, "left": left}


def cell(blocks: Iterable[Block], *, shaded: bool = False) -> Block:
    return {"blocks": list(blocks), "shaded": shaded}


def grid(
    rows: Sequence[Sequence[Block]], widths: Sequence[float], *, bordered: bool = True, heads: int = 0
) -> Block:
    """A table; the first `heads` rows stand again on the next page."""
    return {
        "kind": "grid",
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "bordered": bordered,
        "heads": heads,
    }


def ruled(count: int) -> Block:
    """Dotted lines to write on."""
    return {"kind": "ruled", "count": count}


def together(blocks: Iterable[Block]) -> Block:
    """What stays on one page, unless it is longer than a page."""
    return {"kind": "together", "blocks": list(blocks)}


def part(blocks: Iterable[Block], footer: str, *, lying: bool = False) -> Block:
    """Pages with a foot line of their own; `footer` holds {page} and {pages}."""
    return {"blocks": list(blocks), "footer": footer, "lying": lying}


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.get("text", "") for piece in pieces)
