"""Rows of a form that are added, taken away and moved before anything is stored. Works on what was typed. Pure."""

import re
from collections import defaultdict

from werkzeug.datastructures import MultiDict

Typed = MultiDict[str, str]
Row = dict[str, str]
NEW: Row = {"title": "", "kind": "lesson", "periods": "5", "sessions": "1"}


def rearranged(typed: Typed, name: str, action: str) -> Typed:
    """`typed` with the rows `name-0-…`, `name-1-…` changed by `add`, `remove-2`, `up-2` or `down-2`; else as it is."""
    rows = _rows(typed, name)
    verb, _dash, place = action.partition("-")
    index = int(place) if place.isascii() and place.isdigit() else -1
    if verb == "add":
        rows.append(dict(NEW))
    elif verb == "remove" and 0 <= index < len(rows) and len(rows) > 1:
        del rows[index]
    elif verb == "up" and 0 < index < len(rows):
        rows[index - 1], rows[index] = rows[index], rows[index - 1]
    elif verb == "down" and 0 <= index < len(rows) - 1:
        rows[index + 1], rows[index] = rows[index], rows[index + 1]
    return _with_rows(typed, name, rows)


def _rows(typed: Typed, name: str) -> list[Row]:
    rows: dict[int, Row] = defaultdict(dict)
    for key, value in typed.items():
        if found := re.fullmatch(rf"{name}-(\d{{1,4}})-(\w+)", key):
            rows[int(found[1])][found[2]] = value
    return [rows[index] for index in sorted(rows)]


def _with_rows(typed: Typed, name: str, rows: list[Row]) -> Typed:
    kept = [(key, value) for key, value in typed.items(multi=True) if not key.startswith(f"{name}-")]
    new = [
        (f"{name}-{index}-{field}", value) for index, row in enumerate(rows) for field, value in row.items()
    ]
    return MultiDict(kept + new)
