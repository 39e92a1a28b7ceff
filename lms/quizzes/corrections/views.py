"""Corrections of a quiz: what was asked, what is proposed, what it would change, and the second person's decision."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.outbox import wire
from lms.permissions import Permission
from lms.quizzes.corrections import overview, queries, service
from lms.quizzes.corrections.forms import CorrectionForm, UndoForm
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.preview import preview
from lms.quizzes.corrections.rules import KEYED, Action
from lms.quizzes.corrections.service import Proposal, Refused
from lms.quizzes.corrections.suggesting import FIELD, suggested
from lms.quizzes.judges import judges
from lms.quizzes.labels import CORRECTION_REFUSED
from lms.quizzes.models import Quiz
from lms.quizzes.queue import desk
from lms.quizzes.sheets import Item, Sheet
from lms.web import clock
from lms.web.authorised import authorised
from question_bank.question import InvalidResponse
from question_bank.rekeying import has_key

routes = Blueprint("quiz_corrections", __name__)


@routes.get("/quizzes/<int:quiz_id>/corrections")
@authorised(Quiz, Permission.QUIZ_JUDGE)
def index(quiz: Quiz) -> str:
    return render_template(
        "quiz_corrections/index.html",
        quiz=quiz,
        corrections=queries.listed(quiz.id),
        asked=overview.asked_in(quiz.id),
        unmarked=overview.unmarked(quiz.id),
    )


@routes.get("/quizzes/<int:quiz_id>/corrections/new/<int:version_id>")
@authorised(Quiz, Permission.QUIZ_MARK)
def new(quiz: Quiz, version_id: int) -> str:
    """`action` and `answer` come from a verdict, and are chosen already; whatever makes no sense is left out."""
    place = _place(quiz, version_id)
    form = CorrectionForm(formdata=None, keyed=has_key(place[1].question))
    if request.args.get("action") in [choice.value for choice in form.action.choices]:
        form.action.data = Action(request.args["action"])
    given = wire.tidy(request.args.to_dict(flat=False))
    return _form_page(quiz, place, form, value=suggested(place[1].question, given))


@routes.post("/quizzes/<int:quiz_id>/corrections/<int:version_id>")
@authorised(Quiz, Permission.QUIZ_MARK)
def create(quiz: Quiz, version_id: int) -> Any:
    place = _place(quiz, version_id)
    form = CorrectionForm(keyed=has_key(place[1].question))
    answer, wrong = _answer(place[1])
    if form.action.data not in KEYED:
        answer, wrong = None, ""
    if not form.validate() or wrong:
        return _form_page(quiz, place, form, wrong, _typed(place[1])), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = Proposal(
        version_id=version_id,
        action=form.action.data,
        reason=form.reason.data or "",
        answer=answer,
        points=form.points.data if form.action.data is Action.WEIGHT else None,
        only_up=form.only_up.data,
        explanation=form.explanation.data or "",
    )
    return _proposed(quiz, service.propose(current_user.person, quiz, wanted, clock.now()))


@routes.get("/corrections/<int:quiz_correction_id>")
@authorised(QuizCorrection, Permission.QUIZ_JUDGE)
def show(quiz_correction: QuizCorrection) -> str:
    return _page(quiz_correction)


@routes.post("/corrections/<int:quiz_correction_id>/approval")
@authorised(QuizCorrection, Permission.QUIZ_JUDGE)
def approve(quiz_correction: QuizCorrection) -> Any:
    refused = service.approve(current_user.person, quiz_correction, clock.now())
    if refused is None:
        flash(_("Approved. The marks follow at once; every earlier mark stays in the history."), "success")
    else:
        flash(CORRECTION_REFUSED[refused], "danger")
    return redirect(url_for(".show", quiz_correction_id=quiz_correction.id))


@routes.post("/corrections/<int:quiz_correction_id>/refusal")
@authorised(QuizCorrection, Permission.QUIZ_JUDGE)
def refuse(quiz_correction: QuizCorrection) -> Any:
    refused = service.refuse(current_user.person, quiz_correction, clock.now())
    flash(CORRECTION_REFUSED[refused] if refused else _("Not taken. No mark was changed."), "success")
    return redirect(url_for(".index", quiz_id=quiz_correction.quiz_id))


@routes.post("/corrections/<int:quiz_correction_id>/undoing")
@authorised(QuizCorrection, Permission.QUIZ_MARK)
def undo(quiz_correction: QuizCorrection) -> Any:
    form = UndoForm()
    if not form.validate():
        return _page(quiz_correction, form), HTTPStatus.UNPROCESSABLE_ENTITY
    reason = form.reason.data or ""
    made = service.propose_undoing(current_user.person, quiz_correction, reason, clock.now())
    return _proposed(quiz_correction.quiz, made)


def _place(quiz: Quiz, version_id: int) -> tuple[Sheet, Item]:
    return desk.place_of(quiz, version_id) or abort(404)


def _answer(item: Item) -> tuple[Any, str]:
    """The right answer that was given, or why it is none."""
    form = wire.tidy(request.form.to_dict(flat=False))
    try:
        answer = item.question.parse(item.question.from_form(form, FIELD))
    except InvalidResponse as wrong:
        return None, str(_(wrong.sentence, **wrong.params))
    return answer, "" if answer is not None else str(_("Give the answer that is right."))


def _typed(item: Item) -> Any:
    """The answer as it was given, to be shown again."""
    try:
        return item.question.from_form(wire.tidy(request.form.to_dict(flat=False)), FIELD)
    except InvalidResponse:
        return None


def _proposed(quiz: Quiz, made: QuizCorrection | Refused) -> Any:
    if isinstance(made, Refused):
        flash(CORRECTION_REFUSED[made], "danger")
        return redirect(url_for(".index", quiz_id=quiz.id))
    flash(
        _("Proposed. Look at what it would change; nothing changes before somebody else approves."), "success"
    )
    return redirect(url_for(".show", quiz_correction_id=made.id))


def _form_page(
    quiz: Quiz, place: tuple[Sheet, Item], form: CorrectionForm, wrong: str = "", value: Any = None
) -> str:
    model = desk.model(quiz, *place)
    return render_template(
        "quiz_corrections/new.html",
        quiz=quiz,
        model=model,
        form=form,
        keyed=has_key(place[1].question),
        question=place[1].shown,
        field_name=FIELD,
        wrong=wrong,
        given=value,
    )


def _page(correction: QuizCorrection, form: UndoForm | None = None) -> str:
    quiz = correction.quiz
    place = _place(quiz, correction.question_version_id)
    own = correction.made_by_id == current_user.id
    return render_template(
        "quiz_corrections/show.html",
        correction=correction,
        quiz=quiz,
        model=desk.model(quiz, *place),
        answer=overview.answer_of(correction, place[1]),
        preview=preview(correction, clock.now()) if correction.waits else None,
        own=own,
        others=judges(quiz, [correction.made_by_id or 0]) if correction.waits and own else [],
        undoable=overview.undoable(correction),
        unmarked=overview.unmarked(quiz.id),
        form=form or UndoForm(formdata=None),
    )
