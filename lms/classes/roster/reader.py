"""The bytes of a file as a sheet of text cells, or one sentence that says why not. Nothing here stores anything."""

import csv
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lms.classes.roster.cells import Line, lines_of
from lms.classes.roster.head import score
from lms.classes.roster.problems import Problem, error, note, warning
from lms.classes.roster.workbooks import MOST_COLUMNS, MOST_ROWS
from question_bank.formats.text import decoded
from question_bank.legacy_fonts import mostly_old, unicode_of

LARGEST = 20 * 1024 * 1024
SECONDS = 20
AT_ONCE = 2
DELIMITERS = ";,\t|"
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_slots = threading.BoundedSemaphore(AT_ONCE)


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
    if not _slots.acquire(timeout=SECONDS):
        return error("file.busy")
    try:
        with tempfile.TemporaryDirectory(prefix="sen-roster-") as folder:
            source = Path(folder) / "source"
            source.write_bytes(data)
            return _read_apart(source)
    finally:
        _slots.release()


def _read_apart(source: Path) -> Sheet | Problem:
    """Read in another process, which a hostile file can only stop, not harm."""
    command = [sys.executable, "-m", "lms.classes.roster.workbooks", str(source)]
    root = Path(__file__).resolve().parents[3]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=root, check=False)  # noqa: S603 - our own module, our own path
    except subprocess.TimeoutExpired:
        return error("file.too_slow")
    if done.returncode != 0 or not done.stdout:
        return error("file.damaged")
    answer = json.loads(done.stdout.splitlines()[-1])
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
