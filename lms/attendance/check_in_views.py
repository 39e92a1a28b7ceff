"""The learner's way: scan or type first, say who you are later; the page posts itself; one clear result."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import redirect, render_template, session as cookie, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from limits import RateLimitItemPerMinute

from lms import database
from lms.accounts import service as accounts
from lms.attendance import checking_in, claims, scans
from lms.attendance.blueprint import routes
from lms.attendance.checking_in import Answer, Outcome, Scan
from lms.attendance.claims import Claim
from lms.attendance.forms import CodeForm
from lms.attendance.looks import LOOKS
from lms.attendance.models import Method
from lms.attendance.scans import Verified
from lms.attendance.tokens import Verdict
from lms.attendance.trust import traces
from lms.attendance.trust.models import TraceKind
from lms.audit.service import observe
from lms.web import clock, limits
from lms.web.authorised import owns_transaction, public, signed_in
from lms.web.filters import as_time
from lms.web.gaps import Gapped

CODES_PER_PERSON = RateLimitItemPerMinute(10, namespace="check-in-code")
REFUSED_STATUS = {Outcome.STALE: 410, Outcome.WRONG_CODE: 422, Outcome.TOO_MANY: 429}

_gapped = Gapped()


@routes.get("/c/<token>")
@routes.get("/C/<token>")
@public
def scan(token: str) -> Any:
    """Verify first: a good scan becomes a claim, whoever it turns out to be. Nobody is marked by looking."""
    now = clock.now()
    with database.reading_connection() as connection:
        verified = scans.verify(connection, token, now)
    if verified.verdict is not Verdict.VALID:
        _note_refused(verified, now)
        return render_template("attendance/scan.html", verdict=verified.verdict), 410
    held = Claim(now, verified.checkpoint_id, age=verified.age)
    claims.keep(held)
    if current_user.is_authenticated:
        return render_template("attendance/claim.html", claim=held)
    return redirect(url_for("accounts.sign_in", next=url_for(".claim")))


@routes.get("/check-ins/claim")
@signed_in
def claim() -> Any:
    """Where signing in leads back to: the page that posts itself."""
    held = claims.held(clock.now())
    if held is None:
        return _page(Answer(Outcome.STALE)), 410
    return render_template("attendance/claim.html", claim=held)


@routes.post("/check-ins")
@signed_in
@owns_transaction
def check_in() -> Any:
    """Judge the claim of this browser for the person who is signed in."""
    now = clock.now()
    held = claims.held(now)
    answer = _judged(held, now) if held else Answer(Outcome.STALE)
    return _answered(answer)


@routes.post("/check-ins/transfer")
@signed_in
@owns_transaction
def transfer() -> Any:
    """“I have been moved to this class”: wait for the organiser, with the time of the scan."""
    now = clock.now()
    held = claims.held(now)
    answer = _judged(held, now, transferred=True) if held else Answer(Outcome.STALE)
    return _answered(answer)


@routes.get("/check-in")
@routes.get("/ma")
@public
def enter_code() -> str:
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
        return redirect(url_for("accounts.sign_in", next=url_for(".claim")))
    return _answered(_judged(held, now), form)


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
    return redirect(url_for("accounts.sign_in", next=url_for(".claim") if kept else None))


def _judged(held: Claim, now: datetime, *, transferred: bool = False) -> Answer:
    person_id = current_user.id
    if held.code and not limits.hit(CODES_PER_PERSON, str(person_id)):
        return Answer(Outcome.TOO_MANY)
    checkpoint_id, method = held.checkpoint_id, Method.QR
    if held.code:
        method = Method.CODE
        with database.reading_connection() as connection:
            checkpoint_id = scans.checkpoint_of_code(connection, held.code, person_id, held.at)
    if checkpoint_id is None:
        return Answer(Outcome.WRONG_CODE, held.at)
    scan = Scan(checkpoint_id, held.at, method, transferred=transferred)
    answer = checking_in.arrive(person_id, scan, now)
    if answer.outcome in {Outcome.RECORDED, Outcome.WAITING}:
        traces.note(TraceKind.SCAN, checkpoint_id, held.at, person_id=person_id, age=held.age)
    return answer


def _note_refused(verified: Verified, now: datetime) -> None:
    observe("scan.refused", why=verified.verdict.value, checkpoint_id=verified.checkpoint_id)
    if verified.verdict is Verdict.EXPIRED and verified.checkpoint_id:
        who = current_user.id if current_user.is_authenticated else None
        traces.note(TraceKind.EXPIRED, verified.checkpoint_id, now, person_id=who, age=verified.age)


def _answered(answer: Answer, form: CodeForm | None = None) -> Any:
    if answer.outcome not in {Outcome.RECORDED, Outcome.ALREADY, Outcome.WAITING}:
        place = answer.place
        observe(
            "scan.refused", why=answer.outcome.value, checkpoint_id=place.checkpoint_id if place else None
        )
    if form and answer.outcome is Outcome.WRONG_CODE:
        form.code.errors = [_("This is not the code of your class just now. Type the one on the screen.")]
        return render_template("attendance/enter_code.html", form=form), 422
    return _page(answer), REFUSED_STATUS.get(answer.outcome, 200)


def _page(answer: Answer) -> str | bytes:
    """What hundreds see within a minute is drawn once for all who come to the same door."""
    values = {"person": current_user.full_name, "at": as_time(answer.at) if answer.at else ""}

    def draw(given: Mapping[str, Any]) -> str:
        return render_template("attendance/check_in.html", answer=answer, looks=LOOKS, **given)

    if answer.place is None or answer.outcome not in {Outcome.RECORDED, Outcome.ALREADY}:
        return draw(values)
    return _gapped.page((answer.outcome, answer.late, answer.place.look), values, draw)
