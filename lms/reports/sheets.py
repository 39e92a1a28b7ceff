"""Figures of reports and periods as worksheets: by unit, by session, and a line for every person at every session."""

from collections.abc import Sequence

from flask_babel import gettext as _

from lms.reports import words
from lms.reports.content import Figures
from lms.reports.figures import Counts, Figure, Line
from lms.web.downloads import Sheet

COLUMNS = (*words.TOLD, Figure.OPEN)


def figures_sheets(figures: Figures, title: Sequence[str]) -> list[Sheet]:
    """Three worksheets; the sums below the first two are those of the page."""
    called = words.names()
    heads = [called[figure] for figure in COLUMNS]
    widths = [6, 44, *[12] * len(COLUMNS)]
    units = [
        [place, part.name or _("No unit"), *_cells(part.counts)]
        for place, part in enumerate(figures.units, 1)
    ]
    sessions = [
        [place, one.class_title, one.title, one.starts_at, *_cells(one.counts)]
        for place, one in enumerate(figures.sessions, 1)
    ]
    total = _cells(figures.counts)
    return [
        Sheet(
            _("By unit"),
            [_("No."), _("Unit"), *heads],
            [*units, ["", _("Sum"), *total]],
            title,
            widths,
            _foot(),
        ),
        Sheet(
            _("By session"),
            [_("No."), _("Class"), _("Session"), _("When"), *heads],
            [*sessions, ["", _("Sum"), "", None, *total]],
            title,
            [6, 40, 40, 18, *[12] * len(COLUMNS)],
        ),
        _people(figures, title),
    ]


def _people(figures: Figures, title: Sequence[str]) -> Sheet:
    """Everybody at every session, so that each figure can be counted again."""
    sessions = {one.id: one for one in figures.sessions}
    called = words.names()
    head = [
        _("No."),
        _("Full name"),
        _("Unit"),
        _("Group"),
        _("Class"),
        _("Session"),
        _("When"),
        _("Counts as"),
        _("Note"),
    ]
    rows = [
        [
            place,
            line.name,
            line.unit,
            line.group,
            sessions[line.session_id].class_title,
            sessions[line.session_id].number,
            sessions[line.session_id].starts_at,
            _counted(line, called),
            line.note,
        ]
        for place, line in enumerate(figures.lines, 1)
    ]
    return Sheet(_("Names"), head, rows, title, [6, 28, 34, 10, 40, 8, 18, 28, 40])


def _counted(line: Line, called: dict[Figure, str]) -> str:
    return ", ".join(called[figure].lower() for figure in line.figures if figure is not Figure.SUMMONED)


def _cells(counts: Counts) -> list[int]:
    return [counts[figure] for figure in COLUMNS]


def _foot() -> list[str]:
    return [
        "",
        _("Expected = present + absent, excused + absent, not excused + check-in missing + not recorded."),
    ]
