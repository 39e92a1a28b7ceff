"""From a claim and a person to the one clear page: judged, noted where it was refused, drawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_login import current_user
from limits import RateLimitItemPerHour, RateLimitItemPerMinute

from lms import database
from lms.attendance import checking_in, scans
from lms.attendance.checking_in import Answer, Outcome, Scan
from lms.attendance.claims import Claim
from lms.attendance.forms import CodeForm
from lms.attendance.looks import LOOKS
from lms.attendance.models import Method
from lms.attendance.trust import traces
from lms.attendance.trust.models import TraceKind
from lms.audit.service import observe
from lms.web import limits
from lms.web.filters import as_time
from lms.web.gaps import Gapped

# Of each person, whoever else shares the address; the second stops patient guessing within one session.
CODES_PER_PERSON = RateLimitItemPerMinute(10, namespace="check-in-code")
CODES_PER_SESSION = RateLimitItemPerHour(30, namespace="check-in-code-hour")
REFUSED_STATUS = {Outcome.STALE: 410, Outcome.WRONG_CODE: 422, Outcome.TOO_MANY: 429}

_gapped = Gapped()


def judged(held: Claim, person_id: int, now: datetime, *, transferred: bool = False) -> Answer:
    """What becomes of the claim for this person. Typed digits are counted before they are looked at."""
    if held.code and not _may_try(person_id):
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


def answered(answer: Answer, person: str, form: CodeForm | None = None) -> Any:
    """The page for the person of this name, and its status."""
    if answer.outcome not in {Outcome.RECORDED, Outcome.ALREADY, Outcome.WAITING}:
        place = answer.place
        observe(
            "scan.refused", why=answer.outcome.value, checkpoint_id=place.checkpoint_id if place else None
        )
    if form and answer.outcome is Outcome.WRONG_CODE:
        form.code.errors = [_("This is not the code of your class just now. Type the one on the screen.")]
        return render_template("attendance/enter_code.html", form=form), 422
    return page(answer, person), REFUSED_STATUS.get(answer.outcome, 200)


def page(answer: Answer, person: str) -> str | bytes:
    """What hundreds see within a minute is drawn once for all who come to the same door."""
    values = {"person": person, "at": as_time(answer.at) if answer.at else ""}

    def draw(given: Mapping[str, Any]) -> str:
        return render_template("attendance/check_in.html", answer=answer, looks=LOOKS, **given)

    plain = answer.place is None or answer.outcome not in {Outcome.RECORDED, Outcome.ALREADY}
    if plain or not current_user.is_authenticated:
        return draw(values)
    return _gapped.page((answer.outcome, answer.late, answer.place.look), values, draw)  # type: ignore[union-attr]


def _may_try(person_id: int) -> bool:
    key = str(person_id)
    return limits.hit(CODES_PER_PERSON, key) and limits.hit(CODES_PER_SESSION, key)
