"""Badges and name tags: personal codes on paper and on one's own phone, and their replacement."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts.models import Person
from lms.attendance import codes, queries
from lms.attendance.blueprint import routes
from lms.attendance.book import Learner
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.web import clock, qr
from lms.web.authorised import authorised, load, signed_in

KINDS = ("badges", "tags")
ON_A_PAGE = 10


@routes.get("/my-code")
@signed_in
def my_code() -> str:
    """One's own code, to hold before the scanner at the door."""
    code = codes.codes_of([current_user.id]).get(current_user.id)
    return render_template("attendance/my_code.html", drawing=qr.draw(code) if code else None)


@routes.post("/my-code")
@signed_in
def issue_my_code() -> Any:
    codes.issue([current_user.id], clock.now())
    return redirect(url_for(".my_code"))


@routes.post("/my-code/replacement")
@signed_in
def replace_my_code() -> Any:
    codes.replace(current_user.person, current_user.person, clock.now())
    flash(_("This is the new code. The old one opens nothing any more."), "success")
    return redirect(url_for(".my_code"))


@routes.get("/classes/<int:study_class_id>/badges")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def badges(study_class: StudyClass) -> str:
    """Badges with codes, or name tags in large letters: of the class, of a group, of one person."""
    learners = queries.book_of_class(study_class.id).learners
    chosen = _chosen(learners, request.args.get("group", type=int), request.args.get("person", type=int))
    kind = request.args.get("kind", "")
    held = codes.codes_of(learner.person_id for learner in learners)
    drawn = [(one, qr.draw(held[one.person_id]) if one.person_id in held else None) for one in chosen]
    groups = {one.group_id: one.group for one in learners if one.group_id is not None}
    return render_template(
        "attendance/badges.html",
        study_class=study_class,
        kind=kind if kind in KINDS else "badges",
        pages=[drawn[start : start + ON_A_PAGE] for start in range(0, len(drawn), ON_A_PAGE)],
        chosen=chosen,
        groups=sorted(groups.items(), key=lambda item: (len(item[1]), item[1])),
        missing=sum(learner.person_id not in held for learner in learners),
    )


@routes.post("/classes/<int:study_class_id>/badges")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def issue_badges(study_class: StudyClass) -> Any:
    learners = queries.book_of_class(study_class.id).learners
    codes.issue([learner.person_id for learner in learners], clock.now())
    return redirect(url_for(".badges", study_class_id=study_class.id))


@routes.post("/classes/<int:study_class_id>/badges/<int:person_id>/replacement")
@authorised(StudyClass, Permission.ATTENDANCE_RUN)
def replace_badge(study_class: StudyClass, person_id: int) -> Any:
    """A badge is lost: another code, and the old one is refused from now on."""
    if person_id not in {one.person_id for one in queries.book_of_class(study_class.id).learners}:
        abort(404)
    person = load(Person, "id", person_id)
    codes.replace(person, current_user.person, clock.now())
    flash(
        _("%(name)s has a new code. Print the badge again; the old one is refused.", name=person.full_name),
        "success",
    )
    return redirect(url_for(".badges", study_class_id=study_class.id, person=person_id))


def _chosen(learners: tuple[Learner, ...], group_id: int | None, person_id: int | None) -> list[Learner]:
    if person_id is not None:
        return [one for one in learners if one.person_id == person_id]
    return [one for one in learners if group_id is None or one.group_id == group_id]
