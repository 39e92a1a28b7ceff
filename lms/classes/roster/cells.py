"""Cells of a sheet as text, whatever the file held: dates in ISO form, whole numbers without `.0`. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from lms.accounts.names import search_key

LONGEST_CELL = 1_000
# Control, direction and half characters, and signs of private use: none belongs in a roster.
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Line:
    """One row of the sheet that is not empty: its number as the spreadsheet counts, and its cells."""

    number: int
    cells: list[str]

    @property
    def texts(self) -> list[str]:
        """What stands in the row, repeated cells (merged ones) once."""
        return list(dict.fromkeys(cell for cell in self.cells if cell))


def as_text(value: object) -> str:
    """The value of one cell as a person would have typed it."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None or isinstance(value, timedelta) else tidy(str(value))


def tidy(text: str) -> str:
    """NFC, single spaces, nothing that cannot be seen, not longer than a cell can sensibly be."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:LONGEST_CELL]
    spaced = re.sub(r"\s", " ", unicodedata.normalize("NFC", text[: 4 * LONGEST_CELL]))
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in _DROPPED)
    return " ".join(kept.split())[:LONGEST_CELL]


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """As `search_key`; the same names and words come up again and again while a list is read."""
    return search_key(text)


def lines_of(rows: Sequence[Sequence[object]], first: int = 1) -> list[Line]:
    """The rows that hold anything, numbered from `first`."""
    texts = ([as_text(value) for value in row] for row in rows)
    return [Line(number, cells) for number, cells in enumerate(texts, first) if any(cells)]
