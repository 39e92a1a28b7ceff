"""The names behind one figure: a whole hall on one page, to be printed and searched."""

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from lms.reports import words
from lms.reports.content import Figures
from lms.reports.figures import Figure, chosen
from lms.web.filters import as_date
from lms.web.pagination import page_of

A_HALL = 300


def asked(figures: Figures) -> dict[str, Any]:
    """What the page shows of the figure in the address, of one unit or session if that is there too.

    Aborts with 404 for a figure that there is not.
    """
    figure = request.args.get("figure", "")
    if figure not in set(Figure):
        abort(404)
    unit, session = request.args.get("unit", type=int), request.args.get("session", type=int)
    lines = [
        line for line in chosen(figures.lines, Figure(figure), unit) if session in (None, line.session_id)
    ]
    return {
        "title": words.names()[Figure(figure)],
        "part": _part(figures, unit, session),
        "page": page_of(lines, A_HALL),
        "sessions": {one.id: one for one in figures.sessions},
    }


def _part(figures: Figures, unit: int | None, session: int | None) -> str:
    """How the part is called that the list was opened for."""
    if unit is not None:
        return next((part.name for part in figures.units if part.key == unit), "") or _("No unit")
    found = next((one for one in figures.sessions if one.id == session), None)
    return f"{found.title}, {as_date(found.starts_at)}" if found else ""
