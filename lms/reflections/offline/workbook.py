"""Reads a marking sheet in a process of its own (`bounded.py`).

Whatever a hostile file does here, it does to this process alone. The answer: the rows as text, and the
addresses of cells that hold formulas.
"""

import re
import zlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from lms.bounded import serve
from lms.classes.roster import workbooks
from lms.classes.roster.workbooks import MEMORY, Refused
from lms.reflections.offline.rules import SHEET, tidied

MOST_ROWS = 3_000
MOST_COLUMNS = 60
LONGEST = 5_000
MOST_FORMULAS = 1_000
FORMULA = re.compile(rb'<c\b[^>]*\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f\b')


def main(source: Path) -> dict[str, Any]:
    """The rows, or why there are none."""
    try:
        if source.read_bytes()[:4] != b"PK\x03\x04":
            return {"problem": "file.unknown"}
        workbooks.look_inside(source)
        return {"rows": _rows(source), "formulas": _formulas(source)}
    except Refused as refused:
        return {"problem": str(refused)}
    except PasswordError:
        return {"problem": "file.locked"}
    except MemoryError:
        return {"problem": "file.unpacks_too_large"}
    except (CalamineError, BadZipFile, OSError, ValueError, TypeError, KeyError, zlib.error):
        return {"problem": "file.damaged"}


def _rows(source: Path) -> list[list[Any]]:
    with CalamineWorkbook.from_path(str(source)) as book:
        if SHEET not in book.sheet_names:
            raise Refused("file.other")
        sheet = book.get_sheet_by_name(SHEET)
        if (
            sheet.start is None
            or sheet.end is None
            or sheet.end[0] > MOST_ROWS
            or sheet.end[1] > MOST_COLUMNS
        ):
            raise Refused("file.other")
        left = [""] * sheet.start[1]
        rows = enumerate(sheet.iter_rows(), 1)
        return [[number, [*left, *map(_text, cells)]] for number, cells in rows if any(cells)]


def _formulas(source: Path) -> list[str]:
    """Only the first sheet of ours has cells to fill in; another sheet's formulas do no harm."""
    with ZipFile(source) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"xl/worksheets/sheet1\.xml", name)]
        found = [address for name in names for address in FORMULA.findall(package.read(name))]
    return [address.decode() for address in found[:MOST_FORMULAS]]


def _text(value: object) -> str:
    """As a person would have typed it, line ends kept."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return tidied(str(value or "")[: LONGEST + 1])


if __name__ == "__main__":
    serve(main, MEMORY)
