"""Conferences as pages: the matrix, the rows behind it, and one conference."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _, lazy_gettext, ngettext
from flask_login import current_user

from lms import database
from lms.classes import agenda, places
from lms.classes.forms import ReasonForm
from lms.classes.planning_forms import AgendaForm, PlacesForm
from lms.conferences import halls, queries, reminding, service, sheets
from lms.conferences.forms import DELIVERIES, KINDS, STATES, ConferenceForm
from lms.conferences.models import Conference, ConferenceKind
from lms.conferences.quarters import Quarter, quarter_at
from lms.conferences.queries import Asked
from lms.organisations.models import OrgUnit
from lms.permissions import Permission
from lms.web import clock, downloads, navigation
from lms.web.authorised import authorised
from lms.web.clock import local
from lms.web.errors import LmsError
from lms.web.filters import as_datetime

__all__ = ["reminding", "routes"]
routes = Blueprint("conferences", __name__)
navigation.add(
    navigation.Entry(
        55, lazy_gettext("Conferences"), "conferences.index", "users", (Permission.CONFERENCE_SEE,)
    )
)


@routes.get("/conferences/")
@authorised(None, Permission.CONFERENCE_SEE)
def index() -> str:
    asked, quarter, now = _asked(), _quarter(), clock.now()
    found = queries.matrix_of(current_user.grants, asked, local(now).date())
    only = quarter if quarter and request.args.get("show") == "wanting" else None
    return render_template(
        "conferences/index.html",
        matrix=found,
        lines=found.wanting(only) if only else found.lines,
        only=only,
        asked=asked,
        years=range(local(now).year + 1, queries.first_year(now) - 1, -1),
        present=quarter_at(now),
        kinds=KINDS,
        own=queries.own_units(current_user.grants),
    )


@routes.get("/conferences/conferences.xlsx")
@authorised(None, Permission.CONFERENCE_SEE)
def workbook() -> Response:
    """Both sheets come from the reads that the pages come from."""
    asked, now = _asked(), clock.now()
    found = queries.matrix_of(current_user.grants, asked, local(now).date())
    what = KINDS[asked.kind] if asked.kind else _("All kinds")
    title = [
        str(current_app.config["SEN"].centre_name),
        _("Conferences %(year)s: %(what)s", year=asked.year, what=what),
        _("As of %(time)s", time=as_datetime(now)),
    ]
    names = {line.unit.id: line.unit.name for line in found.lines}
    rows = queries.rows_of(current_user.grants, asked)
    body = downloads.workbook(sheets.matrix_sheet(found, title), sheets.rows_sheet(rows, title, names))
    name = _("conferences %(year)s", year=asked.year)
    return downloads.send(body, f"{name}.xlsx")


@routes.post("/conferences/reminders")
@authorised(None, Permission.CONFERENCE_REMIND)
def remind() -> Any:
    """Tell the officers of units that held none in a quarter that has begun."""
    asked, now = _asked(), clock.now()
    quarter = _quarter() or quarter_at(now)
    found = queries.matrix_of(
        current_user.grants, Asked(quarter.year, asked.kind), local(now).date(), Permission.CONFERENCE_REMIND
    )
    done = service.remind([line.unit for line in found.wanting(quarter)], quarter, now)
    flash(ngettext("%(num)s officer is reminded.", "%(num)s officers are reminded.", done.told), "success")
    if done.without_officer:
        flash(
            ngettext(
                "%(num)s unit has no officer in Sen, so nobody was told there.",
                "%(num)s units have no officer in Sen, so nobody was told there.",
                done.without_officer,
            ),
            "warning",
        )
    return redirect(
        url_for(".index", year=quarter.year, quarter=quarter.number, kind=asked.named, show="wanting")
    )


@routes.get("/conferences/units/<int:org_unit_id>")
@authorised(OrgUnit, Permission.CONFERENCE_SEE)
def of_unit(org_unit: OrgUnit) -> str:
    asked, quarter = _asked(otherwise=None), _quarter()
    return render_template(
        "conferences/of_unit.html",
        unit=org_unit,
        asked=asked,
        quarter=quarter,
        conferences=queries.of_unit(org_unit, asked, quarter),
        kinds=KINDS,
        states=STATES,
    )


@routes.get("/conferences/units/<int:org_unit_id>/new")
@authorised(OrgUnit, Permission.CONFERENCE_EDIT)
def new(org_unit: OrgUnit) -> str:
    return render_template("conferences/new.html", unit=org_unit, form=ConferenceForm())


@routes.post("/conferences/units/<int:org_unit_id>")
@authorised(OrgUnit, Permission.CONFERENCE_EDIT)
def create(org_unit: OrgUnit) -> Any:
    form = ConferenceForm()
    if not form.validate():
        return render_template("conferences/new.html", unit=org_unit, form=form), 422
    conference = service.create(org_unit, form.details, current_user.person, clock.now())
    flash(_("The conference is entered."), "success")
    _warn(conference)
    return redirect(url_for(".show", conference_id=conference.id))


@routes.get("/conferences/<int:conference_id>")
@authorised(Conference, Permission.CONFERENCE_SEE)
def show(conference: Conference) -> str:
    return render_template(
        "conferences/show.html",
        conference=conference,
        quarter=quarter_at(conference.starts_at),
        agenda=agenda.timed(agenda.items_of(conference.agenda), conference.starts_at),
        discussion=agenda.discussion_in(agenda.items_of(conference.agenda)),
        places=places.places_of(conference.places),
        heads=places.heads(places.places_of(conference.places)),
        words={"kinds": KINDS, "states": STATES, "deliveries": DELIVERIES},
    )


@routes.get("/conferences/<int:conference_id>/edit")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def edit(conference: Conference) -> str:
    return render_template(
        "conferences/edit.html", conference=conference, form=ConferenceForm(obj=conference)
    )


@routes.post("/conferences/<int:conference_id>")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def update(conference: Conference) -> Any:
    form = ConferenceForm()
    if not form.validate():
        return render_template("conferences/edit.html", conference=conference, form=form), 422
    service.update(conference, form.details, current_user.person, clock.now())
    flash(_("The changes are saved."), "success")
    _warn(conference)
    return _back(conference)


@routes.get("/conferences/<int:conference_id>/cancellation")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def ask_reason(conference: Conference) -> str:
    return render_template("conferences/ask_reason.html", conference=conference, form=ReasonForm())


@routes.post("/conferences/<int:conference_id>/cancellation")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def cancel(conference: Conference) -> Any:
    form = ReasonForm()
    if not form.validate():
        return render_template("conferences/ask_reason.html", conference=conference, form=form), 422
    if not service.cancel(conference, form.data["reason"], current_user.person, clock.now()):
        raise LmsError(_("This conference was held. Take the number of people away first."))
    flash(_("The conference is cancelled."), "success")
    return _back(conference)


@routes.get("/conferences/<int:conference_id>/agenda")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def edit_agenda(conference: Conference) -> str:
    form = AgendaForm.showing(agenda.items_of(conference.agenda))
    return render_template("conferences/edit_agenda.html", conference=conference, form=form)


@routes.post("/conferences/<int:conference_id>/agenda")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def update_agenda(conference: Conference) -> Any:
    form = AgendaForm()
    if not form.validate():
        return render_template("conferences/edit_agenda.html", conference=conference, form=form), 422
    service.set_agenda(conference, form.typed, current_user.person, clock.now())
    flash(_("The agenda is saved."), "success")
    if form.typed and not agenda.discussion_in(form.typed):
        flash(_("The agenda holds no time for discussion, questions and answers yet."), "warning")
    return _back(conference)


@routes.get("/conferences/<int:conference_id>/places")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def edit_places(conference: Conference) -> str:
    form = PlacesForm.showing(places.places_of(conference.places))
    return render_template("conferences/edit_places.html", conference=conference, form=form)


@routes.post("/conferences/<int:conference_id>/places")
@authorised(Conference, Permission.CONFERENCE_EDIT)
def update_places(conference: Conference) -> Any:
    form = PlacesForm()
    if not form.validate():
        return render_template("conferences/edit_places.html", conference=conference, form=form), 422
    service.set_places(conference, form.typed, current_user.person, clock.now())
    flash(_("The places are saved."), "success")
    return _back(conference)


def _warn(conference: Conference) -> None:
    """Say when somebody else wants the hall then; whoever plans it decides what to do."""
    database.session.flush()
    for starts_at in halls.taken_at(conference)[:3]:
        flash(
            _(
                "%(place)s is taken by others then, from %(when)s. Ask them, or choose another hall or time.",
                place=conference.place,
                when=as_datetime(starts_at),
            ),
            "warning",
        )


def _asked(otherwise: ConferenceKind | None = ConferenceKind.CURRENT_AFFAIRS) -> Asked:
    """Year and kind as the address says them; without a word, this year and what every unit holds each quarter."""
    year = request.values.get("year", 0, type=int)
    kind = request.values.get("kind", "")
    known = ConferenceKind(kind) if kind in set(ConferenceKind) else None
    return Asked(
        year if 2000 <= year <= 2100 else local(clock.now()).year,
        otherwise if not kind else known,
    )


def _quarter() -> Quarter | None:
    number = request.values.get("quarter", 0, type=int)
    return Quarter(_asked().year, number) if 1 <= number <= 4 else None


def _back(conference: Conference) -> Any:
    return redirect(url_for(".show", conference_id=conference.id))
