"""The bank of comments of one class: one's own and those shared there, as a page and as what the workbench asks for."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes.models import StudyClass
from lms.marking.bank import queries, rules, service
from lms.marking.bank.forms import CommentForm
from lms.marking.bank.models import KeptComment
from lms.marking.bank.rules import Sharing
from lms.marking.bank.service import AlreadyKept
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("comment_bank", __name__, url_prefix="/classes/<int:study_class_id>/comment-bank")


@routes.get("")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def index(study_class: StudyClass) -> str:
    return _shown(study_class, CommentForm(formdata=None))


@routes.get("/entries")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def entries(study_class: StudyClass) -> Any:
    """All that the workbench searches while somebody types, the most used first."""
    found = queries.bank_of(current_user.id, study_class)
    return jsonify(comments=[_entry(one.comment) for one in found])


@routes.post("")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def create(study_class: StudyClass) -> Any:
    if request.is_json:
        return _kept_while_marking(study_class)
    form = CommentForm().offer(study_class)
    if not form.validate_on_submit():
        return _shown(study_class, form), HTTPStatus.UNPROCESSABLE_ENTITY
    text = rules.tidy(form.text.data or "")
    outcome = service.keep(text, form.sharing.data, study_class, current_user.person, clock.now())
    if isinstance(outcome, AlreadyKept):
        flash(_("The same words stand in your bank already."), "info")
    else:
        flash(_("The comment is in your bank."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


@routes.get("/<int:comment_id>/edit")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def edit(study_class: StudyClass, comment_id: int) -> str:
    comment = _own(study_class, comment_id)
    form = CommentForm.of(comment).offer(study_class)
    return render_template("comment_bank/edit.html", study_class=study_class, comment=comment, form=form)


@routes.post("/<int:comment_id>")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def update(study_class: StudyClass, comment_id: int) -> Any:
    comment, form = _own(study_class, comment_id), CommentForm().offer(study_class)
    if not form.validate_on_submit():
        page = render_template("comment_bank/edit.html", study_class=study_class, comment=comment, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    text = rules.tidy(form.text.data or "")
    outcome = service.change(comment, text, form.sharing.data, study_class, clock.now())
    if isinstance(outcome, AlreadyKept):
        flash(_("The same words stand in your bank already. Nothing was changed."), "info")
    else:
        flash(_("The comment was changed. Marks that hold it stay as they are."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


@routes.post("/<int:comment_id>/removal")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def remove(study_class: StudyClass, comment_id: int) -> Any:
    service.remove(_own(study_class, comment_id), clock.now())
    flash(_("The comment is out of the bank. Marks that hold it stay as they are."), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


@routes.post("/<int:comment_id>/uses")
@authorised(StudyClass, Permission.REFLECTION_MARK)
def use(study_class: StudyClass, comment_id: int) -> Any:
    """The workbench tells what was put into a mark."""
    comment = queries.find(comment_id, current_user.id, study_class) or abort(HTTPStatus.NOT_FOUND)
    service.use(comment, current_user.person, clock.now())
    return "", HTTPStatus.NO_CONTENT


def _kept_while_marking(study_class: StudyClass) -> Any:
    sent = request.get_json(silent=True)
    text = rules.tidy(str(sent.get("text", ""))) if isinstance(sent, dict) else ""
    if not text:
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    outcome = service.keep(text, Sharing.NOBODY, study_class, current_user.person, clock.now())
    known = isinstance(outcome, AlreadyKept)
    comment = outcome.comment if isinstance(outcome, AlreadyKept) else outcome
    return jsonify(_entry(comment) | {"known": known})


def _own(study_class: StudyClass, comment_id: int) -> KeptComment:
    comment = queries.find(comment_id, current_user.id, study_class)
    return comment if comment and comment.belongs_to(current_user.id) else abort(HTTPStatus.NOT_FOUND)


def _entry(comment: KeptComment) -> dict[str, Any]:
    sharing = rules.sharing_of(comment.class_id, comment.unit_id)
    return {"id": comment.id, "text": comment.text, "sharing": sharing.value}


def _shown(study_class: StudyClass, form: CommentForm) -> str:
    words = request.args.get("q", "").strip()
    return render_template(
        "comment_bank/index.html",
        study_class=study_class,
        form=form.offer(study_class),
        words=words,
        found=queries.bank_of(current_user.id, study_class, words),
    )
