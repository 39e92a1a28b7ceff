"""The councils that review questions: who sits on them, and for which topics."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.classes.queries import organising_units
from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.programmes.queries import current
from lms.questions.councils import queries, service
from lms.questions.councils.forms import CouncilForm, given
from lms.questions.councils.models import ReviewCouncil
from lms.web import clock
from lms.web.authorised import authorised

routes = Blueprint("councils", __name__, url_prefix="/questions/councils")


@routes.get("/")
@authorised(None, Permission.COUNCIL_SEE)
def index() -> str:
    return render_template(
        "councils/index.html",
        councils=queries.standing(),
        former=queries.ended(),
        titles=_titles(),
        today=clock.today(),
    )


@routes.get("/<int:review_council_id>")
@authorised(ReviewCouncil, Permission.COUNCIL_SEE)
def show(review_council: ReviewCouncil) -> str:
    return render_template(
        "councils/show.html",
        council=review_council,
        titles=_titles(),
        changes=queries.changes_of(review_council.id),
        today=clock.today(),
    )


@routes.get("/new")
@authorised(None, Permission.COUNCIL_EDIT)
def new() -> str:
    return render_template("councils/new.html", form=CouncilForm(_units()))


@routes.post("/")
@authorised(None, Permission.COUNCIL_EDIT)
def create() -> Any:
    form = CouncilForm(_units())
    if not form.validate():
        return render_template("councils/new.html", form=form), 422
    if service.found(current_user.person, form.details(), clock.now()) is None:
        return render_template("councils/new.html", form=_taken(form)), 422
    flash(_("The council is set up. Questions of its topics wait for its members from now on."), "success")
    return redirect(url_for(".index"))


@routes.get("/<int:review_council_id>/edit")
@authorised(ReviewCouncil, Permission.COUNCIL_EDIT)
def edit(review_council: ReviewCouncil) -> str:
    form = CouncilForm(_units([review_council.unit]), data=given(service.details_of(review_council)))
    return render_template("councils/edit.html", council=review_council, form=form)


@routes.post("/<int:review_council_id>")
@authorised(ReviewCouncil, Permission.COUNCIL_EDIT)
def update(review_council: ReviewCouncil) -> Any:
    form = CouncilForm(_units([review_council.unit]))
    if not form.validate():
        return render_template("councils/edit.html", council=review_council, form=form), 422
    if not service.change(current_user.person, review_council, form.details(), clock.now()):
        return render_template("councils/edit.html", council=review_council, form=_taken(form)), 422
    flash(_("The council is saved."), "success")
    return redirect(url_for(".index"))


@routes.post("/<int:review_council_id>/end")
@authorised(ReviewCouncil, Permission.COUNCIL_EDIT)
def end(review_council: ReviewCouncil) -> Any:
    service.end(current_user.person, review_council, clock.now())
    flash(_("The council has ended. Its topics are open to all reviewers again."), "success")
    return redirect(url_for(".index"))


def _titles() -> dict[str, str]:
    return {topic.lineage: topic.title for programme in current() for topic in programme.topics}


def _units(present: Iterable[OrgUnit] = ()) -> list[OrgUnit]:
    """The units for which the person may appoint one, and the one that has it now."""
    return list(dict.fromkeys([*present, *organising_units(current_user.grants)]))


def _taken(form: CouncilForm) -> CouncilForm:
    form.name.errors = [*form.name.errors, _("This unit has a council of this name already.")]
    return form
