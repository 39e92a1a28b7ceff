"""What happens in a session: items with minutes, and time for discussion."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms.classes import agenda, sessions
from lms.classes.agenda import Verdict
from lms.classes.models import ClassSession
from lms.classes.planning_forms import AgendaForm
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("session_agendas", __name__)


@routes.get("/sessions/<int:class_session_id>/agenda")
@authorised(ClassSession, Permission.CLASS_EDIT)
def edit(class_session: ClassSession) -> str:
    return _page(class_session, AgendaForm.showing(agenda.items_of(class_session.agenda)))


@routes.post("/sessions/<int:class_session_id>/agenda")
@authorised(ClassSession, Permission.CLASS_EDIT)
def update(class_session: ClassSession) -> Any:
    form = AgendaForm()
    if not form.validate():
        return _page(class_session, form), 422
    programme = class_session.study_class.programme
    verdict = agenda.judged(form.typed, programme, minutes_of(class_session))
    if verdict in {Verdict.REFUSED, Verdict.TOO_LONG}:
        form.items.errors = [words(verdict, form, programme, minutes_of(class_session))]
        return _page(class_session, form), 422
    sessions.set_agenda(class_session, form.typed, current_user.person, clock.now())
    flash(_("The agenda of session %(number)s is saved.", number=class_session.number), "success")
    if verdict is Verdict.THIN:
        flash(words(verdict, form, programme, minutes_of(class_session)), "warning")
    return redirect(url_for("class_sessions.index", study_class_id=class_session.study_class_id))


def minutes_of(class_session: ClassSession) -> int:
    """How long the session is."""
    return int((class_session.ends_at - class_session.starts_at).total_seconds()) // 60


def words(verdict: Verdict, form: AgendaForm, rule: agenda.DiscussionRule, minutes: int) -> str:
    """What is wrong with the agenda, with its figures."""
    if verdict is Verdict.TOO_LONG:
        return _(
            "The agenda takes %(planned)s minutes, the session only has %(there)s.",
            planned=agenda.length(form.typed),
            there=minutes,
        )
    return ngettext(
        "Every session keeps time for discussion: at least %(num)s minute, this agenda holds %(there)s.",
        "Every session keeps time for discussion: at least %(num)s minutes, this agenda holds %(there)s.",
        rule.discussion_minutes,
        there=agenda.discussion_in(form.typed),
    )


def _page(class_session: ClassSession, form: AgendaForm) -> str:
    return render_template(
        "session_agendas/edit.html",
        study_class=class_session.study_class,
        class_session=class_session,
        form=form,
        minutes=minutes_of(class_session),
    )
