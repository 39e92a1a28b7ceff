"""What the chair is told when the session opens and when it closes; every figure opens to its names."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _

from lms import database
from lms.attendance import door
from lms.attendance.guests.counts import guests_of
from lms.attendance.guests.models import GuestState
from lms.attendance.guests.queries import of_session as at_the_door
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.reports import chair, queries, words
from lms.reports.chair import ChairReport
from lms.reports.figures import Figure, chosen
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("chair_reports", __name__)


@routes.get("/sessions/<int:class_session_id>/chair-report")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def show(class_session: ClassSession) -> str:
    return _page("chair_reports/show.html", class_session, _report(class_session))


@routes.get("/sessions/<int:class_session_id>/chair-report/live")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def live(class_session: ClassSession) -> Any:
    """The part that changes; 204 as long as it does not."""
    report = _report(class_session)
    if request.args.get("seen") == report.mark:
        return Response(status=204)
    return _page("chair_reports/live.html", class_session, report)


@routes.get("/sessions/<int:class_session_id>/chair-report/people")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def people(class_session: ClassSession) -> str:
    """The names behind one figure, of one unit or group if asked."""
    report, figure = _report(class_session), request.args.get("figure", "")
    if figure not in set(Figure):
        abort(404)
    unit, group = request.args.get("unit", type=int), request.args.get("group")
    return render_template(
        "chair_reports/people.html",
        class_session=class_session,
        report=report,
        figure=Figure(figure),
        lines=chosen(report.lines, Figure(figure), unit, group),
        part=_name_of(report, unit, group),
        called=words.names(),
    )


@routes.get("/sessions/<int:class_session_id>/chair-report/guests")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def guests(class_session: ClassSession) -> str:
    """Everybody who is counted as a guest or waits at the door, with their times."""
    present = {GuestState.GUEST, GuestState.WAITING}
    return render_template(
        "chair_reports/guests.html",
        class_session=class_session,
        report=_report(class_session),
        guests=[one for one in at_the_door(class_session.id) if one.state in present],
        walk_ins=door.waiting(class_session.id),
        phases=Phase,
        may_run=can(Permission.ATTENDANCE_RUN, class_session),
    )


def _report(class_session: ClassSession) -> ChairReport:
    held = queries.of_session(class_session)
    with database.reading_connection() as connection:
        counted = guests_of(connection, class_session.id)
    return chair.chair_report(held, request.args.get("moment", ""), clock.now(), counted)


def _page(template: str, class_session: ClassSession, report: ChairReport) -> str:
    return render_template(
        template,
        class_session=class_session,
        report=report,
        called=words.names(),
        to_send=chair.to_send(report, current_app.config["SEN"].centre_name),
    )


def _name_of(report: ChairReport, unit: int | None, group: str | None) -> str:
    if unit is not None:
        return next((part.name for part in report.units if part.key == unit), "") or _("No unit")
    return "" if group is None else group or _("No group")
