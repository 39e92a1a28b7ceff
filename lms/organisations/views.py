"""The unit tree: look through it, found, rename, move and merge units."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user
from wtforms import SelectChoice

from lms.database import session
from lms.organisations import queries, service
from lms.organisations.forms import ChangeUnitForm, MergeUnitForm, NewUnitForm
from lms.organisations.models import OrgUnit
from lms.organisations.service import Place
from lms.permissions import Permission
from lms.web import clock, navigation
from lms.web.authorised import authorised
from lms.web.page import language
from lms.web.pagination import paginate

routes = Blueprint("organisations", __name__, url_prefix="/units")
navigation.add(
    navigation.Entry(50, lazy_gettext("Units"), "organisations.index", "building", (Permission.UNIT_SEE,))
)


@routes.get("/")
@authorised(None, Permission.UNIT_SEE)
def index() -> str:
    text = request.args.get("q", "")
    page = paginate(queries.search(current_user.grants, text)) if text else None
    return render_template(
        "organisations/index.html", tops=queries.tops(current_user.grants), page=page, text=text
    )


@routes.get("/<int:org_unit_id>")
@authorised(OrgUnit, Permission.UNIT_SEE)
def show(org_unit: OrgUnit) -> str:
    return render_template(
        "organisations/show.html",
        unit=org_unit,
        above=queries.ancestors(org_unit),
        below=queries.children(org_unit),
        history=queries.history(org_unit),
        counts=queries.counts_below(org_unit),
        kinds={kind.code: kind for kind in queries.kinds()},
        people=queries.people_of(org_unit),
    )


@routes.get("/<int:org_unit_id>/new")
@authorised(OrgUnit, Permission.UNIT_EDIT)
def new(org_unit: OrgUnit) -> str:
    return render_template("organisations/new.html", unit=org_unit, form=_new_form())


@routes.post("/<int:org_unit_id>/units")
@authorised(OrgUnit, Permission.UNIT_EDIT)
def create(org_unit: OrgUnit) -> Any:
    form = _new_form()
    if not form.validate():
        return render_template("organisations/new.html", unit=org_unit, form=form), 422
    unit = service.found(
        name=form.name.data or "",
        kind_code=form.kind_code.data,
        parent=org_unit,
        on=form.on.data or clock.now().date(),
        code=form.code.data,
    )
    flash(_("%(name)s stands in the tree.", name=unit.name), "success")
    return redirect(url_for(".show", org_unit_id=unit.id))


@routes.get("/<int:org_unit_id>/edit")
@authorised(OrgUnit, Permission.UNIT_EDIT)
def edit(org_unit: OrgUnit) -> str:
    form = ChangeUnitForm(obj=org_unit)
    return render_template(
        "organisations/edit.html", unit=org_unit, form=form, merge=MergeUnitForm(prefix="merge")
    )


@routes.post("/<int:org_unit_id>/edit")
@authorised(OrgUnit, Permission.UNIT_EDIT)
def update(org_unit: OrgUnit) -> Any:
    form = ChangeUnitForm()
    known, parent = _typed_unit(form.parent_id)
    if form.validate() and known:
        place = Place(name=form.name.data, parent=parent, on=form.on.data, decision=form.decision.data)
        if service.change(current_user.person, org_unit, place, clock.now()):
            flash(_("Changed. The former name and place stay in the history."), "success")
            return redirect(url_for(".show", org_unit_id=org_unit.id))
        form.parent_id.errors = [_("A unit cannot stand under itself.")]
    elif not known:
        form.parent_id.errors = [_("There is no unit of this number.")]
    return _edit_page(org_unit, form, MergeUnitForm(formdata=None, prefix="merge")), 422


@routes.post("/<int:org_unit_id>/merger")
@authorised(OrgUnit, Permission.UNIT_EDIT)
def merge(org_unit: OrgUnit) -> Any:
    form = MergeUnitForm(prefix="merge")
    into = _typed_unit(form.into_id)[1]
    if form.validate() and into is not None:
        if service.merge(
            current_user.person, org_unit, into, clock.now(), on=form.on.data, decision=form.decision.data
        ):
            flash(
                _(
                    "%(name)s has joined %(into)s. Its past stays under its own name.",
                    name=org_unit.name,
                    into=into.name,
                )
            )
            return redirect(url_for(".show", org_unit_id=into.id))
        form.into_id.errors = [_("A unit cannot join one below it, nor after it was closed.")]
    elif not form.into_id.errors:
        form.into_id.errors = [_("There is no unit of this number.")]
    return _edit_page(org_unit, ChangeUnitForm(formdata=None, obj=org_unit), form), 422


def _edit_page(unit: OrgUnit, form: ChangeUnitForm, merge_form: MergeUnitForm) -> str:
    return render_template("organisations/edit.html", unit=unit, form=form, merge=merge_form)


def _new_form() -> NewUnitForm:
    form = NewUnitForm()
    form.kind_code.choices = [
        SelectChoice(kind.code, kind.label if language() == "vi" else kind.label_en)
        for kind in queries.kinds()
    ]
    return form


def _typed_unit(field: Any) -> tuple[bool, OrgUnit | None]:
    """Whether what was typed makes sense (nothing at all does), and the unit of that number."""
    if field.data is None:
        return True, None
    unit = session.get(OrgUnit, field.data) if 0 < field.data < 2**31 else None
    return unit is not None, unit
