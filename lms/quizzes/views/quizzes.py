"""The quizzes of a class: the list, making and changing one, publishing; and what learners read before they start."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms import database
from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.programmes.queries import branches_of
from lms.questions.labels import LEVELS
from lms.questions.queries import cell_counts, held_back
from lms.questions.sharing.viewers import drawing
from lms.quizzes import attempts, expecting, matrix, papers, queries, service
from lms.quizzes.forms import QuizForm
from lms.quizzes.kept import service as keeping
from lms.quizzes.kept.queries import one_usable, usable
from lms.quizzes.kept.service import Taken
from lms.quizzes.models import Quiz
from lms.quizzes.openings import opening
from lms.quizzes.papers import Refused
from lms.quizzes.pool import Known, known_by_cell
from lms.quizzes.rules import Refusal
from lms.quizzes.service import Plan
from lms.web import clock
from lms.web.authorised import authorised, can
from question_bank.assembly import Overlap

routes = Blueprint("quizzes", __name__)

tabs.add(tabs.Tab(40, lazy_gettext("Tests"), "quizzes.index", Permission.CLASS_SEE))


@routes.get("/classes/<int:study_class_id>/quizzes")
@authorised(StudyClass, Permission.CLASS_SEE)
def index(study_class: StudyClass) -> str:
    staff = can(Permission.QUIZ_SEE, study_class)
    found = queries.quizzes_of(study_class.id, published_only=not staff)
    mine = {} if staff else queries.attempts_by_quiz(study_class.id, current_user.id)
    return render_template(
        "quizzes/index.html", study_class=study_class, quizzes=found, mine=mine, staff=staff
    )


@routes.get("/classes/<int:study_class_id>/quizzes/new")
@authorised(StudyClass, Permission.QUIZ_EDIT)
def new(study_class: StudyClass) -> str:
    form, taken = QuizForm(), _taken(study_class, request.args)
    return _form_page(study_class, form, None, taken.plan if taken else Plan({}, [], {}, []), taken)


@routes.post("/classes/<int:study_class_id>/quizzes")
@authorised(StudyClass, Permission.QUIZ_EDIT)
def create(study_class: StudyClass) -> Any:
    form, plan = QuizForm(), _plan(study_class)
    if "then" in request.form or not form.validate():
        return _again(study_class, form, None, plan)
    quiz = service.create(current_user.person, study_class, _with_settings(form, plan), clock.now())
    flash(_("The quiz is saved as a draft. Learners see it once it is published."), "success")
    return redirect(url_for(".edit", quiz_id=quiz.id))


@routes.get("/quizzes/<int:quiz_id>")
@authorised(Quiz, Permission.QUIZ_TAKE)
def show(quiz: Quiz) -> str:
    now = clock.now()
    with database.reading_connection() as connection:
        found = opening(connection, quiz.id, current_user.id) or abort(404)
    chance = attempts.chance(found, now)
    if quiz.published_at is None and not chance.attempts:
        abort(404)
    waits = chance.refusal is Refusal.NOT_ADMITTED and found.row.asked_at is not None
    return render_template("quizzes/show.html", quiz=quiz, chance=chance, waits=waits, Refusal=Refusal)


@routes.get("/quizzes/<int:quiz_id>/edit")
@authorised(Quiz, Permission.QUIZ_EDIT)
def edit(quiz: Quiz) -> str:
    form = QuizForm(obj=quiz, sections_text=matrix.write_sections(quiz.sections))
    return _form_page(quiz.study_class, form, quiz, _stored(quiz))


@routes.post("/quizzes/<int:quiz_id>")
@authorised(Quiz, Permission.QUIZ_EDIT)
def update(quiz: Quiz) -> Any:
    form, plan = QuizForm(), _plan(quiz.study_class)
    if "then" in request.form or not form.validate():
        return _again(quiz.study_class, form, quiz, plan)
    service.update(current_user.person, quiz, _with_settings(form, plan), clock.now())
    flash(_("The quiz is saved."), "success")
    return redirect(url_for(".edit", quiz_id=quiz.id))


@routes.post("/quizzes/<int:quiz_id>/publication")
@authorised(Quiz, Permission.QUIZ_EDIT)
def publish(quiz: Quiz) -> Any:
    outcome = papers.publish(current_user.person, quiz, secrets.randbits(63), clock.now())
    if outcome.refused is Refused.EMPTY:
        flash(_("The matrix is empty. Say how many questions of which topic and level are wanted."), "danger")
    for one in outcome.shortfalls:
        flash(_short(quiz, one), "danger")
    if outcome.overlap:
        flash(_too_alike(quiz, outcome.overlap), "danger")
    if quiz.published_at is None:
        return redirect(url_for(".edit", quiz_id=quiz.id))
    service.tell(quiz, url_for(".show", quiz_id=quiz.id), clock.now())
    flash(
        _("Published with %(count)s papers. Learners of the class see it now.", count=outcome.papers),
        "success",
    )
    return redirect(url_for("quiz_board.show", quiz_id=quiz.id))


@routes.post("/quizzes/<int:quiz_id>/publication/delete")
@authorised(Quiz, Permission.QUIZ_EDIT)
def withdraw(quiz: Quiz) -> Any:
    papers.withdraw(current_user.person, quiz, clock.now())
    flash(_("Withdrawn. Nobody can start any more; who has started goes on."), "success")
    return redirect(url_for(".edit", quiz_id=quiz.id))


def _plan(study_class: StudyClass) -> Plan:
    topic_ids = [topic.id for topic in study_class.programme.topics]
    sections = matrix.read_sections(request.form.get("sections_text", ""))
    return Plan({}, matrix.read_rows(request.form, topic_ids), matrix.read_weights(request.form), sections)


def _stored(quiz: Quiz) -> Plan:
    return Plan({}, quiz.blueprint, quiz.weights, quiz.sections)


def _with_settings(form: QuizForm, plan: Plan) -> Plan:
    return replace(plan, settings={name: form[name].data for name in service.SETTINGS})


def _again(study_class: StudyClass, form: QuizForm, quiz: Quiz | None, plan: Plan) -> tuple[str, int]:
    """What was typed, nothing stored: counted again, with a kept matrix in the place of the typed one, or corrected."""
    then = request.form.get("then")
    taken = _taken(study_class, request.form) if then == "kept" else None
    status = 200 if then else 422
    return _form_page(study_class, form, quiz, taken.plan if taken else plan, taken), status


def _taken(study_class: StudyClass, wanted: Mapping[str, str]) -> Taken | None:
    """The kept matrix that somebody chose, if this class may use it."""
    number = wanted.get("kept", "")
    one = one_usable(study_class, int(number)) if number.isdecimal() else None
    return keeping.take(one, study_class) if one else None


def _form_page(
    study_class: StudyClass, form: QuizForm, quiz: Quiz | None, plan: Plan, taken: Taken | None = None
) -> str:
    if taken is not None:
        form.sections_text.data = matrix.write_sections(plan.sections)
    if quiz is not None and quiz.published_at is not None:
        plan = _stored(quiz)
    return render_template(
        "quizzes/edit.html" if quiz else "quizzes/new.html",
        study_class=study_class,
        quiz=quiz,
        form=form,
        kept=usable(study_class),
        taken=taken,
        **_counted(study_class, plan, quiz.out_of if quiz else matrix.OUT_OF, clock.today()),
    )


def _counted(study_class: StudyClass, plan: Plan, out_of: Decimal, day: date) -> dict[str, Any]:
    """The matrix with what the bank has for each cell on that day, what waits there, and what may be expected."""
    topics = [(topic.id, topic.title) for topic in study_class.programme.topics]
    viewer = drawing(study_class, current_user.id, day)
    branches = branches_of(study_class.programme)
    available = matrix.with_below(cell_counts(study_class.programme_id, day, viewer), branches)
    shown = matrix.matrix(plan.blueprint, plan.weights, topics, available, out_of, plan.sections)
    known = known_by_cell(study_class.programme_id, day, viewer)
    known = Known(*(matrix.lists_with_below(one, branches) for one in (known.earned, known.minutes)))
    waiting = held_back(study_class.programme_id, day, viewer)
    held = matrix.with_below(waiting, branches)
    return {
        "matrix": shown,
        "expected": expecting.of_matrix(shown, known.earned, known.minutes),
        "expects": {
            (line.topic_id, cell.level): _cell(line.topic_id, cell, known)
            for line in shown.lines
            for cell in line.cells
        },
        "held_back": sum(waiting.values()),
        "uppers": {topic_id for topic_id, branch in branches.items() if len(branch) > 1},
        "held_of": lambda line, cell: held.get((line.topic_id, cell.level), 0),
    }


def _cell(topic_id: int, cell: matrix.Cell, known: Known) -> dict[str, float]:
    """What the page counts with while one types, by the name that it has there."""
    earned, taken = (known_of.get((topic_id, cell.level), []) for known_of in (known.earned, known.minutes))
    return {
        "share": expecting.cell_share(cell.level, cell.available, earned),
        "known": len(earned),
        "minutes": expecting.cell_minutes(cell.level, cell.available, taken),
        "timed": len(taken),
    }


def _too_alike(quiz: Quiz, found: Overlap) -> str:
    return str(
        _(
            "Two of the papers would have %(shared)s questions in common, and %(allowed)s are allowed. "
            "Nothing was drawn. "
            "Put more questions into the bank, allow more in common, or draw fewer papers.",
            shared=found.shared,
            allowed=quiz.most_shared,
        )
    )


def _short(quiz: Quiz, short: Any) -> str:
    titles = {str(topic.id): topic.title for topic in quiz.study_class.programme.topics}
    return str(
        _(
            "%(topic)s, %(level)s: %(wanted)s questions are wanted, the bank can give %(available)s. "
            "Of questions that ask nearly the same, one paper gets only one.",
            topic=titles.get(short.row.topic, ""),
            level=LEVELS[short.row.level],
            wanted=short.row.count,
            available=short.available,
        )
    )
