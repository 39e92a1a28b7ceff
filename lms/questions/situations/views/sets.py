"""Sets: looked through, written with a preview, shown with their questions and history, retired."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.permissions import Permission
from lms.programmes.queries import upper_topic_ids
from lms.questions import pictures
from lms.questions.forms import place_choices
from lms.questions.outline import changed
from lms.questions.sharing.viewers import viewer
from lms.questions.situations import queries, service
from lms.questions.situations.citations import SHELF
from lms.questions.situations.forms import SituationForm, values_of
from lms.questions.situations.models import Situation
from lms.questions.situations.page import Preview, set_page
from lms.questions.situations.routes import routes
from lms.questions.situations.service import Saved, Written
from lms.web import clock
from lms.web.authorised import authorised
from lms.web.forms import tidy
from lms.web.pagination import paginate

LONGEST_SEARCH = 200


@routes.get("/")
@authorised(None, Permission.QUESTION_SEE)
def index() -> str:
    words, place = tidy(request.args.get("q", ""))[:LONGEST_SEARCH], request.args.get("place", "")
    retired, who = "retired" in request.args, viewer()
    page = paginate(queries.listed(words, place, retired, who))
    return render_template(
        "situations/index.html",
        page=page,
        sizes=queries.sizes([one.id for one in page.items], who),
        words=words,
        place=place,
        retired=retired,
        places=place_choices(),
        uppers=upper_topic_ids(),
    )


@routes.get("/new")
@authorised(None, Permission.QUESTION_EDIT)
def new() -> str:
    return _form_page(SituationForm(None))


@routes.post("/")
@authorised(None, Permission.QUESTION_EDIT)
def create() -> Any:
    form = SituationForm()
    if (status := _unfinished(form)) is not None:
        return _form_page(form), status
    now = clock.now()
    pictures.add(form, current_user.id, now)
    situation = service.create(current_user.person, form.written(), now)
    SHELF.cite(situation, form.cited() or [], current_user.person, now)
    flash(_("The set is stored. Now write its questions, or put some of the bank into it."), "success")
    return redirect(url_for(".show", situation_id=situation.id))


@routes.get("/<int:situation_id>")
@authorised(Situation, Permission.QUESTION_SEE)
def show(situation: Situation) -> str:
    return set_page(situation, request.args.get("version", type=int))


@routes.get("/<int:situation_id>/edit")
@authorised(Situation, Permission.QUESTION_EDIT)
def edit(situation: Situation) -> str:
    stored = Written(situation.latest.text, situation.title, situation.source)
    form = SituationForm(None, data=values_of(stored, situation.latest_number, SHELF.of(situation)))
    return _form_page(form, situation)


@routes.post("/<int:situation_id>")
@authorised(Situation, Permission.QUESTION_EDIT)
def update(situation: Situation) -> Any:
    form = SituationForm()
    if (status := _unfinished(form)) is not None:
        return _form_page(form, situation), status
    now = clock.now()
    pictures.add(form, current_user.id, now)
    saved = service.save(current_user.person, situation, form.written(), form.seen(), now)
    if saved is Saved.CONFLICT:
        return _conflict(situation, form)
    cited = SHELF.cite(situation, form.cited() or [], current_user.person, now)
    if cited and saved is Saved.UNCHANGED:
        saved = Saved.RENAMED
    flash(_said(saved), "info" if saved is Saved.UNCHANGED else "success")
    return redirect(url_for(".show", situation_id=situation.id))


@routes.post("/<int:situation_id>/retirement")
@authorised(Situation, Permission.QUESTION_EDIT)
def retire(situation: Situation) -> Any:
    service.retire(current_user.person, situation, clock.now())
    flash(_("The set and its questions are retired. Tests that use them keep them."), "success")
    return redirect(url_for(".show", situation_id=situation.id))


@routes.post("/<int:situation_id>/retirement/delete")
@authorised(Situation, Permission.QUESTION_EDIT)
def restore(situation: Situation) -> Any:
    service.restore(current_user.person, situation, clock.now())
    flash(_("The set can be used again, with the questions that were retired with it."), "success")
    return redirect(url_for(".show", situation_id=situation.id))


def _unfinished(form: SituationForm) -> int | None:
    """The status to show the form again with; None once there is something to store."""
    if request.form.get("rows") == "add-source":
        form.add_source()
        return 200
    valid = form.validate()
    if not form.text.data and not pictures.sent(form):
        form.text.errors = [*form.text.errors, _("The case has no text yet.")]
        valid = False
    ready = all([pictures.acceptable(form), form.cited() is not None, valid])
    if "preview" in request.form and ready:
        pictures.add(form, current_user.id, clock.now())
        return 200
    return None if ready else 422


def _form_page(form: SituationForm, situation: Situation | None = None) -> str:
    """The form with how the case looks; a preview that was asked for shows the text as it is typed."""
    members = queries.members(situation, viewer()) if situation else []
    written = form.written()
    return render_template(
        "situations/form.html",
        form=form,
        situation=situation,
        preview=Preview(written.text, [one.asked for one in members]),
        changes=changed(situation.latest.text, written.text) if situation and request.form else [],
    )


def _conflict(situation: Situation, form: SituationForm) -> Any:
    form.form_errors.append(
        _(
            "Somebody else has saved a newer version meanwhile. Yours is still here; compare before you save it over."
        )
    )
    form.base.data = str(situation.latest_number)
    return _form_page(form, situation), 409


def _said(saved: Saved) -> str:
    return {
        Saved.NEW_TEXT: _(
            "Stored as a new version of the case. Its questions are drafts with it; submit them for review. "
            "Tests go on with the present versions until somebody else has approved the new ones."
        ),
        Saved.RENAMED: _(
            "Name or sources are changed. The case is the same, so its questions stay as they are."
        ),
        Saved.UNCHANGED: _("Nothing was different, so nothing was stored."),
    }.get(saved) or abort(409)
