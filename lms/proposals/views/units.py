"""Proposals as the units see them: what came, what is considered, what was answered, and the list for the programme."""

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from lms.database import session
from lms.organisations.models import OrgUnit
from lms.organisations.queries import visible
from lms.permissions import Permission
from lms.proposals import originals, programme, queries, service, showing
from lms.proposals.forms import AnswerForm, PeriodForm
from lms.proposals.models import CollectedProposal, ProposalState
from lms.proposals.queries import Wanted
from lms.proposals.service import Refused
from lms.proposals.words import REFUSED
from lms.reflections.models import ProposalLevel
from lms.web import clock, navigation
from lms.web.authorised import authorised, require
from lms.web.clock import local
from lms.web.downloads import send
from lms.web.pagination import paginate

routes = Blueprint("proposals", __name__, url_prefix="/proposals")
navigation.add(
    navigation.Entry(56, lazy_gettext("Proposals"), "proposals.index", "chat", (Permission.PROPOSAL_SEE,))
)


@routes.get("/")
@authorised(None, Permission.PROPOSAL_SEE)
def index() -> str:
    """Every figure opens to the proposals that it counts."""
    wanted = _wanted()
    page = paginate(queries.of_units(current_user.grants, wanted))
    return render_template(
        "proposals/index.html",
        page=page,
        wanted=wanted,
        counts=queries.counts_of(current_user.grants, wanted.unit),
        writers=originals.writers([one.id for one in page.items]),
    )


@routes.get("/programme")
@authorised(None, Permission.PROPOSAL_SEE)
def action_programme() -> Any:
    """What was adopted or answered in a period, for the unit's action programme."""
    form, unit = _period(), _unit()
    rows = queries.decided(current_user.grants, unit, *_days(form), _states()) if form.validate() else []
    return render_template(
        "proposals/action_programme.html",
        form=form,
        unit=unit,
        only_adopted=len(_states()) == 1,
        rows=rows,
        writers=originals.writers([one.id for one in rows]),
    ), HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@routes.get("/programme.<any(xlsx, docx):kind>")
@authorised(None, Permission.PROPOSAL_SEE)
def download(kind: str) -> Response:
    """The same rows as the page."""
    form, unit, now = _period(), _unit(), clock.now()
    if not form.validate():
        abort(HTTPStatus.UNPROCESSABLE_ENTITY)
    first, last = _days(form)
    rows = queries.decided(current_user.grants, unit, first, last, _states())
    listed = programme.Listed(unit, first, last, rows, originals.writers([one.id for one in rows]))
    body = programme.workbook(listed, now) if kind == "xlsx" else programme.document(listed)
    name = _("proposals %(first)s %(last)s", first=first.isoformat(), last=last.isoformat())
    return send(body, f"{name}.{kind}", programme.MEDIA_TYPES[kind])


@routes.get("/<int:collected_proposal_id>")
@authorised(CollectedProposal, Permission.PROPOSAL_SEE)
def show(collected_proposal: CollectedProposal) -> str:
    return _page(collected_proposal, AnswerForm(formdata=None, data={"version": collected_proposal.version}))


@routes.post("/<int:collected_proposal_id>/consideration")
@authorised(CollectedProposal, Permission.PROPOSAL_ANSWER)
def consider(collected_proposal: CollectedProposal) -> Any:
    refused = service.consider(collected_proposal, current_user.person, clock.now())
    if refused is None:
        flash(_("Its writers see that it is under consideration."), "success")
    else:
        flash(REFUSED[refused], "warning")
    return redirect(url_for(".show", collected_proposal_id=collected_proposal.id))


@routes.post("/<int:collected_proposal_id>/answer")
@authorised(CollectedProposal, Permission.PROPOSAL_ANSWER)
def answer(collected_proposal: CollectedProposal) -> Any:
    """What was typed stays where somebody else was quicker."""
    form = AnswerForm()
    if not form.validate():
        return _page(collected_proposal, form), HTTPStatus.UNPROCESSABLE_ENTITY
    refused = service.answer(collected_proposal, form.given, current_user.person, clock.now())
    if refused is Refused.CHANGED:
        form.version.data = str(collected_proposal.version)
        return _page(collected_proposal, form, REFUSED[refused]), HTTPStatus.CONFLICT
    if refused is not None:
        flash(REFUSED[refused], "danger")
    else:
        flash(_("The answer is stored. Its writers are told and read it with their reflection."), "success")
    return redirect(url_for(".show", collected_proposal_id=collected_proposal.id))


def _page(collected: CollectedProposal, form: AnswerForm, message: Any = "") -> str:
    return render_template(
        "proposals/show.html",
        collected=collected,
        joined=showing.joined(collected),
        history=queries.history(collected),
        form=form,
        message=message,
    )


def _wanted() -> Wanted:
    """As the address says it; what makes no sense is not asked for, and a unit that one may not see is not there."""
    level, state = request.args.get("level", ""), request.args.get("state", "")
    return Wanted(
        unit=_asked_unit(),
        level=ProposalLevel(level) if level in set(ProposalLevel) else None,
        state=ProposalState(state) if state in set(ProposalState) else None,
        waiting=state == "waiting",
    )


def _asked_unit() -> OrgUnit | None:
    number = request.args.get("unit", 0, type=int)
    if not 0 < number < 2**31:
        return None
    unit = session.get(OrgUnit, number) or abort(404)
    require(Permission.PROPOSAL_SEE, unit)
    return unit


def _unit() -> OrgUnit:
    """The unit asked for, else where the person's view of the tree begins."""
    known = _asked_unit()
    if known is not None:
        return known
    seen = visible(current_user.grants, Permission.PROPOSAL_SEE).order_by(OrgUnit.path).limit(1)
    return session.scalars(seen).unique().one_or_none() or abort(404)


def _states() -> tuple[ProposalState, ...]:
    both = (ProposalState.ADOPTED, ProposalState.ANSWERED)
    return both[:1] if request.args.get("which") == "adopted" else both


def _period() -> PeriodForm:
    """This year, unless the address says otherwise."""
    if "first" in request.args or "last" in request.args:
        return PeriodForm(request.args)
    today = local(clock.now()).date()
    data = {"first": date(today.year, 1, 1).isoformat(), "last": today.isoformat()}
    return PeriodForm(MultiDict(data))


def _days(form: PeriodForm) -> tuple[date, date]:
    return form.first.data or date.min, form.last.data or date.max
