"""The criteria of the centre and of each council: what holds, changing it, going back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.lessons.appraisal.labels import CRITERIA
from lms.lessons.criteria import queries, service
from lms.lessons.criteria.forms import CriteriaForm, ordered
from lms.lessons.criteria.models import CENTRE, AppraisalForm
from lms.lessons.criteria.rules import SHIPPED, Wording
from lms.permissions import Permission
from lms.questions.councils.models import ReviewCouncil
from lms.questions.councils.queries import standing
from lms.web import clock
from lms.web.authorised import authorised, can

routes = Blueprint("appraisal_forms", __name__, url_prefix="/lessons/criteria")


@routes.get("")
@authorised(None, Permission.COUNCIL_SEE)
def index() -> str:
    councils = standing()
    return render_template(
        "appraisal_forms/index.html",
        forms=queries.in_use(),
        centre=CENTRE,
        shipped=_shipped(),
        councils=[(one, service.place_of(one), _may_change(one)) for one in councils],
    )


@routes.get("/centre")
@authorised(None, Permission.COUNCIL_EDIT)
def edit_centre() -> str:
    return _shown(None)


@routes.post("/centre")
@authorised(None, Permission.COUNCIL_EDIT)
def update_centre() -> Any:
    return _saved(None)


@routes.post("/centre/end")
@authorised(None, Permission.COUNCIL_EDIT)
def end_centre() -> Any:
    return _ended(None)


@routes.get("/councils/<int:review_council_id>")
@authorised(ReviewCouncil, Permission.LESSON_CRITERIA)
def edit(review_council: ReviewCouncil) -> str:
    return _shown(_changeable(review_council))


@routes.post("/councils/<int:review_council_id>")
@authorised(ReviewCouncil, Permission.LESSON_CRITERIA)
def update(review_council: ReviewCouncil) -> Any:
    return _saved(_changeable(review_council))


@routes.post("/councils/<int:review_council_id>/end")
@authorised(ReviewCouncil, Permission.LESSON_CRITERIA)
def end(review_council: ReviewCouncil) -> Any:
    return _ended(_changeable(review_council))


def _may_change(council: ReviewCouncil) -> bool:
    """Its members, and whoever appoints them."""
    seated = any(one.person_id == current_user.id for one in council.seats)
    return can(Permission.COUNCIL_EDIT, council) or (seated and can(Permission.LESSON_CRITERIA, council))


def _changeable(council: ReviewCouncil) -> ReviewCouncil:
    if council.ended_at is not None or not _may_change(council):
        abort(403)
    return council


def _shown(council: ReviewCouncil | None) -> str:
    present = queries.in_use_at(service.place_of(council))
    above = None if council is None else queries.in_use_at(CENTRE)
    form = present or above
    return _page(
        council,
        present,
        CriteriaForm.of(_wordings(form) if form else _shipped(), present.id if present else 0),
    )


def _saved(council: ReviewCouncil | None) -> Any:
    form, present = CriteriaForm(), queries.in_use_at(service.place_of(council))
    if changed := ordered(form, request.form):
        return _page(council, present, changed)
    if not form.validate():
        return _page(council, present, form), 422
    if not service.keep(current_user.person, council, form.wordings, form.revision, clock.now()):
        form.form_errors.append(
            _("Somebody else has kept other criteria meanwhile. Compare, then save yours over.")
        )
        form.seen.data = str(present.id if present else 0)
        return _page(council, present, form), 409
    flash(_("The criteria hold for lessons that are handed in from now on."), "success")
    return redirect(url_for(".index"))


def _ended(council: ReviewCouncil | None) -> Any:
    service.end(current_user.person, council, clock.now())
    flash(_("The general criteria hold again; lessons under appraisal keep theirs."), "success")
    return redirect(url_for(".index"))


def _page(council: ReviewCouncil | None, present: AppraisalForm | None, form: CriteriaForm) -> str:
    return render_template(
        "appraisal_forms/edit.html",
        council=council,
        present=present,
        form=form,
        earlier=queries.earlier(service.place_of(council)),
        save_to=_address("update", council),
        end_at=_address("end", council),
    )


def _address(what: str, council: ReviewCouncil | None) -> str:
    return url_for(f".{what}", review_council_id=council.id) if council else url_for(f".{what}_centre")


def _wordings(form: AppraisalForm) -> list[Wording]:
    return [Wording(one.title, one.weight, one.hint) for one in form.criteria]


def _shipped() -> list[Wording]:
    """What is shipped, in the words of the page."""
    return [Wording(str(CRITERIA[line.key]), line.weight) for line in SHIPPED]
