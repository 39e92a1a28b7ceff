"""Who scanned? A member code with a PIN or a password, on a page that keeps the scan."""

from datetime import datetime
from typing import Any

from flask import Response, make_response, redirect, render_template, request, session as cookie, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import database
from lms.accounts import device, service as accounts
from lms.accounts.models import Person
from lms.accounts.tries import Refusal
from lms.accounts.views import open_session
from lms.attendance import checking_in, claims, pins, remembered
from lms.attendance.answering import answered, judged, page
from lms.attendance.blueprint import routes
from lms.attendance.checking_in import Answer, Outcome
from lms.attendance.claims import CLAIM_STAYS, Claim
from lms.attendance.own_forms import PersonForm
from lms.audit.service import observe
from lms.web import clock
from lms.web.authorised import owns_transaction, public


@routes.get("/check-ins/person")
@public
def ask_person() -> Any:
    """Where a scan leads whose phone is signed out. One that was told to remember offers whom it knows."""
    if current_user.is_authenticated:
        return redirect(url_for(".claim"))
    held = claims.held(clock.now())
    if held is None:
        return page(Answer(Outcome.STALE), ""), 410
    return _asked(PersonForm(), held)


@routes.post("/check-ins/person")
@public
@owns_transaction
def name_person() -> Any:
    """With a PIN: checked in, and nothing else. With the password: signed in, and then checked in."""
    form, now = PersonForm(), clock.now()
    held = claims.held(now)
    if held is None:
        return page(Answer(Outcome.STALE), ""), 410
    if not form.validate():
        return _asked(form, held), 422
    login, secret = form.login.data or "", form.password.data or ""
    by_pin = pins.looks_like(secret)
    verify = pins.verify if by_pin else accounts.verify
    found = verify(login, secret, request.remote_addr or "")
    if isinstance(found, Refusal):
        return _refused(form, held, found)
    if not by_pin:
        open_session(found, remembered=form.remember.data)
        return _remembered(make_response(redirect(url_for(".claim"))), found, form)
    return _remembered(_checked_in(held, found, now, "check-in.by-pin"), found, form)


@routes.post("/check-ins/person/remembered")
@public
@owns_transaction
def confirm_person() -> Any:
    """One tap on a phone that knows the person: checked in, and nothing else, as with a PIN."""
    now = clock.now()
    held, person = claims.held(now), remembered.known()
    if held is None:
        return page(Answer(Outcome.STALE), ""), 410
    if person is None:
        form = PersonForm(formdata=None)
        form.form_errors.append(_("This phone remembers nobody any more. The scan is kept: say who you are."))
        return device.forget(make_response(_asked(form, held), 422))
    database.end_reading()
    return _checked_in(held, person, now, "check-in.remembered")


@routes.post("/check-ins/withdrawal")
@public
@owns_transaction
def withdraw_person() -> Any:
    """“That is not me” after a PIN: the mark goes, its history stays, and the scan waits for somebody else."""
    now, done = clock.now(), cookie.pop("known", None)
    if done is None or now.timestamp() - done["claim"]["at"] > 2 * CLAIM_STAYS.total_seconds():
        return page(Answer(Outcome.STALE), ""), 410
    database.end_reading()
    with database.writing_connection() as connection:
        checking_in.withdraw(connection, done["person"], done["checkpoint"], _("That is not me"), now)
    cookie["claim"] = done["claim"]
    return device.forget(make_response(redirect(url_for(".ask_person"))))


def _asked(form: PersonForm, held: Claim) -> str:
    known = remembered.known()
    hint = remembered.hint(known) if known else None
    return render_template("attendance/ask_person.html", form=form, held=held, hint=hint)


def _checked_in(held: Claim, person: Person, now: datetime, how: str) -> Response:
    """The claim is used up with it: the next person scans for themselves."""
    answer = judged(held, person.id, now)
    place = answer.place
    observe(how, person_id=person.id, checkpoint_id=place and place.checkpoint_id)
    if place is not None and answer.outcome in {Outcome.RECORDED, Outcome.ALREADY, Outcome.WAITING}:
        known = {"person": person.id, "checkpoint": place.checkpoint_id, "claim": cookie.pop("claim")}
        cookie["known"] = known
    return make_response(answered(answer, person.full_name))


def _remembered(response: Response, person: Person, form: PersonForm) -> Response:
    if form.remember.data:
        remembered.keep(response, person)
    return response


def _refused(form: PersonForm, held: Claim, refusal: Refusal) -> Any:
    observe("sign-in.refused", why=refusal.value)
    texts = {
        Refusal.WRONG: _(
            "The code and the PIN or password do not belong together. The scan is kept: try again."
        ),
        Refusal.TOO_MANY: _(
            "Too many tries. Use the password, or ask the organiser at the door to record you."
        ),
        Refusal.BUSY: _(
            "Many people are signing in at this moment. The scan is kept: press the button again in a few seconds."
        ),
    }
    form.form_errors.append(texts[refusal])
    return _asked(form, held), refusal.status, refusal.headers
