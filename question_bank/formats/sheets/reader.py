"""Reading sheets of questions: the template, and whatever columns a person's own list has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from question_bank.formats.archives import Unreadable
from question_bank.formats.imported import Imported, ImportedQuestion
from question_bank.formats.sheets import columns as meanings
from question_bank.formats.sheets.columns import Column
from question_bank.formats.sheets.grid import Grid, Row, column_name, from_text
from question_bank.formats.sheets.rows import question
from question_bank.formats.sheets.workbook import grids
from question_bank.formats.text import left_out
from question_bank.problems import Place, Problem, Unit, error, note, warning

NAME = "sheet"
ZIP = b"PK\x03\x04"
Columns = Mapping[int, Column]
NONE: Columns = {}


@dataclass(frozen=True)
class Layout:
    """How a sheet was understood: which columns mean what (from 0), and what stands above them."""

    sheet: str
    head_row: int
    columns: dict[int, Column]
    heads: dict[int, str] = field(default_factory=dict)


def read(data: bytes, *, name: str = "", columns: Columns = NONE) -> Imported:
    """The questions of a sheet; `columns` corrects the guess of what they mean, counted from 0."""
    try:
        grid, others = _chosen(data)
    except Unreadable as refused:
        return Imported([], [refused.problem], NAME)
    found, rows = _laid_out(grid, columns)
    problems = [*grid.problems, *others, *_about(found, grid, rows)]
    if Column.TEXT not in found.columns.values():
        return Imported([], [*problems, error("sheet.no_columns")], NAME)
    read_rows = [question(row, found.columns) for row in rows]
    questions = [one for one in read_rows if isinstance(one, ImportedQuestion)]
    problems += [one for one in read_rows if isinstance(one, Problem)]
    if not questions:
        problems.append(error("file.nothing"))
    return Imported(questions, problems, NAME)


def layout(data: bytes, *, name: str = "", columns: Columns = NONE) -> Layout:
    """What the columns were taken for, so that a person can correct it.

    Raises:
        Unreadable: if there is no sheet in the file.
    """
    return _laid_out(_chosen(data)[0], columns)[0]


def _chosen(data: bytes) -> tuple[Grid, list[Problem]]:
    """The first sheet with known headings, else the first; the others are named."""
    found = list(grids(data)) if data.startswith(ZIP) else [from_text(data)]
    if not found:
        raise Unreadable(error("file.nothing"))
    best = next((grid for grid in found if meanings.head_place(grid.rows) is not None), found[0])
    names = ", ".join(grid.name for grid in found if grid is not best)
    told = [warning("sheet.others", sheet=left_out(best.name), names=left_out(names))] if names else []
    return best, told


def _laid_out(grid: Grid, said: Columns) -> tuple[Layout, list[Row]]:
    """The layout and the rows below the headings."""
    place = meanings.head_place(grid.rows)
    if place is None and said and grid.rows:
        place = _unlike_the_rest(grid.rows, said)
    if place is None:
        guessed = meanings.by_content(grid.rows)
        return Layout(grid.name, 0, meanings.corrected(guessed, said)), grid.rows
    head = grid.rows[place]
    guessed = meanings.corrected(meanings.by_head(head), said)
    return Layout(grid.name, head.number, guessed, dict(head.cells)), grid.rows[place + 1 :]


def _unlike_the_rest(rows: list[Row], said: Columns) -> int | None:
    """The first row is headings if a person named the key's column and it holds no key there."""
    keys = [place for place, column in said.items() if column is Column.KEY]
    return 0 if keys and len(rows[0][keys[0]]) > 3 > len(rows[-1][keys[0]]) else None


def _about(found: Layout, grid: Grid, rows: list[Row]) -> list[Problem]:
    """What stands above the headings and in columns that nobody knows; what was guessed."""
    above = grid.rows[: len(grid.rows) - len(rows) - (found.head_row > 0)]
    problems = [
        note(
            "text.left_out",
            Place(Unit.ROW, row.number, row.number),
            text=left_out(" ".join(row.cells.values())),
        )
        for row in above
    ]
    if not found.head_row and found.columns:
        told = ", ".join(
            f"{column_name(place)} = {column}" for place, column in sorted(found.columns.items())
        )
        problems.append(warning("sheet.guessed_columns", columns=told))
    return problems + [
        warning("sheet.column_left_out", column=column_name(place), head=left_out(found.heads.get(place, "")))
        for place in range(grid.width)
        if place not in found.columns and any(row[place] for row in rows)
    ]
