"""Reads a workbook in a process of its own: `python -m lms.classes.roster.workbooks FILE`.

Whatever a hostile file does here, it does to this process alone, within its memory and its time. Prints one line of
JSON: the sheet that looks most like a roster, and the names of the others.
"""

import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from lms.bounded import serve
from lms.classes.roster.cells import Line, as_text
from lms.classes.roster.head import score

MEMORY = 900 << 20
MOST_ROWS = 30_000
MOST_COLUMNS = 200
MOST_SHEETS = 40
MOST_UNPACKED = 150_000_000
MOST_MEMBERS = 5_000
MOST_FILLED = 300_000
WIDEST_FILLED = 6
PIECE = 1 << 16
DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)")


class Refused(Exception):
    """Why the workbook is not read; the text is a code that the caller puts into a sentence."""


def main(source: Path) -> dict[str, Any]:
    """The sheet, or why there is none."""
    try:
        if source.read_bytes()[:2] == b"PK":
            look_inside(source)
        return _best_sheet(source)
    except Refused as refused:
        return {"problem": str(refused)}
    except PasswordError:
        return {"problem": "file.locked"}
    except MemoryError:
        return {"problem": "file.unpacks_too_large"}
    except (CalamineError, BadZipFile, OSError, ValueError, TypeError, KeyError, zlib.error):
        return {"problem": "file.damaged"}


def look_inside(source: Path) -> None:
    """Count what the package unpacks to while unpacking it, however its headers lie; no XML may declare anything."""
    with ZipFile(source) as package:
        members = package.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused("file.damaged")
        if any(member.flag_bits & 1 for member in members):
            raise Refused("file.locked")
        unpacked = 0
        for member in members:
            tail = b""
            with package.open(member) as stream:
                while piece := stream.read(PIECE):
                    unpacked += len(piece)
                    if unpacked > MOST_UNPACKED:
                        raise Refused("file.unpacks_too_large")
                    if DECLARES.search(tail + piece) and member.filename.endswith((".xml", ".rels")):
                        raise Refused("file.forbidden")
                    tail = piece[-16:]


def _best_sheet(source: Path) -> dict[str, Any]:
    with CalamineWorkbook.from_path(str(source)) as book:
        seen = [
            sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible
        ] or book.sheet_names
        best: tuple[int, str, list[Line]] = (0, "", [])
        for name in seen[:MOST_SHEETS]:
            lines = _lines(book.get_sheet_by_name(name))
            best = max(best, (score(lines), name, lines), key=lambda found: found[0])
    if not best[2]:
        raise Refused("file.empty")
    hidden = len(book.sheet_names) - len(seen)
    return {
        "sheet": best[1],
        "others": [name for name in seen if name != best[1]],
        "hidden": hidden,
        "rows": [[line.number, line.cells] for line in best[2]],
    }


def _lines(sheet: CalamineSheet) -> list[Line]:
    """The rows that hold anything; a million empty ones cost only time."""
    if sheet.start is None or sheet.end is None:
        return []
    left = sheet.start[1]
    if sheet.end[1] >= MOST_COLUMNS:
        raise Refused("file.too_wide")
    lines: list[Line] = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [""] * left + [as_text(value) for value in values] if any(values) else []
        if any(cells):
            lines.append(Line(number, cells))
        if len(lines) > MOST_ROWS:
            raise Refused("file.too_many_rows")
    _fill_merged(lines, sheet.merged_cell_ranges or [])
    return lines


def _fill_merged(lines: list[Line], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """What stands in merged cells holds for each of them; not for titles that reach across the sheet."""
    by_number = {line.number - 1: line.cells for line in lines}
    left = MOST_FILLED
    for (top, first), (bottom, last) in ranges:
        if first != last and (top != bottom or last - first >= WIDEST_FILLED):
            continue
        value = _cell(by_number.get(top), first)
        for row in range(top, bottom + 1) if value else ():
            cells = by_number.get(row)
            for column in range(first, last + 1):
                left -= 1
                if cells is not None and column < len(cells) and not cells[column]:
                    cells[column] = value
            if left <= 0:
                return


def _cell(cells: list[str] | None, column: int) -> str:
    return cells[column] if cells is not None and column < len(cells) else ""


if __name__ == "__main__":
    serve(main, MEMORY)
