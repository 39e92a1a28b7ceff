"""Attendance on paper and as a workbook; both come from the same rows."""

from dataclasses import replace

from flask import Response, current_app, render_template
from flask_babel import gettext as _

from lms.attendance import queries, sheets
from lms.attendance.blueprint import routes
from lms.attendance.guests import queries as guests
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession, StudyClass
from lms.permissions import Permission
from lms.web import clock, downloads
from lms.web.authorised import authorised
from lms.web.downloads import Sheet


@routes.get("/classes/<int:study_class_id>/attendance.xlsx")
@authorised(StudyClass, Permission.ATTENDANCE_SEE)
def class_workbook(study_class: StudyClass) -> Response:
    name = _("attendance %(code)s", code=study_class.code)
    return downloads.send(downloads.workbook(_of_class(study_class)), f"{name}.xlsx")


@routes.get("/classes/<int:study_class_id>/attendance/print")
@authorised(StudyClass, Permission.ATTENDANCE_SEE)
def class_paper(study_class: StudyClass) -> str:
    return render_template("attendance/paper.html", study_class=study_class, sheet=_of_class(study_class))


@routes.get("/sessions/<int:class_session_id>/attendance.xlsx")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def session_workbook(class_session: ClassSession) -> Response:
    code, number = class_session.study_class.code, class_session.number
    name = _("attendance %(code)s session %(number)s", code=code, number=number)
    return downloads.send(downloads.workbook(_of_session(class_session)), f"{name}.xlsx")


@routes.get("/sessions/<int:class_session_id>/attendance/print")
@authorised(ClassSession, Permission.ATTENDANCE_SEE)
def session_paper(class_session: ClassSession) -> str:
    sheet = _of_session(class_session)
    return render_template("attendance/paper.html", study_class=class_session.study_class, sheet=sheet)


def _of_class(study_class: StudyClass) -> Sheet:
    book = queries.book_of_class(study_class.id)
    return sheets.class_sheet(study_class, book, _centre(), clock.now())


def _of_session(class_session: ClassSession) -> Sheet:
    book = queries.book_of_session(class_session.id)
    sheet = sheets.session_sheet(class_session, book, _centre(), clock.now())
    return replace(sheet, foot=[*sheet.foot, *_guests(class_session)])


def _guests(class_session: ClassSession) -> list[str]:
    """Guests are counted apart: they are not among those who are expected."""
    there = guests.present(class_session.id)
    if not any(there.values()):
        return []
    counts = {"before": there[Phase.BEFORE], "after": there[Phase.AFTER]}
    return [_("Guests: %(before)s at the start, %(after)s at the end", **counts)]


def _centre() -> str:
    return str(current_app.config["SEN"].centre_name)
