"""Keying in what was written on paper: one line a learner, or many lines at once."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from lms.permissions import Permission
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.on_paper import keying, registry, words
from lms.quizzes.on_paper.forms import CorrectionForm, LinesForm
from lms.quizzes.on_paper.keying import Kept, Outcome
from lms.quizzes.on_paper.lines import write_answers
from lms.quizzes.on_paper.people import listed
from lms.quizzes.on_paper.reading import Reading, papers_of, read_all, read_correction
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("paper_keying", __name__)


@routes.get("/quizzes/<int:quiz_id>/paper-answers")
@authorised(Quiz, Permission.QUIZ_WATCH)
def index(quiz: Quiz) -> str:
    return _page(quiz, LinesForm(formdata=None), [])


@routes.post("/quizzes/<int:quiz_id>/paper-answers/reading")
@authorised(Quiz, Permission.QUIZ_WATCH)
def read(quiz: Quiz) -> Any:
    """How the line is understood, while it is typed; nothing is stored."""
    readings = read_all(quiz, LinesForm().texts[:1])
    return render_template("paper_keying/_readings.html", quiz=quiz, readings=readings)


@routes.post("/quizzes/<int:quiz_id>/paper-answers")
@authorised(Quiz, Permission.QUIZ_WATCH)
def create(quiz: Quiz) -> Any:
    """Store every line that is understood; the others come back with what is wrong."""
    form = LinesForm()
    if not form.validate():
        return _page(quiz, form, []), 422
    readings = read_all(quiz, form.texts)
    if request.form.get("then") == "read":
        return _page(quiz, form, readings)
    left = [reading for reading in readings if not _stored(quiz, reading)]
    if not left:
        return redirect(url_for(".index", quiz_id=quiz.id, second=_second()))
    form.lines.data = "\n".join(reading.line.text for reading in left)
    return _page(quiz, form, left), 422


@routes.get("/attempts/<int:attempt_id>/paper-answers")
@authorised(Attempt, Permission.QUIZ_WATCH)
def edit(attempt: Attempt) -> str:
    return _edit_page(_on_paper(attempt), CorrectionForm(data={"line": _line_of(attempt)}), None)


@routes.post("/attempts/<int:attempt_id>/paper-answers")
@authorised(Attempt, Permission.QUIZ_WATCH)
def update(attempt: Attempt) -> Any:
    form = CorrectionForm()
    reading = read_correction(form.line.data or "", papers_of(_on_paper(attempt).quiz))
    entry = reading.entry_of(attempt.person_id)
    if not form.validate() or entry is None:
        return _edit_page(attempt, form, reading), 422
    outcome = keying.correct(current_user.person, attempt, entry, form.reason.data or "", clock.now())
    flash(
        words.corrected(outcome, attempt.person.full_name),
        "success" if outcome.kept is Kept.CORRECTED else "warning",
    )
    return redirect(url_for(".index", quiz_id=attempt.quiz_id))


def _stored(quiz: Quiz, reading: Reading) -> bool:
    """Whether nothing more is to be done about a line; what became of it is told."""
    if reading.entry is None or reading.learner is None:
        return False
    what = keying.check if _second() else keying.keep
    outcome = what(current_user.person, quiz, reading.entry, clock.now())
    sentence = words.told(
        outcome, reading.learner.full_name, len(reading.line.given), len(reading.line.answers)
    )
    done = outcome.kept in (Kept.SAVED, Kept.SAME)
    flash(_with_link(sentence, outcome), "success" if done else "warning")
    return done


def _with_link(sentence: str, outcome: Outcome) -> str:
    """The sentence, with the way to what was keyed before where the two do not agree."""
    if outcome.attempt_id is None or outcome.kept in (Kept.SAVED, Kept.SAME):
        return sentence
    address = url_for(".edit", attempt_id=outcome.attempt_id)
    return Markup('{} <a href="{}">{}</a>').format(sentence, address, _("Look at what was keyed"))


def _second() -> str | None:
    """Whether this is the second keying, which only compares."""
    return "1" if request.values.get("second") else None


def _on_paper(attempt: Attempt) -> Attempt:
    return attempt if attempt.on_paper else abort(404)


def _line_of(attempt: Attempt) -> str:
    paper = papers_of(attempt.quiz)[attempt.paper.code]
    return write_answers(paper.code, paper.shapes, keying.answers_of(attempt.id))


def _page(quiz: Quiz, form: LinesForm, readings: list[Reading]) -> str:
    return render_template(
        "paper_keying/index.html",
        quiz=quiz,
        study_class=quiz.study_class,
        form=form,
        readings=readings,
        papers=papers_of(quiz),
        learners=listed(quiz.study_class_id),
        keyed=registry.keyed(quiz),
        second=_second(),
    )


def _edit_page(attempt: Attempt, form: CorrectionForm, reading: Reading | None) -> str:
    return render_template(
        "paper_keying/edit.html",
        attempt=attempt,
        quiz=attempt.quiz,
        study_class=attempt.quiz.study_class,
        form=form,
        reading=reading,
    )
