"""One's calendar address, and the calendar itself for whoever knows it."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext as _
from flask_login import current_user
from limits import RateLimitItemPerHour, RateLimitItemPerMinute

from lms.calendars import events, ical, queries, service
from lms.web import clock, limits, qr
from lms.web.authorised import public, signed_in

routes = Blueprint("calendars", __name__)

LOOKS = RateLimitItemPerHour(120, namespace="calendar")
GUESSES = RateLimitItemPerMinute(20, namespace="calendar-guess")


@routes.get("/calendar")
@signed_in
def show() -> str:
    return render_template("calendars/show.html", feed=service.present(current_user.id))


@routes.post("/calendar")
@signed_in
def create() -> Any:
    """The address is shown this once, since only its hash is kept."""
    token = service.make(current_user.person, clock.now())
    address = f"{_site()}{url_for('.feed', token=token)}"
    return render_template(
        "calendars/create.html",
        address=address,
        subscribe="webcal://" + address.partition("://")[2],
        drawing=qr.draw(address) if len(address) < 200 else None,
    )


@routes.post("/calendar/ending")
@signed_in
def end() -> Any:
    service.end(current_user.person, clock.now())
    flash(_("The calendar address is ended. Telephones that had it get nothing more."), "success")
    return redirect(url_for(".show"))


@routes.get("/calendars/<token>.ics")
@public
def feed(token: str) -> Response:
    """The sessions of one person. Guesses are counted by address, looks by calendar."""
    person = service.owner(token)
    if person is None:
        abort(404 if limits.hit(GUESSES, request.remote_addr or "") else 429)
    if not limits.hit(LOOKS, service.hashed(token)):
        abort(429)
    with force_locale(person.language):
        name = _("Timetable of %(name)s", name=person.full_name)
        found = [events.event_of(one, _site()) for one in queries.sessions_for(person.id, clock.now())]
    answer = Response(ical.calendar(name, found), content_type=ical.MEDIA_TYPE)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _site() -> str:
    return str(current_app.config["SEN"].public_url or request.host_url).rstrip("/")
