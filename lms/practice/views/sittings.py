"""A learner practises: one question at a time, answered, explained, and set aside until it is due again.

Nothing of a sitting is stored but the answers: what comes next follows from them and the clock.
"""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.outbox.wire import tidy
from lms.permissions import Permission
from lms.practice import queries, rules, service
from lms.practice.queries import Asked, Place
from lms.practice.service import Answer
from lms.practice.telling import told_of
from lms.questions.answers import Read, read
from lms.web import clock
from lms.web.authorised import authorised
from question_bank.scheduling import Rating

routes = Blueprint("practice", __name__)
tabs.add(tabs.Tab(45, lazy_gettext("Self-study"), "practice.show", Permission.PRACTICE_TAKE))


@routes.get("/classes/<int:study_class_id>/practice")
@authorised(StudyClass, Permission.PRACTICE_TAKE)
def show(study_class: StudyClass) -> str:
    place, now = _place(study_class), clock.now()
    return render_template(
        "practice/show.html",
        study_class=study_class,
        place=place,
        today=queries.today(place, now),
        so_far=queries.so_far(place, now),
        standings=rules.standings(queries.standing(place, now), now),
        topics={topic.id: topic for topic in queries.topics_of(study_class)},
    )


@routes.get("/classes/<int:study_class_id>/practice/next")
@authorised(StudyClass, Permission.PRACTICE_TAKE)
def ask(study_class: StudyClass) -> Any:
    place, now = _place(study_class), clock.now()
    asked = queries.next_asked(place, now, _topic_id())
    if asked is not None:
        return _question_page(place, asked)
    return render_template(
        "practice/done.html",
        study_class=study_class,
        place=place,
        so_far=queries.so_far(place, now),
        today=queries.today(place, now),
    )


@routes.post("/classes/<int:study_class_id>/practice/answers")
@authorised(StudyClass, Permission.PRACTICE_TAKE)
def answer(study_class: StudyClass) -> Any:
    place, now = _place(study_class), clock.now()
    asked = queries.asked(place, request.form.get("question", 0, type=int), now)
    if asked is None or asked.version_id != request.form.get("version", type=int):
        flash(_("This question was changed or closed meanwhile. Nothing was counted; here is the next."))
        return redirect(_next(study_class))
    found = read(asked.question, tidy(request.form.to_dict(flat=False)))
    number = max(1, min(request.form.get("number", asked.number, type=int), asked.number))
    if found.problem and number == asked.number:
        return _question_page(place, asked, found), 422
    review = service.answer(current_user.id, asked, Answer(found.value, number), now)
    return redirect(_page(study_class, review.id))


@routes.get("/classes/<int:study_class_id>/practice/answers/<int:review_id>")
@authorised(StudyClass, Permission.PRACTICE_TAKE)
def told(study_class: StudyClass, review_id: int) -> Any:
    place, now = _place(study_class), clock.now()
    review = queries.own_review(place, review_id, now) or abort(404)
    return render_template(
        "practice/told.html",
        study_class=study_class,
        review=review,
        told=told_of(review, queries.question_of(review)),
        today=queries.today(place, now),
        topic_id=_topic_id(),
    )


@routes.post("/classes/<int:study_class_id>/practice/answers/<int:review_id>/rating")
@authorised(StudyClass, Permission.PRACTICE_TAKE)
def rate(study_class: StudyClass, review_id: int) -> Any:
    """What was said counts once; either way the next question comes."""
    now = clock.now()
    review = queries.own_review(_place(study_class), review_id, now) or abort(404)
    wanted = request.form.get("rating", "")
    if wanted in set(Rating):
        service.rate(review, Rating(wanted), now)
    return redirect(_next(study_class))


def _question_page(place: Place, asked: Asked, found: Read | None = None) -> str:
    chance = rules.chance_for(str(current_app.secret_key), place.person_id, asked.question_id, asked.number)
    return render_template(
        "practice/ask.html",
        study_class=place.study_class,
        asked=asked,
        shown=asked.question.without_key(asked.question.shuffle(chance)),
        found=found or Read(),
        today=queries.today(place, clock.now()),
        topic_id=_topic_id(),
    )


def _place(study_class: StudyClass) -> Place:
    return Place(study_class, current_user.id)


def _topic_id() -> int | None:
    """The one topic that the person wants to practise, as each page of the sitting passes it on."""
    found = request.values.get("topic", type=int)
    return found if found and 0 < found < 2**31 else None


def _next(study_class: StudyClass) -> str:
    return url_for(".ask", study_class_id=study_class.id, topic=_topic_id())


def _page(study_class: StudyClass, review_id: int) -> str:
    return url_for(".told", study_class_id=study_class.id, review_id=review_id, topic=_topic_id())
