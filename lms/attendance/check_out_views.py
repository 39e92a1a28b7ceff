"""The page of who came and was not recorded at the end."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.attendance import check_outs, queries
from lms.attendance.blueprint import routes
from lms.attendance.forms import CheckOutForm
from lms.attendance.windows import Mark
from lms.classes.models import ClassSession
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

PAGE = "/sessions/<int:class_session_id>/attendance/check-outs"


@routes.get(PAGE)
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def missing_check_outs(class_session: ClassSession) -> str:
    return _page(class_session, CheckOutForm(formdata=None))


@routes.post(PAGE)
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def confirm_check_outs(class_session: ClassSession) -> Any:
    form = CheckOutForm()
    if not form.validate():
        return _page(class_session, form), 422
    people, mark, reason = form.pick.data or [], Mark(form.mark.data), form.reason.data or ""
    done = check_outs.confirm(class_session, people, mark, reason, current_user.person, now=clock.now())
    flash(ngettext("Confirmed for %(num)s person.", "Confirmed for %(num)s people.", len(done)), "success")
    return redirect(url_for(".missing_check_outs", class_session_id=class_session.id))


@routes.post(f"{PAGE}/<int:confirmation_id>/taking-back")
@authorised(ClassSession, Permission.ATTENDANCE_RUN)
def take_back_check_outs(class_session: ClassSession, confirmation_id: int) -> Any:
    reason = _("Confirmation taken back")
    done = check_outs.take_back(class_session, confirmation_id, reason, current_user.person, now=clock.now())
    flash(ngettext("Taken back for %(num)s person.", "Taken back for %(num)s people.", len(done)), "success")
    return redirect(url_for(".missing_check_outs", class_session_id=class_session.id))


def _page(class_session: ClassSession, form: CheckOutForm) -> str:
    book, now = queries.book_of_session(class_session.id), clock.now()
    return render_template(
        "attendance/missing_check_outs.html",
        class_session=class_session,
        session=book.sessions[0],
        book=book,
        learners=check_outs.missing(book, now),
        confirmations=check_outs.confirmations(class_session.id),
        form=form,
        now=now,
    )
