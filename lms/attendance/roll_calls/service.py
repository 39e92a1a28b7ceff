"""Opening a roll-call, answering it, and who of those in the hall did."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.attendance import tokens
from lms.attendance.book import Learner
from lms.attendance.queries import book_of_session
from lms.attendance.roll_calls.models import RollCall, RollCallAnswer
from lms.attendance.tokens import Verdict
from lms.attendance.windows import Phase
from lms.audit.service import record
from lms.classes.models import ClassSession, Enrolment, EnrolmentState

MINUTES = timedelta(minutes=5)


class Told(StrEnum):
    RECORDED = "recorded"
    OVER = "over"
    NOT_OF_THE_CLASS = "not-of-the-class"


@dataclass(frozen=True)
class Answers:
    """Of those who were checked in at the start; `others` answered without having been."""

    here: Sequence[Learner]
    silent: Sequence[Learner]
    others: Sequence[Learner]


def open_one(class_session: ClassSession, actor: Person, now: datetime) -> RollCall:
    """Open for five minutes from now; the one that is open already, if there is one."""
    latest = of_session(class_session.id)
    if latest and latest[0].is_open(now):
        return latest[0]
    made = RollCall(
        class_session_id=class_session.id,
        secret=secrets.token_hex(32),
        opened_at=now,
        closes_at=now + MINUTES,
        opened_by_id=actor.id,
    )
    database.session.add(made)
    record(actor, "roll-call.opened", made, now, class_id=class_session.study_class_id)
    return made


def of_session(class_session_id: int) -> list[RollCall]:
    """The latest first."""
    statement = select(RollCall).where(RollCall.class_session_id == class_session_id)
    return list(database.session.scalars(statement.order_by(RollCall.id.desc())))


def verified(text: str, now: datetime) -> int | None:
    """The id of the roll-call whose code this is, if the code is good right now."""
    token = tokens.read(text)
    if token is None or token.checkpoint_id >= 2**31:
        return None
    secret = database.session.scalar(select(RollCall.secret).where(RollCall.id == token.checkpoint_id))
    good = secret is not None and tokens.judge(token, secret, now) is Verdict.VALID
    return token.checkpoint_id if good else None


def answer(roll_call: RollCall, person_id: int, at: datetime) -> Told:
    """Note that the person was there at the time of the scan. Answering again changes nothing."""
    study_class_id = roll_call.class_session.study_class_id
    enrolled = select(Enrolment.id).where(
        Enrolment.study_class_id == study_class_id,
        Enrolment.person_id == person_id,
        Enrolment.state == EnrolmentState.ENROLLED,
    )
    if database.session.scalar(enrolled) is None:
        return Told.NOT_OF_THE_CLASS
    if not roll_call.is_open(at):
        return Told.OVER
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    values = {"roll_call_id": roll_call.id, "person_id": person_id, "at": at}
    database.session.execute(insert(RollCallAnswer).values(values).on_conflict_do_nothing())
    return Told.RECORDED


def answers(roll_call: RollCall) -> Answers:
    """Everybody who was asked, in the order of the list."""
    book = book_of_session(roll_call.class_session_id)
    statement = select(RollCallAnswer.person_id).where(RollCallAnswer.roll_call_id == roll_call.id)
    said = set(database.session.scalars(statement))
    came = {
        learner.person_id
        for learner in book.learners
        if book.entry(roll_call.class_session_id, Phase.BEFORE, learner.person_id).mark.attended
    }
    return Answers(
        [one for one in book.learners if one.person_id in said & came],
        [one for one in book.learners if one.person_id in came - said],
        [one for one in book.learners if one.person_id in said - came],
    )
