"""The first page after signing in, and the page of a class: both show what every feature below has to say."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext
from flask_login import current_user

from lms.classes import tabs
from lms.classes.models import StudyClass
from lms.classes.queries import learner_counts, lecturers_of
from lms.home import learner, staff
from lms.lessons.queries import materials_of
from lms.permissions import Permission
from lms.quizzes.queries import quizzes_of
from lms.reflections.queries import counts_of, tasks_of
from lms.web import clock, navigation
from lms.web.authorised import authorised, can, signed_in

routes = Blueprint("home", __name__)
navigation.add(navigation.Entry(0, lazy_gettext("Today"), "home.show", "home"))
tabs.add(tabs.Tab(0, lazy_gettext("Overview"), "home.study_class", Permission.CLASS_SEE))


@routes.get("/")
@signed_in
def show() -> str:
    person, now = current_user.person, clock.now()
    if person.is_staff:
        return render_template(
            "home/staff.html",
            sessions=staff.today(person, now),
            waiting=staff.waiting(person, now),
            units=staff.own_units(person),
        )
    return render_template("home/learner.html", classes=learner.classes_for(person, now))


@routes.get("/classes/<int:study_class_id>")
@authorised(StudyClass, Permission.CLASS_SEE)
def study_class(study_class: StudyClass) -> str:
    """A learner sees what is next and what is missing; staff see how the class stands."""
    now, materials = clock.now(), materials_of(study_class.id)
    if not can(Permission.ROSTER_SEE, study_class):
        found = learner.of(study_class, current_user.person, now)
        return render_template("home/own_class.html", study_class=study_class, one=found, materials=materials)
    tasks = tasks_of(study_class.id, published_only=False)
    return render_template(
        "home/study_class.html",
        study_class=study_class,
        learners=learner_counts([study_class.id]).get(study_class.id, 0),
        lecturers=lecturers_of(study_class),
        sessions=staff.sessions_of(study_class),
        quizzes=quizzes_of(study_class.id, published_only=False),
        tasks=tasks,
        counts=counts_of(tasks),
        materials=materials,
    )
