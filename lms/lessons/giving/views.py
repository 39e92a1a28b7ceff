"""The lessons of a class: learners find what to read, staff give lessons and say when they open."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms import database
from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.lessons.appraisal.labels import STATES
from lms.lessons.bank.models import Lesson
from lms.lessons.following.queries import done_by_giving
from lms.lessons.giving import conditions, queries, service
from lms.lessons.giving.forms import GivingForm, opening_form
from lms.lessons.giving.models import LessonGiving
from lms.lessons.giving.service import Refused
from lms.lessons.reading import own, search
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import authorised, can
from lms.web.forms import tidy

routes = Blueprint("lesson_givings", __name__)
OWN_PAGES = ("lesson_readings", "lesson_standings")
tabs.add(tabs.Tab(28, lazy_gettext("Lessons"), "lesson_givings.index", Permission.CLASS_SEE, OWN_PAGES))


@routes.get("/classes/<int:study_class_id>/lessons")
@authorised(StudyClass, Permission.CLASS_SEE)
def index(study_class: StudyClass) -> str:
    now, reads = clock.now(), can(Permission.LESSON_READ, study_class)
    givings = queries.given(study_class)
    locks = conditions.locks(study_class, givings, current_user.id, now) if reads else {}
    words = tidy(request.args.get("q", ""))[:100]
    open_ids = [one.id for one in givings if one.id not in locks]
    return render_template(
        "lesson_givings/index.html",
        study_class=study_class,
        givings=givings,
        locks=locks,
        reads=reads,
        now=now,
        readings=own.readings_of(current_user.id, givings) if reads else {},
        noted=own.noted(current_user.id, study_class.id) if reads else [],
        words=words,
        found=search.found(open_ids, words) if words else [],
        conditions={} if reads else conditions.titles(study_class, givings),
        progress=done_by_giving([one.id for one in givings])
        if can(Permission.LESSON_FOLLOW, study_class)
        else {},
    )


@routes.get("/classes/<int:study_class_id>/lessons/new")
@authorised(StudyClass, Permission.LESSON_GIVE)
def new(study_class: StudyClass) -> str:
    return _new_page(study_class, GivingForm(study_class, formdata=None))


@routes.post("/classes/<int:study_class_id>/lessons")
@authorised(StudyClass, Permission.LESSON_GIVE)
def create(study_class: StudyClass) -> Any:
    form = GivingForm(study_class)
    if not form.validate():
        return _new_page(study_class, form), 422
    lesson = database.session.get(Lesson, form.lesson.data) or abort(404)
    made = service.give(current_user.person, study_class, lesson, form.opening(), clock.now())
    if isinstance(made, Refused):
        form.lesson.errors = [*form.lesson.errors, _why(made, lesson)]
        return _new_page(study_class, form), 409
    flash(_("“%(title)s” is given to the class.", title=lesson.title), "success")
    return redirect(url_for(".index", study_class_id=study_class.id))


@routes.get("/lesson-givings/<int:lesson_giving_id>/edit")
@authorised(LessonGiving, Permission.LESSON_GIVE)
def edit(lesson_giving: LessonGiving) -> str:
    after = f"{lesson_giving.after_kind.value}:{lesson_giving.after_id}" if lesson_giving.after_kind else ""
    given = {"opens_at": lesson_giving.opens_at, "after": after}
    return _edit_page(lesson_giving, opening_form(lesson_giving, formdata=None, data=given))


@routes.post("/lesson-givings/<int:lesson_giving_id>")
@authorised(LessonGiving, Permission.LESSON_GIVE)
def update(lesson_giving: LessonGiving) -> Any:
    form = opening_form(lesson_giving)
    if not form.validate():
        return _edit_page(lesson_giving, form), 422
    service.change(current_user.person, lesson_giving, form.opening(), clock.now())
    flash(_("The opening is saved."), "success")
    return redirect(url_for(".index", study_class_id=lesson_giving.study_class_id))


@routes.post("/lesson-givings/<int:lesson_giving_id>/withdrawal")
@authorised(LessonGiving, Permission.LESSON_GIVE)
def withdraw(lesson_giving: LessonGiving) -> Any:
    service.withdraw(current_user.person, lesson_giving, clock.now())
    flash(_("The class no longer has the lesson. What learners noted is kept."), "success")
    return redirect(url_for(".index", study_class_id=lesson_giving.study_class_id))


def _new_page(study_class: StudyClass, form: GivingForm) -> str:
    offers = queries.offers(study_class)
    form.offer(offers)
    return render_template("lesson_givings/new.html", study_class=study_class, form=form, offers=offers)


def _edit_page(giving: LessonGiving, form: Any) -> str:
    return render_template(
        "lesson_givings/edit.html", study_class=giving.study_class, giving=giving, form=form
    )


def _why(refused: Refused, lesson: Lesson) -> str:
    if refused is Refused.ALREADY_GIVEN:
        return _("The class has this lesson already.")
    state = str(STATES[lesson.latest.state][0])
    return _(
        "“%(title)s” cannot be given: no version of it is approved (now: %(state)s). At least two people who wrote no "
        "part of it must appraise it first.",
        title=lesson.title,
        state=state,
    )
