"""The learner's way: scan or type first, say who you are later; the page posts itself; one clear result."""

from datetime import datetime
from typing import Any

from flask import make_response, redirect, render_template, request, session as cookie, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from lms import database
from lms.accounts import device, service as accounts
from lms.attendance import checking_in, claims, refusals, scans
from lms.attendance.answering import answered, judged, page
from lms.attendance.blueprint import routes
from lms.attendance.checking_in import Answer, Outcome
from lms.attendance.claims import Claim
from lms.attendance.forms import CodeForm
from lms.attendance.scans import Verified
from lms.attendance.tokens import Verdict
from lms.attendance.trust import traces
from lms.attendance.trust.models import TraceKind
from lms.web import clock
from lms.web.authorised import owns_transaction, public, signed_in


@routes.get("/c/<token>")
@routes.get("/C/<token>")
@public
def scan(token: str) -> Any:
    """Verify first: a good scan becomes a claim, whoever it turns out to be. Nobody is marked by looking."""
    if _looks_ahead():
        return "", 503
    now = clock.now()
    with database.reading_connection() as connection:
        verified = scans.verify(connection, token, now)
    if verified.verdict is not Verdict.VALID:
        refusals.note(verified.verdict, verified.checkpoint_id)
        _note_late(verified, now)
        return refusals.page(verified.verdict), 410
    held = Claim(now, verified.checkpoint_id, age=verified.age)
    claims.keep(held)
    if current_user.is_authenticated:
        return render_template("attendance/claim.html", claim=held)
    return redirect(url_for(".ask_person"))


@routes.get("/check-ins/claim")
@signed_in
def claim() -> Any:
    """Where signing in leads back to: the page that posts itself."""
    held = claims.held(clock.now())
    if held is None:
        return page(Answer(Outcome.STALE), current_user.full_name), 410
    return render_template("attendance/claim.html", claim=held)


@routes.post("/check-ins")
@signed_in
@owns_transaction
def check_in() -> Any:
    """Judge the claim of this browser for the person who is signed in."""
    return _judge()


@routes.post("/check-ins/transfer")
@signed_in
@owns_transaction
def transfer() -> Any:
    """“I have been moved to this class”: wait for the organiser, with the time of the scan."""
    return _judge(transferred=True)


@routes.get("/check-in")
@routes.get("/ma")
@public
def enter_code() -> str:
    """Everything for a phone that has not scanned yet: its camera, a photo, or the digits."""
    return render_template("attendance/enter_code.html", form=CodeForm())


@routes.post("/check-in")
@public
@owns_transaction
def submit_code() -> Any:
    """Hold the code with its time; judge it at once if it is known whose it is, else after signing in."""
    form, now = CodeForm(), clock.now()
    if not form.validate():
        return render_template("attendance/enter_code.html", form=form), 422
    held = Claim(now, code=form.code.data or "")
    claims.keep(held)
    if not current_user.is_authenticated:
        return redirect(url_for(".ask_person"))
    return answered(judged(held, current_user.id, now), current_user.full_name, form)


@routes.post("/checkpoints/<int:checkpoint_id>/withdrawal")
@signed_in
@owns_transaction
def withdraw(checkpoint_id: int) -> Any:
    """“That is not me”: take the mark back, sign out, let somebody else sign in with the same scan."""
    now, kept = clock.now(), cookie.get("claim")
    database.end_reading()
    if checkpoint_id < 2**31:
        with database.writing_connection() as connection:
            checking_in.withdraw(connection, current_user.id, checkpoint_id, _("That is not me"), now)
    with database.transaction():
        accounts.end(current_user.token, now)
    logout_user()
    cookie.clear()
    if kept:
        cookie["claim"] = kept
    answer = redirect(url_for(".ask_person") if kept else url_for("accounts.sign_in"))
    return device.forget(make_response(answer))


def _judge(*, transferred: bool = False) -> Any:
    now = clock.now()
    held = claims.held(now)
    answer = judged(held, current_user.id, now, transferred=transferred) if held else Answer(Outcome.STALE)
    return answered(answer, current_user.full_name)


def _note_late(verified: Verified, now: datetime) -> None:
    """A code that was shown once and is over leaves a trace of whoever brought it."""
    if verified.verdict is Verdict.EXPIRED and verified.checkpoint_id:
        who = current_user.id if current_user.is_authenticated else None
        traces.note(TraceKind.EXPIRED, verified.checkpoint_id, now, person_id=who, age=verified.age)


def _looks_ahead() -> bool:
    """A browser that fetches what might be opened later: the scan would count before anybody has looked."""
    told = " ".join(
        request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
    )
    return request.method == "HEAD" or any(
        word in told.lower() for word in ("prefetch", "preview", "prerender")
    )
