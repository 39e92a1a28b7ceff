"""The matrix and its rows as a workbook: the same values as on the page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.classes.places import heads, places_of
from lms.conferences.forms import DELIVERIES, KINDS, STATES
from lms.conferences.matrix import Cell, CellState, Matrix
from lms.conferences.models import Conference
from lms.web.downloads import Sheet
from lms.web.filters import as_percent


def matrix_sheet(found: Matrix, title: Sequence[str]) -> Sheet:
    """One unit to a row: how many were held in each quarter, or a word for none."""
    quarters = [_("Quarter %(quarter)s", quarter=f"{one.numeral}/{one.year}") for one in found.quarters]
    return Sheet(
        name=_("Units and quarters"),
        title=title,
        head=[_("No."), _("Unit"), _("Kind"), *quarters, _("In all")],
        rows=[
            [number, line.unit.name, line.unit.kind, *map(_cell, line.cells), line.held]
            for number, line in enumerate(found.lines, 1)
        ],
        widths=[6, 56, 22, 16, 16, 16, 16, 10],
        foot=list(_sums(found)),
    )


def rows_sheet(conferences: Iterable[Conference], title: Sequence[str], names: dict[int, str]) -> Sheet:
    """One conference to a row."""
    return Sheet(
        name=_("Conferences"),
        title=title,
        head=[
            *(_("Begins"), _("Unit"), _("Kind"), _("Subject"), _("Chair"), _("Place"), _("Held"), _("State")),
            *(_("People summoned"), _("People who came"), _("Counted by head at places")),
            *(_("Questions asked"), _("Questions answered"), _("Notes")),
        ],
        rows=[_row(one, names) for one in conferences],
        widths=[18, 44, 26, 50, 24, 30, 22, 12, 12, 12, 14, 12, 12, 40],
    )


def _row(one: Conference, names: dict[int, str]) -> list[Any]:
    counted = heads(places_of(one.places))
    return [
        one.starts_at,
        names.get(one.unit_id, one.unit.name),
        str(KINDS[one.kind]),
        one.title,
        one.chair,
        one.place,
        str(DELIVERIES[one.delivery]),
        str(STATES[one.state]),
        one.invited,
        one.participants,
        counted.counted if counted.entered else None,
        one.questions,
        one.answered,
        one.notes,
    ]


def _cell(cell: Cell) -> int | str:
    if cell.held:
        return cell.held
    words = {
        CellState.MISSED: _("not held"),
        CellState.OPEN: _("none yet"),
        CellState.PLANNED: _("planned"),
    }
    return str(words.get(cell.state, ""))


def _sums(found: Matrix) -> Iterator[str]:
    for one in found.sums:
        yield _(
            "Quarter %(quarter)s: %(held)s of %(expected)s units held one (%(percent)s).",
            quarter=f"{one.quarter.numeral}/{one.quarter.year}",
            held=one.held,
            expected=one.expected,
            percent=as_percent(one.held, one.expected, 2),
        )
