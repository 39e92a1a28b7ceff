"""Writing and changing questions. Buttons that add or take away rows show the form again and store nothing."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.documents.citations.rows import row_of
from lms.permissions import Permission
from lms.questions import pictures, service
from lms.questions.forms import place_value
from lms.questions.models import Question
from lms.questions.preview import Preview
from lms.questions.remarks.queries import remarks_on
from lms.questions.routes import routes
from lms.questions.service import Saved
from lms.questions.sharing.service import AUTHOR, keep
from lms.questions.situations import rows as situations
from lms.questions.situations.models import Situation
from lms.questions.situations.service import next_told
from lms.questions.sources.queries import outdated_among, sources_of
from lms.questions.sources.service import cite
from lms.questions.tagging.rows import tags_of
from lms.questions.type_forms import FORMS, TypeForm, form_values
from lms.web import clock
from lms.web.authorised import authorised, can
from question_bank.question import Question as BankQuestion


@routes.get("/new")
@authorised(None, Permission.QUESTION_EDIT)
def new() -> str:
    kind, situation = request.args.get("type", ""), _wanted_set()
    return _new_page(blank_form(kind, situation) if kind in FORMS else None, situation)


@routes.post("/")
@authorised(None, Permission.QUESTION_EDIT)
def create() -> Any:
    kind, situation = request.args.get("type", ""), _wanted_set()
    if kind not in FORMS:
        return _new_page(None, situation), 422
    form = sent_form(kind)
    form.told = situation.latest.text if situation else ""
    if (status := unfinished(form)) is not None:
        return _new_page(form, situation), status
    now = clock.now()
    pictures.add(form, current_user.id, now)
    told = next_told(situation) if situation else None
    question = service.create(current_user.person, form.build(), form.placement(), now, told)
    cite(current_user.person, question, form.cited() or [], now)
    if "private" in request.form:
        keep(current_user.person, [question.id], AUTHOR, now)
    flash(_("The question is stored as a draft."), "success")
    _warn(question)
    if situation:
        return redirect(url_for("situations.show", situation_id=situation.id))
    return redirect(url_for(".show", question_id=question.id))


@routes.get("/<int:question_id>/edit")
@authorised(Question, Permission.QUESTION_EDIT)
def edit(question: Question) -> str:
    return _edit_page(question, shown_form(question))


@routes.post("/<int:question_id>")
@authorised(Question, Permission.QUESTION_EDIT)
def update(question: Question) -> Any:
    form = sent_form(question.latest.type, question.latest.asked)
    form.told = _told(question)
    if (status := unfinished(form)) is not None:
        return _edit_page(question, form), status
    now = clock.now()
    pictures.add(form, current_user.id, now)
    saved = service.save(current_user.person, question, form.build(), form.placement(), form.seen(), now)
    if saved is Saved.CONFLICT:
        return _conflict(question, form)
    cited = cite(current_user.person, question, form.cited() or [], now)
    flash(said(Saved.PLACED if cited and saved is Saved.UNCHANGED else saved), "success")
    _warn(question)
    return redirect(url_for(".show", question_id=question.id))


@routes.post("/<int:question_id>/retirement")
@authorised(Question, Permission.QUESTION_EDIT)
def retire(question: Question) -> Any:
    service.retire(current_user.person, question, clock.now())
    flash(_("The question is retired. Tests that use it keep it."), "success")
    return redirect(url_for(".show", question_id=question.id))


@routes.post("/<int:question_id>/retirement/delete")
@authorised(Question, Permission.QUESTION_EDIT)
def restore(question: Question) -> Any:
    service.restore(current_user.person, question, clock.now())
    flash(_("The question can be used again."), "success")
    return redirect(url_for(".show", question_id=question.id))


def blank_form(kind: str, situation: Situation | None = None) -> TypeForm:
    """The form of a new question, with as many empty rows as its type usually needs."""
    form = FORMS[kind](None, place=request.args.get("place", ""))
    form.kind = kind
    form.told = situation.latest.text if situation else ""
    for _row in range(form.fresh):
        form.change_rows("add")
    return form


def shown_form(question: Question) -> TypeForm:
    """The form as it shows a stored question."""
    asked = question.latest.asked
    values = form_values(asked) | {
        "base": str(question.latest_number),
        "place": place_value(question.programme_id, question.topic_id),
        "level": question.level.value if question.level else "",
        "sources": [row_of(one) for one in sources_of(question.id)],
        "tags": ", ".join(tags_of(question.id)),
    }
    form = prepared(FORMS[asked.type](None, data=values), asked)
    form.told = _told(question)
    return form


def sent_form(kind: str, before: BankQuestion | None = None) -> TypeForm:
    """The form as it was sent."""
    form = FORMS[kind]()
    form.kind, form.before = kind, before
    return form


def prepared(form: TypeForm, asked: BankQuestion) -> TypeForm:
    form.kind, form.before = asked.type, asked
    return form


def unfinished(form: TypeForm) -> int | None:
    """The status to show the form again with; None once there is something to store."""
    wish = request.form.get("rows")
    if wish:
        form.change_rows(wish)
        return 200
    valid = form.validate()
    if not form.text.data and not pictures.sent(form):
        form.text.errors = [*form.text.errors, _("The question has no text yet.")]
        valid = False
    ready = all([valid, pictures.acceptable(form), form.cited() is not None])
    if "preview" in request.form and ready:
        pictures.add(form, current_user.id, clock.now())
        return 200
    return None if ready else 422


def said(saved: Saved) -> str:
    """What a change came to, in words."""
    return {
        Saved.NEW_VERSION: _("Stored as a new version. It is in use once somebody else has approved it."),
        Saved.PLACED: _(
            "Its place or its sources are changed. What the question asks is the same, so there is no new version."
        ),
        Saved.UNCHANGED: _("Nothing was different, so nothing was stored."),
    }[saved]


def _new_page(form: TypeForm | None, situation: Situation | None) -> str:
    return render_template(
        "questions/new.html",
        form=form,
        kind=form.kind if form else "",
        situation=situation,
        preview=_preview(form) if form else None,
    )


def _wanted_set() -> Situation | None:
    """The set that the address names, which the new question is to stand in."""
    if "situation" not in request.args:
        return None
    number = request.args.get("situation", 0, type=int)
    situation = database.session.get(Situation, number) if 0 < number < 2**31 else None
    if situation is None or situation.retired_at or not can(Permission.QUESTION_EDIT, situation):
        abort(404)
    return situation


def _told(question: Question) -> str:
    """The case of the set that the question belongs to."""
    known = situations.told_by(question.latest.id)
    return known[1] if known else ""


def _edit_page(question: Question, form: TypeForm) -> str:
    """The form below the remarks that are open still."""
    remarks = [remark for remark in remarks_on(question.id) if not remark.resolved]
    return render_template(
        "questions/edit.html", question=question, form=form, remarks=remarks, preview=_preview(form)
    )


def _preview(form: TypeForm) -> Preview | None:
    """What is shown or was sent without a mistake; a form that only grew was not looked at."""
    unread = "rows" in request.form or form.errors
    return None if unread else Preview(form.build())


def _warn(question: Question) -> None:
    """Say at once that a document which no longer holds keeps the question out of new papers."""
    if question.id in outdated_among([question.id], clock.today()):
        flash(
            _("A document that the question cites is no longer in force; new papers leave the question out."),
            "warning",
        )


def _conflict(question: Question, form: TypeForm) -> Any:
    form.form_errors.append(
        _(
            "Somebody else has saved a newer version meanwhile. Yours is still here; compare before you save it over."
        )
    )
    form.base.data = str(question.latest_number)
    return _edit_page(question, form), 409
