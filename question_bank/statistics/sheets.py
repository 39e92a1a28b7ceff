"""A sheet of results as people have it: one line a person, one column an item, marks or the options chosen.

who;1;2;3            a first column that names the people may be there or not
max;1;1;2            a line "max" says what the items are worth
key;A;C;B            a line "key" (or "đáp án") says which options are right; the others then hold options: A, or A C
Lan;1;0;1,5          a decimal comma or dot; an empty cell was not asked (of options: not answered)
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from question_bank.formats.text import decoded
from question_bank.markup import folded
from question_bank.statistics.choosing import scored

PEOPLE = frozenset({"id", "stt", "tt", "no", "name", "who", "person", "people", "student", "learner", "candidate"}) | {
    "username", "email", "ma", "ma hoc vien", "ma hv", "ho ten", "ho va ten", "ten", "hoc vien", "thi sinh", "sbd",
    "so bao danh",
}  # fmt: skip
MOST_LINE = frozenset({"max", "max mark", "diem toi da", "toi da"})
KEY_LINE = frozenset({"key", "answer", "answers", "dap an"})
NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)", re.ASCII)
NOT_ASKED = frozenset({"", "-", "nan", "na", "n/a"})


class Unreadable(ValueError):
    """The sheet cannot be taken for results; the sentence says why."""


@dataclass(frozen=True)
class Sheet:
    """Marks by person and item; the options chosen and the key where the sheet has them."""

    scores: pd.DataFrame
    choices: pd.DataFrame | None = None
    key: dict[Any, list[str]] | None = None


def read_sheet(data: bytes) -> Sheet:
    """The results in a text file with commas, semicolons or tabs.

    Raises:
        Unreadable: if there are no results in it.
    """
    header, *lines = _lines(data)
    names, rows = _people(header, lines)
    items = header[len(header) - len(rows[0]) :] if rows else header
    if len(set(items)) != len(items):
        raise Unreadable("Two columns have the same name.")
    labels = [folded(name) for name in names]
    most = _special(labels, rows, MOST_LINE)
    keyed = _special(labels, rows, KEY_LINE)
    kept = [place for place, label in enumerate(labels) if label not in MOST_LINE | KEY_LINE]
    table = pd.DataFrame(
        [rows[place] for place in kept], [names[place] for place in kept], items, dtype=object
    )
    key = {item: _chosen(cell) for item, cell in zip(items, keyed, strict=True)} if keyed else None
    choices = table.map(_chosen) if key is not None else None
    scores = scored(choices, key) if key is not None and choices is not None else _marks(table)
    if most:
        scores.attrs["max_marks"] = {
            item: _number(item, cell) for item, cell in zip(items, most, strict=True)
        }
    return Sheet(scores, choices, key)


def _lines(data: bytes) -> list[list[str]]:
    text = "\n".join(decoded(data).lines)
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    found = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    found = [row for row in found if any(row)]
    if not found or (len(found[0]) < 2 and len(found) < 2):
        raise Unreadable(
            "The file holds no results: a line with the names of the items, then a line for each person."
        )
    for number, row in enumerate(found, start=1):
        if len(row) != len(found[0]):
            raise Unreadable(f"Line {number} has {len(row)} cells instead of {len(found[0])}.")
    return found


def _people(header: list[str], lines: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The names of the lines and what stands behind them; without names the lines are counted."""
    cells = [line[0] for line in lines]
    named = folded(header[0]) in PEOPLE or not header[0]
    texts = all(len(cell) > 2 and not NUMBER.fullmatch(cell) for cell in cells) and len(set(cells)) == len(
        cells
    )
    special = any(folded(cell) in MOST_LINE | KEY_LINE for cell in cells)
    if named or special or (cells and texts):
        return cells, [line[1:] for line in lines]
    return [str(number) for number in range(1, len(lines) + 1)], lines


def _special(labels: list[str], rows: list[list[str]], wanted: frozenset[str]) -> list[str]:
    return next((row for label, row in zip(labels, rows, strict=True) if label in wanted), [])


def _chosen(cell: str) -> list[str]:
    """The options in a cell; several stand with spaces or signs between them."""
    return [part.upper() for part in re.split(r"[\s,;/+|]+", cell) if folded(part) not in NOT_ASKED]


def _marks(table: pd.DataFrame) -> pd.DataFrame:
    columns = {item: [_number(item, cell) for cell in table[item]] for item in table.columns}
    return pd.DataFrame(columns, index=table.index, columns=table.columns, dtype=float)


def _number(item: str, cell: str) -> float:
    if folded(cell) in NOT_ASKED:
        return np.nan
    if not NUMBER.fullmatch(cell):
        raise Unreadable(f"Item {item}: “{cell[:40]}” is not a mark. Options need a line “key”.")
    return float(cell.replace(",", "."))
