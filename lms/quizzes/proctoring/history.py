"""Writing down what staff did to attempts, where the proctor and the learner's page read it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert

from lms import database
from lms.accounts.models import Person
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring.kinds import Kind, Source
from lms.quizzes.proctoring.models import AttemptEvent
from lms.quizzes.rules import ClosedBy


def note(actor: Person, attempts: Iterable[Attempt], kind: Kind, reason: str, now: datetime) -> None:
    """The same thing was done to each of the attempts, in one statement; `ends_at` is where their end lies now."""
    facts = {"kind": kind, "source": Source.STAFF, "at": now, "by_id": actor.id, "reason": reason}
    rows = [facts | {"attempt_id": one.id, "ends_at": one.ends_at} for one in attempts]
    if rows:
        database.session.execute(insert(AttemptEvent), rows)


def note_how_it_was_closed(attempt: Attempt) -> None:
    """What the row of the attempt will no longer tell once it is open again; what staff did is noted already."""
    if attempt.closed_at is not None and attempt.closed_by not in (None, ClosedBy.STAFF):
        facts = {"attempt_id": attempt.id, "kind": CLOSED[attempt.closed_by], "source": Source.SERVER}
        row = facts | {"at": attempt.closed_at, "ends_at": attempt.ends_at}
        database.session.execute(insert(AttemptEvent), [row])


CLOSED = {
    ClosedBy.CLICK: Kind.HANDED_IN,
    ClosedBy.TIMER: Kind.TIME_UP,
    ClosedBy.SWEEP: Kind.TIME_UP,
    ClosedBy.STAFF: Kind.COLLECTED,
}
