"""The bytes of a sheet as rows of text: .xlsx, or text with some delimiter."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from question_bank.formats.archives import Unreadable
from question_bank.formats.imported import MOST_QUESTIONS, too_many
from question_bank.formats.text import decoded
from question_bank.problems import Problem, error

MOST_COLUMNS = 60
LONGEST_CELL = 100_000
DELIMITERS = ";,\t|"
GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


@dataclass(frozen=True)
class Row:
    """A row that holds anything: its number as a spreadsheet counts, its cells by their place."""

    number: int
    cells: dict[int, str]
    problems: tuple[Problem, ...] = ()

    def __getitem__(self, place: int) -> str:
        return self.cells.get(place, "")


@dataclass(frozen=True)
class Grid:
    """A sheet, and what there is to say about it."""

    rows: list[Row]
    name: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((max(row.cells) + 1 for row in self.rows), default=0)


def column_name(place: int) -> str:
    """A, B, … Z, AA, as a spreadsheet calls its columns; the first is at 0."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def limited(rows: Iterable[Row]) -> list[Row]:
    """The rows; Unreadable if there are more, or wider ones, than any list of questions has."""
    found = []
    for row in rows:
        found.append(row)
        if len(found) > MOST_QUESTIONS:
            raise Unreadable(too_many())
        if max(row.cells) >= MOST_COLUMNS:
            raise Unreadable(error("sheet.too_wide", limit=MOST_COLUMNS))
    return found


def from_text(data: bytes) -> Grid:
    """A text as a grid; its delimiter is the one that gives the widest first row, then the most rows of one width."""
    text = decoded(data)
    if not text.readable:
        raise Unreadable(text.problems[0])
    split = (_split(text.lines, delimiter) for delimiter in DELIMITERS)
    tried: list[list[Row]] = [rows for rows in split if rows is not None]
    if not tried:
        raise Unreadable(error("file.damaged"))
    best = max((_likeness(rows), -place) for place, rows in enumerate(tried))[1]
    return Grid(limited(tried[-best]), "", text.problems)


def _split(lines: list[str], delimiter: str) -> list[Row] | None:
    rows: list[Row] = []
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    try:
        for cells in reader:
            held = {place: _cell(cell) for place, cell in enumerate(cells) if cell.strip()}
            if held:
                rows.append(Row(reader.line_num, held))
            if len(rows) > MOST_QUESTIONS:
                break
    except csv.Error:
        return None
    return rows


def _cell(cell: str) -> str:
    """Without the sign that keeps a text from being a formula."""
    return (cell[1:] if GUARDED.match(cell) else cell).strip()


def _likeness(rows: list[Row]) -> tuple[int, int]:
    return max(rows[0].cells) if rows else 0, _evenness(rows)


def _evenness(rows: list[Row]) -> int:
    """How many of the first rows have as many cells as most of them; rows of one cell are no table."""
    widths = [max(row.cells) + 1 for row in rows[:50]]
    return max((widths.count(width) * (width > 1) for width in set(widths)), default=0)
