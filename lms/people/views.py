"""The register: find, add and correct people; slips with first passwords; roles; suspension."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user

from lms import database
from lms.accounts import service as accounts
from lms.accounts.models import Grant, Person
from lms.database import session
from lms.organisations.models import OrgUnit
from lms.people import queries, service
from lms.people.forms import ROLE_NAMES, PersonForm, ReasonForm, RoleForm
from lms.people.service import Slip
from lms.permissions import Permission, Role
from lms.web import clock, navigation
from lms.web.authorised import authorised, owns_transaction, require
from lms.web.errors import LmsError
from lms.web.pagination import paginate

routes = Blueprint("people", __name__, url_prefix="/people")
navigation.add(
    navigation.Entry(40, lazy_gettext("People"), "people.index", "users", (Permission.PERSON_SEE,))
)


@routes.get("/")
@authorised(None, Permission.PERSON_SEE)
def index() -> str:
    text = request.args.get("q", "")
    unit = _unit(request.args.get("unit", type=int))
    page = paginate(queries.with_grants(queries.search(current_user.grants, text, unit)))
    units = queries.unit_names({person.unit_id for person in page.items if person.unit_id})
    return render_template(
        "people/index.html", page=page, text=text, unit=unit, units=units, role_names=ROLE_NAMES
    )


@routes.get("/<int:person_id>")
@authorised(Person, Permission.PERSON_SEE)
def show(person: Person) -> str:
    return _page(person, RoleForm(formdata=None), ReasonForm(formdata=None))


@routes.get("/new")
@authorised(None, Permission.PERSON_EDIT)
def new() -> str:
    return render_template("people/edit.html", form=PersonForm(), person=None)


@routes.post("/")
@authorised(None, Permission.PERSON_EDIT)
def create() -> Any:
    form = PersonForm()
    unit = _checked(form)
    if form.errors:
        return render_template("people/edit.html", form=form, person=None), 422
    person = service.add(current_user.person, form.values(), unit, clock.now())
    session.flush()
    return redirect(url_for(".show", person_id=person.id))


@routes.get("/<int:person_id>/edit")
@authorised(Person, Permission.PERSON_EDIT)
def edit(person: Person) -> str:
    return render_template("people/edit.html", form=PersonForm(obj=person), person=person)


@routes.post("/<int:person_id>/edit")
@authorised(Person, Permission.PERSON_EDIT)
def update(person: Person) -> Any:
    form = PersonForm()
    unit = _checked(form, person)
    if form.errors:
        return render_template("people/edit.html", form=form, person=person), 422
    service.correct(current_user.person, person, form.values(), unit, clock.now())
    flash(_("Saved."), "success")
    return redirect(url_for(".show", person_id=person.id))


@routes.post("/<int:person_id>/slip")
@owns_transaction
@authorised(Person, Permission.PASSWORD_RESET)
def reset_password(person: Person) -> str:
    """A new first password, shown once, on a slip to print."""
    if person.is_staff and not current_user.person.holds(Role.ADMINISTRATOR):
        raise LmsError(_("Only an administrator gives staff a new password."), 403)
    actor, (secret, new_hash) = current_user.person, service.first_password()
    with database.transaction():
        accounts.reset_password(actor, person, new_hash, clock.now())
    return render_template("people/slips.html", slips=[Slip(person, secret)])


@routes.post("/<int:person_id>/suspension")
@authorised(Person, Permission.GRANT_EDIT)
def suspend(person: Person) -> Any:
    form = ReasonForm()
    if not form.validate():
        return _page(person, RoleForm(formdata=None), form), 422
    if person.id == current_user.id:
        raise LmsError(_("Nobody suspends themselves: who would let you in again?"))
    accounts.suspend(current_user.person, person, clock.now(), form.reason.data)
    return redirect(url_for(".show", person_id=person.id))


@routes.post("/<int:person_id>/reinstatement")
@authorised(Person, Permission.GRANT_EDIT)
def reinstate(person: Person) -> Any:
    accounts.reinstate(current_user.person, person, clock.now(), "")
    return redirect(url_for(".show", person_id=person.id))


@routes.post("/<int:person_id>/roles")
@authorised(Person, Permission.GRANT_EDIT)
def give_role(person: Person) -> Any:
    form = RoleForm()
    unit = _unit(form.unit_id.data)
    if form.validate() and form.unit_id.data and unit is None:
        form.unit_id.errors = [_("There is no unit of this number.")]
    if form.errors:
        return _page(person, form, ReasonForm(formdata=None)), 422
    service.give_role(current_user.person, person, Role(form.role.data), unit, clock.now())
    return redirect(url_for(".show", person_id=person.id))


@routes.post("/<int:person_id>/roles/<int:grant_id>/delete")
@authorised(Person, Permission.GRANT_EDIT)
def end_role(person: Person, grant_id: int) -> Any:
    held = session.get(Grant, grant_id) if grant_id < 2**31 else None
    if held is None or held.person_id != person.id:
        raise LmsError(_("This role is held no longer."), 404)
    require(Permission.GRANT_EDIT, person)
    accounts.end_grant(person.id, held.role, clock.now(), class_id=held.class_id, unit_id=held.unit_id)
    accounts.end_all(person, clock.now())
    return redirect(url_for(".show", person_id=person.id))


def _page(person: Person, role_form: RoleForm, reason_form: ReasonForm) -> str:
    held = queries.grants_of(person)
    ids = {grant.unit_id for grant in held if grant.unit_id} | ({person.unit_id} if person.unit_id else set())
    return render_template(
        "people/show.html",
        person=person,
        held=held,
        units=queries.unit_names(ids),
        role_names=ROLE_NAMES,
        role_form=role_form,
        reason_form=reason_form,
    )


def _checked(form: PersonForm, person: Person | None = None) -> OrgUnit | None:
    """Validate shape and facts; errors stay on the form. Returns the unit that was typed."""
    form.validate()
    unit = _unit(form.unit_id.data)
    if form.unit_id.data and unit is None:
        form.unit_id.errors = [_("There is no unit of this number.")]
    for name in service.taken(form.values(), person):
        form[name].errors = [_("Another person has this already. Search for them first.")]
    return unit


def _unit(number: int | None) -> OrgUnit | None:
    return session.get(OrgUnit, number) if number and 0 < number < 2**31 else None
