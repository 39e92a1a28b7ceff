"""Proposals of a class: looked through, those that say the same sent to a unit as one, taken apart again."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, ngettext
from flask_login import current_user

from lms import database
from lms.accounts import names
from lms.classes.models import StudyClass
from lms.permissions import Permission
from lms.proposals import collecting, originals, queries, rules, service, showing
from lms.proposals.forms import WordingForm
from lms.proposals.models import CollectedProposal
from lms.proposals.rules import Asked, Original
from lms.proposals.service import Refused
from lms.proposals.words import REFUSED
from lms.reflections.models import ProposalLevel
from lms.reflections.queries import tasks_of
from lms.web import clock
from lms.web.authorised import authorised, require
from lms.web.pagination import page_of

routes = Blueprint("class_proposals", __name__, url_prefix="/classes/<int:study_class_id>/proposals")


@routes.get("")
@authorised(StudyClass, Permission.PROPOSAL_READ)
def index(study_class: StudyClass) -> str:
    """Every figure opens to the proposals that it counts."""
    tasks = tasks_of(study_class.id, published_only=False)
    named = showing.named(tasks)
    found, asked = originals.of_class(study_class.id, named), _asked()
    sent = queries.of_class(study_class, {one.place.collected_id for one in found if one.place})
    return render_template(
        "class_proposals/index.html",
        study_class=study_class,
        tasks=tasks,
        found=found,
        asked=asked,
        text=request.args.get("q", ""),
        page=page_of(rules.in_alphabet(filter(asked.fits, found))),
        units=rules.by_unit(found) if named else [],
        sent=sent,
        writers=originals.writers([one.id for one in sent]),
        sent_by_id={one.id: one for one in sent},
    )


@routes.get("/new")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def new(study_class: StudyClass) -> Any:
    chosen = _chosen(study_class)
    if not chosen:
        flash(_("Tick the proposals that say the same first, one or several."), "warning")
        return _to_list(study_class)
    form = WordingForm(formdata=None, data=collecting.first_of(chosen))
    return _new_page(study_class, chosen, form)


@routes.post("")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def create(study_class: StudyClass) -> Any:
    """Looking for another unit by name shows the form again, with all that was typed."""
    chosen, form = _chosen(study_class), WordingForm()
    collecting.offer_units(form, study_class, chosen)
    if "search" in request.form:
        return _new_page(study_class, chosen, form)
    if not form.validate() or not chosen:
        return _new_page(study_class, chosen, form, none_left=not chosen), 422
    wording = collecting.wording_of(form)
    made = service.send(study_class, [one.id for one in chosen], wording, current_user.person, clock.now())
    if isinstance(made, Refused):
        flash(REFUSED[made], "danger")
        return _to_list(study_class)
    flash(_("Sent to %(unit)s. Its answer will stand in the reflections.", unit=made.unit.name), "success")
    return redirect(url_for(".show", study_class_id=study_class.id, collected_id=made.id))


@routes.get("/<int:collected_id>")
@authorised(StudyClass, Permission.PROPOSAL_READ)
def show(study_class: StudyClass, collected_id: int) -> str:
    collected = _sent_from(study_class, collected_id)
    return render_template(
        "class_proposals/show.html",
        study_class=study_class,
        collected=collected,
        joined=showing.joined(collected),
        history=queries.history(collected),
    )


@routes.post("/<int:collected_id>/originals")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def join(study_class: StudyClass, collected_id: int) -> Any:
    """Into one that was sent from this class, or from another in which the person collects."""
    collected = database.session.get(CollectedProposal, collected_id) or abort(404)
    require(Permission.PROPOSAL_COLLECT, collected.study_class)
    ids = _ticked()
    refused = service.join(collected, study_class, ids, current_user.person, clock.now())
    if refused is None:
        words = ngettext("%(num)s proposal was added.", "%(num)s proposals were added.", len(ids))
        flash(words, "success")
        return redirect(url_for(".show", study_class_id=collected.study_class_id, collected_id=collected.id))
    flash(REFUSED[refused], "danger")
    return _to_list(study_class)


@routes.post("/<int:collected_id>/originals/<int:original_id>/removal")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def take_out(study_class: StudyClass, collected_id: int, original_id: int) -> Any:
    collected = _sent_from(study_class, collected_id)
    refused = service.take_out(collected, original_id, current_user.person, clock.now())
    _say(refused, _("Taken out. It stands by itself again and can be sent anew."))
    return _back(collected)


@routes.get("/<int:collected_id>/edit")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def edit(study_class: StudyClass, collected_id: int) -> Any:
    collected = _sent_from(study_class, collected_id)
    data = {"content": collected.content, "level": collected.level.value, "unit_id": collected.unit_id}
    form = WordingForm(formdata=None, data=data)
    collecting.offer_units(form, study_class, [], collected.unit)
    return render_template(
        "class_proposals/edit.html", study_class=study_class, collected=collected, form=form
    )


@routes.post("/<int:collected_id>")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def update(study_class: StudyClass, collected_id: int) -> Any:
    collected, form = _sent_from(study_class, collected_id), WordingForm()
    collecting.offer_units(form, study_class, [], collected.unit)
    asking = "search" in request.form
    if asking or not form.validate():
        page = render_template(
            "class_proposals/edit.html", study_class=study_class, collected=collected, form=form
        )
        return page, 200 if asking else 422
    refused = service.change(collected, collecting.wording_of(form), current_user.person, clock.now())
    _say(refused, _("The changes are saved."))
    return _back(collected)


@routes.post("/<int:collected_id>/removal")
@authorised(StudyClass, Permission.PROPOSAL_COLLECT)
def take_back(study_class: StudyClass, collected_id: int) -> Any:
    collected = _sent_from(study_class, collected_id)
    refused = service.take_back(collected, current_user.person, clock.now())
    _say(refused, _("Taken back. The proposals stand by themselves again."))
    return _back(collected) if refused else _to_list(study_class)


def _asked() -> Asked:
    """As the address says it; what makes no sense is not asked for."""
    level, place = request.args.get("level", ""), request.args.get("place", "")
    return Asked(
        task_id=request.args.get("task", type=int) or None,
        level=ProposalLevel(level) if level in set(ProposalLevel) else None,
        unit_id=request.args.get("unit", type=int),
        sent={"waiting": False, "sent": True}.get(place),
        text=names.search_key(request.args.get("q", "")),
    )


def _ticked() -> list[int]:
    return [one for one in request.values.getlist("p", type=int) if 0 < one < 2**31]


def _chosen(study_class: StudyClass) -> list[Original]:
    """The ticked proposals that stand nowhere yet."""
    named = showing.named(tasks_of(study_class.id, published_only=False))
    found = originals.still_free(originals.of_class(study_class.id, named), _ticked())
    return rules.in_alphabet(found)


def _sent_from(study_class: StudyClass, collected_id: int) -> CollectedProposal:
    found = database.session.get(CollectedProposal, collected_id) if collected_id < 2**31 else None
    return found if found is not None and found.study_class_id == study_class.id else abort(404)


def _new_page(
    study_class: StudyClass, chosen: list[Original], form: WordingForm, *, none_left: bool = False
) -> str:
    if not form.unit_id.choices:
        collecting.offer_units(form, study_class, chosen)
    return render_template(
        "class_proposals/new.html",
        study_class=study_class,
        chosen=chosen,
        form=form,
        none_left=none_left,
        joinable=queries.joinable(current_user.grants),
    )


def _say(refused: Refused | None, done: str) -> None:
    if refused is None:
        flash(done, "success")
    else:
        flash(REFUSED[refused], "danger")


def _to_list(study_class: StudyClass) -> Any:
    return redirect(url_for(".index", study_class_id=study_class.id))


def _back(collected: CollectedProposal) -> Any:
    return redirect(url_for(".show", study_class_id=collected.study_class_id, collected_id=collected.id))
