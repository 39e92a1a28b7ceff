"""The list of classes, opening a new one, and what is written down about it."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms.classes import queries, service, tabs, timetable
from lms.classes.forms import ClassForm, NewClassForm
from lms.classes.models import ClassState, EnrolmentState, StudyClass
from lms.classes.timetable import PlannedSession
from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.programmes import queries as programmes
from lms.programmes.approval.queries import look_at, looks_at
from lms.programmes.models import Programme
from lms.web import clock, navigation
from lms.web.authorised import authorised
from lms.web.pagination import paginate

routes = Blueprint("classes", __name__, url_prefix="/classes")
navigation.add(navigation.Entry(10, lazy_gettext("Classes"), "classes.index", "book", [Permission.CLASS_SEE]))
tabs.add(
    tabs.Tab(
        10,
        lazy_gettext("Learners"),
        "classes.people",
        Permission.ROSTER_SEE,
        ("enrolments", "groups", "lecturers", "roster"),
    )
)
tabs.add(tabs.Tab(90, lazy_gettext("Settings"), "classes.edit", Permission.CLASS_EDIT))


@routes.get("/")
@authorised(None, Permission.CLASS_SEE)
def index() -> str:
    text, state = request.args.get("q", "")[:100], _state(request.args.get("state"))
    year = _year(request.args.get("year"))
    page = paginate(queries.search(current_user.grants, text, state, year))
    return render_template(
        "classes/index.html",
        page=page,
        counts=queries.learner_counts([study_class.id for study_class in page.items]),
        years=queries.years(current_user.grants),
        chosen={"q": text, "state": state, "year": year},
    )


@routes.get("/new")
@authorised(None, Permission.CLASS_EDIT)
def new() -> str:
    return _new_page(_new_form())


@routes.post("/")
@authorised(None, Permission.CLASS_EDIT)
def create() -> Any:
    form = _new_form()
    valid = form.validate() and _code_is_free(form)
    programme = programmes.find(form.programme_id.data) if valid else None
    sessions = timetable.lay_out(programme.topics, form.pattern) if programme else []
    if not programme or not _fits(form, sessions, programme.sessions) or not _may_serve(form, programme):
        return _new_page(form), 422
    study_class = service.create(
        form.details_for(sessions), programme, sessions, current_user.person, clock.now()
    )
    flash(_("The class is prepared. Add its people and lecturers, then let it begin."), "success")
    if not look_at(programme).standing.holds:
        flash(_("Its programme is not approved as it stands; the settings of the class say so."), "warning")
    return redirect(url_for("class_sessions.index", study_class_id=study_class.id))


@routes.get("/<int:study_class_id>/edit")
@authorised(StudyClass, Permission.CLASS_EDIT)
def edit(study_class: StudyClass) -> str:
    form = ClassForm(obj=study_class)
    form.offer_units(_units(study_class.unit))
    return _edit_page(study_class, form)


@routes.post("/<int:study_class_id>")
@authorised(StudyClass, Permission.CLASS_EDIT)
def update(study_class: StudyClass) -> Any:
    form = ClassForm()
    form.offer_units(_units(study_class.unit))
    if not form.validate() or not _code_is_free(form, study_class):
        return _edit_page(study_class, form), 422
    service.update(study_class, form.details, current_user.person, clock.now())
    flash(_("The changes are saved."), "success")
    return redirect(url_for(".edit", study_class_id=study_class.id))


@routes.post("/<int:study_class_id>/opening")
@authorised(StudyClass, Permission.CLASS_EDIT)
def open_class(study_class: StudyClass) -> Response:
    begins = study_class.state is ClassState.DRAFT
    if begins and _strict() and not look_at(study_class.programme).standing.holds:
        flash(_("The class was not opened: its programme is not approved as it stands."), "danger")
        return _back(study_class)
    service.open_class(study_class, current_user.person, clock.now())
    flash(_("The class is under way."), "success")
    return _back(study_class)


@routes.post("/<int:study_class_id>/closing")
@authorised(StudyClass, Permission.CLASS_EDIT)
def close_class(study_class: StudyClass) -> Response:
    service.close_class(study_class, current_user.person, clock.now())
    flash(_("The class is finished. Everything recorded in it stays."), "success")
    return _back(study_class)


@routes.get("/<int:study_class_id>/people")
@authorised(StudyClass, Permission.ROSTER_SEE)
def people(study_class: StudyClass) -> str:
    text = request.args.get("q", "")[:100]
    return render_template(
        "classes/people.html",
        study_class=study_class,
        enrolments=queries.enrolled(study_class.id, text),
        withdrawn=queries.enrolled(study_class.id, text, state=EnrolmentState.WITHDRAWN),
        lecturers=queries.lecturers_of(study_class),
        text=text,
    )


def _new_form() -> NewClassForm:
    form = NewClassForm()
    form.offer_units(_units())
    offered = programmes.current()
    looks = looks_at(offered)
    form.offer_programmes([(one, looks[one.id].standing) for one in offered])
    return form


def _new_page(form: NewClassForm) -> str:
    return render_template("classes/new.html", form=form, strict=_strict())


def _edit_page(study_class: StudyClass, form: ClassForm) -> str:
    return render_template(
        "classes/edit.html", study_class=study_class, form=form, look=look_at(study_class.programme)
    )


def _strict() -> bool:
    """Whether this centre opens classes only by programmes that were approved."""
    return bool(current_app.config["SEN"].only_appraised_programmes)


def _may_serve(form: NewClassForm, programme: Programme) -> bool:
    if not _strict() or look_at(programme).standing.holds:
        return True
    form.programme_id.errors = [
        _(
            "This programme is not approved as it stands, and here only approved ones serve. Have it appraised."
        )
    ]
    return False


def _units(present: OrgUnit | None = None) -> list[tuple[int, str]]:
    """Units that the person may open a class for, and the one that has it now."""
    units = queries.organising_units(current_user.grants)
    if present is not None and present not in units:
        units = [present, *units]
    return [(unit.id, unit.name) for unit in units]


def _code_is_free(form: ClassForm, but: StudyClass | None = None) -> bool:
    if service.code_is_free(form.data["code"], but):
        return True
    form.code.errors = [_("Another class has this code. Choose a different one.")]
    return False


def _fits(form: NewClassForm, sessions: list[PlannedSession], wanted: int) -> bool:
    """Whether all sessions found a day, and none of them after the last day of the class."""
    if len(sessions) < wanted:
        form.weekdays.errors = [_("With these days the sessions do not fit into one year. Choose more days.")]
        return False
    last = timetable.last_day(sessions, form.details.opens_on)
    if form.closes_on.data and form.closes_on.data < last:
        form.closes_on.errors = [
            _(
                "The sessions last until %(day)s. Choose a later last day, or more days of the week.",
                day=last.strftime("%d/%m/%Y"),
            )
        ]
        return False
    return True


def _state(text: str | None) -> ClassState | None:
    return ClassState(text) if text in set(ClassState) else None


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and 1900 <= int(text) <= 9000 else None


def _back(study_class: StudyClass) -> Response:
    return redirect(url_for(".edit", study_class_id=study_class.id))  # type: ignore[return-value]
