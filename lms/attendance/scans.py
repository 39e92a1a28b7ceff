"""From what was scanned or typed to a checkpoint: verified first, before anybody asks who it was."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from lms.attendance import tokens
from lms.attendance.models import Checkpoint
from lms.attendance.tokens import Verdict
from lms.classes.models import ClassSession, Enrolment, EnrolmentState

DAY = timedelta(days=1)
# Built once: whoever tries thousands of codes is to cost little.
SECRET = select(Checkpoint.secret).where(Checkpoint.id == bindparam("checkpoint"))


@dataclass(frozen=True)
class Verified:
    """`age` is how many seconds ago the token was first shown; None for what nobody ever showed."""

    verdict: Verdict
    checkpoint_id: int | None = None
    age: int | None = None


def verify(connection: Connection, text: str, now: datetime) -> Verified:
    """Judge a token; one statement, none for what cannot be a token."""
    token = tokens.read(text)
    if token is None or token.checkpoint_id >= 2**31:
        return Verified(Verdict.FORGED)
    secret = connection.execute(SECRET, {"checkpoint": token.checkpoint_id}).scalar_one_or_none()
    verdict = tokens.judge(token, secret or "", now) if secret else Verdict.FORGED
    shown = None if verdict is Verdict.FORGED else max(0, tokens.age(token, now))
    return Verified(verdict, token.checkpoint_id, shown)


def checkpoint_of_code(connection: Connection, code: str, person_id: int, at: datetime) -> int | None:
    """The checkpoint of one of the person's own classes whose hall showed this code at that time."""
    statement = (
        select(Checkpoint.id, Checkpoint.secret)
        .join(ClassSession, ClassSession.id == Checkpoint.class_session_id)
        .join(Enrolment, Enrolment.study_class_id == ClassSession.study_class_id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            ClassSession.starts_at < at + DAY,
            ClassSession.ends_at > at - DAY,
        )
        .order_by(Checkpoint.id)
    )
    rows = connection.execute(statement).all()
    return next((row.id for row in rows if tokens.is_typed_code(code, row.id, row.secret, at)), None)
