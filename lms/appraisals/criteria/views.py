"""The criteria of the centre and of each council: what holds, changing it, going back."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.appraisals.criteria import queries, service
from lms.appraisals.criteria.forms import CriteriaForm, ordered
from lms.appraisals.criteria.models import CENTRE
from lms.appraisals.criteria.queries import Form
from lms.appraisals.criteria.rules import SHIPPED, SHIPPED_FOR_PROGRAMMES, Line, Wording
from lms.appraisals.criteria.whose import LESSONS, PROGRAMMES, Whose, of_council
from lms.appraisals.labels import CRITERIA
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
        shipped=_shipped(SHIPPED),
        programmes=queries.in_use_at(PROGRAMMES),
        shipped_for_programmes=_shipped(SHIPPED_FOR_PROGRAMMES),
        councils=[(one, of_council(one).place, _may_change(one)) for one in councils],
    )


@routes.get("/centre")
@authorised(None, Permission.COUNCIL_EDIT)
def edit_centre() -> str:
    return _shown(LESSONS)


@routes.post("/centre")
@authorised(None, Permission.COUNCIL_EDIT)
def update_centre() -> Any:
    return _saved(LESSONS)


@routes.post("/centre/end")
@authorised(None, Permission.COUNCIL_EDIT)
def end_centre() -> Any:
    return _ended(LESSONS)


@routes.get("/programmes")
@authorised(None, Permission.COUNCIL_EDIT)
def edit_programmes() -> str:
    return _shown(PROGRAMMES)


@routes.post("/programmes")
@authorised(None, Permission.COUNCIL_EDIT)
def update_programmes() -> Any:
    return _saved(PROGRAMMES)


@routes.post("/programmes/end")
@authorised(None, Permission.COUNCIL_EDIT)
def end_programmes() -> Any:
    return _ended(PROGRAMMES)


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


def _changeable(council: ReviewCouncil) -> Whose:
    if council.ended_at is not None or not _may_change(council):
        abort(403)
    return of_council(council)


def _shown(whose: Whose) -> str:
    present = queries.in_use_at(whose)
    form = present or (queries.in_use_at(LESSONS) if whose.council else None)
    shipped = _shipped(SHIPPED_FOR_PROGRAMMES if whose is PROGRAMMES else SHIPPED)
    wordings = _wordings(form) if form else shipped
    return _page(whose, present, CriteriaForm.of(wordings, present.id if present else 0))


def _saved(whose: Whose) -> Any:
    form, present = CriteriaForm(), queries.in_use_at(whose)
    if changed := ordered(form, request.form):
        return _page(whose, present, changed)
    if not form.validate():
        return _page(whose, present, form), 422
    if not service.keep(current_user.person, whose, form.wordings, form.revision, clock.now()):
        form.form_errors.append(
            _("Somebody else has kept other criteria meanwhile. Compare, then save yours over.")
        )
        form.seen.data = str(present.id if present else 0)
        return _page(whose, present, form), 409
    flash(_("The criteria hold for what is handed in from now on."), "success")
    return redirect(url_for(".index"))


def _ended(whose: Whose) -> Any:
    service.end(current_user.person, whose, clock.now())
    flash(_("The general criteria hold again; what is under appraisal keeps its own."), "success")
    return redirect(url_for(".index"))


def _page(whose: Whose, present: Form | None, form: CriteriaForm) -> str:
    return render_template(
        "appraisal_forms/edit.html",
        council=whose.council,
        of_programmes=whose is PROGRAMMES,
        present=present,
        form=form,
        earlier=queries.earlier(whose),
        save_to=_address("update", whose),
        end_at=_address("end", whose),
    )


def _address(what: str, whose: Whose) -> str:
    if whose.council:
        return url_for(f".{what}", review_council_id=whose.council.id)
    return url_for(f".{what}_programmes" if whose is PROGRAMMES else f".{what}_centre")


def _wordings(form: Form) -> list[Wording]:
    return [Wording(one.title, one.weight, one.hint) for one in form.criteria]


def _shipped(lines: Iterable[Line]) -> list[Wording]:
    """What is shipped, in the words of the page."""
    return [Wording(str(CRITERIA[line.key]), line.weight) for line in lines]
