"""Sign-in sheets for the paper lane: made, printed, as a workbook, keyed in."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.attendance.blueprint import routes
from lms.attendance.paper import keying, sheets
from lms.attendance.paper.forms import KeyingForm
from lms.attendance.paper.models import SignInSheet
from lms.attendance.paper.sheets import Change
from lms.attendance.queries import book_of_session
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock, downloads
from lms.web.authorised import authorised
from lms.web.downloads import Sheet
from lms.web.filters import as_date, as_datetime, as_time

SPARE_LINES = 10


@routes.get("/sessions/<int:class_session_id>/sign-in-sheets")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def sign_in_sheets(class_session: ClassSession) -> str:
    book = book_of_session(class_session.id)
    groups = {one.group_id: one.group for one in book.learners if one.group_id is not None}
    return render_template(
        "attendance/sheets/index.html",
        class_session=class_session,
        sheets=sheets.of_session(class_session.id),
        groups=sorted(groups.items(), key=lambda item: (len(item[1]), item[1])),
        count=len(book.learners),
    )


@routes.post("/sessions/<int:class_session_id>/sign-in-sheets")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def make_sign_in_sheet(class_session: ClassSession) -> Any:
    group_id = request.form.get("group", type=int)
    sheet = sheets.make(class_session, group_id, current_user.person, clock.now())
    return redirect(url_for(".show_sign_in_sheet", sign_in_sheet_id=sheet.id))


@routes.get("/sign-in-sheets/<int:sign_in_sheet_id>")
@authorised(SignInSheet, Permission.ATTENDANCE_RUN)
def show_sign_in_sheet(sign_in_sheet: SignInSheet) -> str:
    """The sheet to print, with signature columns for start and end."""
    book = book_of_session(sign_in_sheet.class_session_id)
    return render_template(
        "attendance/sheets/show.html",
        sheet=sign_in_sheet,
        session=book.sessions[0],
        lines=sheets.lines_of(sign_in_sheet, book),
        spare=range(len(sign_in_sheet.person_ids) + 1, len(sign_in_sheet.person_ids) + SPARE_LINES + 1),
    )


@routes.get("/sign-in-sheets/<int:sign_in_sheet_id>.xlsx")
@authorised(SignInSheet, Permission.ATTENDANCE_RUN)
def sign_in_workbook(sign_in_sheet: SignInSheet) -> Response:
    name = _("sign-in sheet %(number)s", number=sign_in_sheet.id)
    return downloads.send(downloads.workbook(_workbook(sign_in_sheet)), f"{name}.xlsx")


@routes.get("/sign-in-sheets/<int:sign_in_sheet_id>/keying")
@authorised(SignInSheet, Permission.ATTENDANCE_RUN)
def key_in(sign_in_sheet: SignInSheet) -> str:
    return _keying_page(sign_in_sheet, KeyingForm(formdata=None, phase=request.args.get("phase", "before")))


@routes.post("/sign-in-sheets/<int:sign_in_sheet_id>/keying")
@authorised(SignInSheet, Permission.ATTENDANCE_RUN)
def store_keyed(sign_in_sheet: SignInSheet) -> Any:
    """First a preview of what changes; stored is only what stood on the screen."""
    form = KeyingForm()
    if not form.validate():
        return _keying_page(sign_in_sheet, form), HTTPStatus.UNPROCESSABLE_ENTITY
    phase, book = Phase(form.phase.data), book_of_session(sign_in_sheet.class_session_id)
    keyed = keying.read(form.lines.data or "", len(sign_in_sheet.person_ids))
    found = sheets.changes(sign_in_sheet, keyed, phase, book)
    if not form.seen.data or form.seen.data != sheets.fingerprint(found):
        status = HTTPStatus.CONFLICT if form.seen.data else HTTPStatus.OK
        return _keying_page(sign_in_sheet, form, found, keyed.problems), status
    marked = sheets.store(sign_in_sheet, found, phase, current_user.person, clock.now())
    if any(one.conflicts or one.unknown or one.need_reason for one in marked.values()):
        abort(HTTPStatus.CONFLICT)
    changed = sum(len(one.changed) for one in marked.values())
    flash(
        ngettext(
            "%(num)s mark is recorded from the sheet.", "%(num)s marks are recorded from the sheet.", changed
        ),
        "success",
    )
    return redirect(url_for(".show", class_session_id=sign_in_sheet.class_session_id, phase=phase.value))


def _keying_page(
    sheet: SignInSheet,
    form: KeyingForm,
    found: list[Change] | None = None,
    problems: tuple[keying.Problem, ...] = (),
) -> str:
    return render_template(
        "attendance/sheets/keying.html",
        sheet=sheet,
        form=form,
        changes=found,
        problems=problems,
        fingerprint=sheets.fingerprint(found or []),
        outdated=bool(form.seen.data),
        lines=sheets.lines_of(sheet, book_of_session(sheet.class_session_id)),
    )


def _workbook(sheet: SignInSheet) -> Sheet:
    book = book_of_session(sheet.class_session_id)
    session, study_class = book.sessions[0], sheet.class_session.study_class
    when = f"{as_time(session.starts_at)} – {as_time(session.ends_at)}, {as_date(session.starts_at)}"
    people = [
        [line.number, line.full_name, line.learner.unit if line.learner else "", "", "", ""]
        for line in sheets.lines_of(sheet, book)
    ]
    spare = [[len(people) + number, "", "", "", "", ""] for number in range(1, SPARE_LINES + 1)]
    return Sheet(
        _("Sign-in sheet"),
        [_("No."), _("Full name"), _("Unit"), _("Signature, start"), _("Signature, end"), _("Note")],
        [*people, *spare],
        title=[
            _("SIGN-IN SHEET no. %(number)s", number=sheet.id),
            study_class.title,
            " · ".join(
                filter(
                    None,
                    [
                        _("Session %(number)s: %(title)s", number=session.number, title=session.title),
                        when,
                        session.room,
                    ],
                )
            ),
        ],
        widths=[6, 30, 44, 22, 22, 18],
        foot=["", _("Made at %(moment)s", moment=as_datetime(sheet.made_at))],
        font_size=13,
        row_height=30,
    )
