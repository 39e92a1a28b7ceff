"""The bytes of a file as a sheet of text cells, or one sentence that says why not. Nothing here stores anything."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lms.bounded import Bounded, Broken, Busy, TooSlow
from lms.classes.roster.cells import Line, lines_of
from lms.classes.roster.head import score
from lms.classes.roster.problems import Problem, error, note, warning
from lms.classes.roster.workbooks import MOST_COLUMNS, MOST_ROWS
from question_bank.formats.text import decoded
from question_bank.legacy_fonts import mostly_old, unicode_of

LARGEST = 20 * 1024 * 1024
DELIMITERS = ";,\t|"
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_workbooks = Bounded("lms.classes.roster.workbooks", seconds=20)


@dataclass(frozen=True)
class Sheet:
    """What stands in the file: rows that are not empty, and what there is to say about the reading."""

    lines: list[Line]
    name: str = ""
    notes: list[Problem] = field(default_factory=list)


def read(data: bytes, name: str) -> Sheet | Problem:
    """The sheet in these bytes; a Problem if it cannot be read. The name only tells text from other things."""
    if not data.strip(b"\0 \r\n\t"):
        return error("file.empty")
    if len(data) > LARGEST:
        return error("file.too_large", limit=LARGEST >> 20)
    if data.startswith(OLE) and ENCRYPTED in data:
        return error("file.locked")
    if data.startswith((ZIP, OLE)):
        return _finished(_workbook(data))
    if not name.lower().endswith((".csv", ".txt", ".tsv")) or data.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
    ):
        return error("file.unknown")
    return _finished(_text(data))


def _workbook(data: bytes) -> Sheet | Problem:
    try:
        answer = _workbooks.answer_of(data)
    except Busy:
        return error("file.busy")
    except TooSlow:
        return error("file.too_slow")
    except Broken:
        return error("file.damaged")
    if "problem" in answer:
        return error(answer["problem"], rows=MOST_ROWS, columns=MOST_COLUMNS)
    notes = []
    if answer["others"]:
        notes.append(note("sheet.others", names=", ".join(answer["others"][:5])[:200]))
    if answer["hidden"]:
        notes.append(note("sheet.hidden", count=answer["hidden"]))
    return Sheet([Line(number, cells) for number, cells in answer["rows"]], answer["sheet"], notes)


def _text(data: bytes) -> Sheet | Problem:
    read_text = decoded(data)
    if not read_text.readable:
        return error("file.empty")
    notes = [
        warning(problem.code.replace("text.", "file."), **problem.params) for problem in read_text.problems
    ]
    text = "\n".join(read_text.lines)
    tried = [lines for delimiter in DELIMITERS if isinstance(lines := _split(text, delimiter), list)]
    if not tried:
        return error("file.damaged")
    lines = max(tried, key=lambda lines: (score(lines), _columns(lines)))
    if not lines:
        return error("file.empty")
    if len(lines) > MOST_ROWS:
        return error("file.too_many_rows", rows=MOST_ROWS)
    if max(len(line.cells) for line in lines) > MOST_COLUMNS:
        return error("file.too_wide", columns=MOST_COLUMNS)
    return Sheet(lines, "", notes)


def _split(text: str, delimiter: str) -> list[Line] | None:
    """The rows, if the text can be taken apart this way; no more of them than are needed to know there are too many."""
    rows = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            rows.append(row[: MOST_COLUMNS + 1])
            if len(rows) > 4 * MOST_ROWS:
                break
    except csv.Error:
        return None
    return lines_of(rows)


def _columns(lines: Sequence[Line]) -> int:
    """How many columns most of the first rows share; one column is no table."""
    widths = [len(line.cells) for line in lines[:50]]
    return max((widths.count(width) * (width > 1) for width in widths), default=0)


def _finished(sheet: Sheet | Problem) -> Sheet | Problem:
    """Text typed for a font from before Unicode is turned into Unicode, with a word about it."""
    if isinstance(sheet, Problem):
        return sheet
    cells = [cell for line in sheet.lines for cell in line.cells if cell and not cell.isascii()]
    if not cells or not mostly_old("".join(cells[:5000])):
        return sheet
    lines = [
        Line(line.number, [unicode_of(cell, ".VnTime", in_old_document=True) for cell in line.cells])
        for line in sheet.lines
    ]
    return replace(sheet, lines=lines, notes=[*sheet.notes, warning("file.old_font")])
