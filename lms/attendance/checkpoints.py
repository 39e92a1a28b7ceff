"""What an organiser can do with a checkpoint: prepare it, open and close it by hand, set its window."""

import secrets
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Checkpoint
from lms.attendance.windows import Minutes, Phase, Window, usual_minutes, usual_window
from lms.audit.service import record
from lms.classes.models import ClassSession


def find(class_session_id: int, phase: Phase) -> Checkpoint | None:
    statement = select(Checkpoint).where(
        Checkpoint.class_session_id == class_session_id, Checkpoint.phase == phase
    )
    return database.session.scalars(statement).one_or_none()


def of_session(class_session_id: int) -> dict[Phase, Checkpoint]:
    """Those that are prepared."""
    statement = select(Checkpoint).where(Checkpoint.class_session_id == class_session_id)
    return {checkpoint.phase: checkpoint for checkpoint in database.session.scalars(statement)}


def prepare(class_session: ClassSession, phase: Phase) -> Checkpoint:
    """The checkpoint, made with the window of the programme if it is the first time. Two at once make one."""
    minutes = usual_minutes(phase, class_session.study_class.programme)
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    database.session.execute(
        insert(Checkpoint)
        .values(
            class_session_id=class_session.id,
            phase=phase,
            secret=secrets.token_hex(32),
            opens_minutes=minutes.opens,
            late_minutes=minutes.late,
            closes_minutes=minutes.closes,
        )
        .on_conflict_do_nothing()
    )
    checkpoint = find(class_session.id, phase)
    assert checkpoint is not None  # noqa: S101 - it was there or has just been made
    return checkpoint


def open_by_hand(checkpoint: Checkpoint, actor: Person, now: datetime) -> None:
    """Take check-ins from now on, for an hour at least. Opening what is open changes nothing."""
    if checkpoint.window.is_open(now):
        return
    checkpoint.opened_at, checkpoint.closed_at = now, None
    record(actor, "checkpoint.opened", checkpoint, now, class_id=checkpoint.class_session.study_class_id)


def close_by_hand(checkpoint: Checkpoint, actor: Person, now: datetime) -> None:
    """Take no more check-ins; scans made before now still count. Closing what is over changes nothing."""
    if now > checkpoint.window.closes_at:
        return
    checkpoint.closed_at = now
    record(actor, "checkpoint.closed", checkpoint, now, class_id=checkpoint.class_session.study_class_id)


def set_window(checkpoint: Checkpoint, minutes: Minutes, actor: Person, now: datetime) -> None:
    """Another window from now on; what was recorded keeps the judgement of its time."""
    old = minutes_of(checkpoint)
    checkpoint.opens_minutes, checkpoint.late_minutes, checkpoint.closes_minutes = (
        minutes.opens,
        minutes.late,
        minutes.closes,
    )
    checkpoint.opened_at = checkpoint.closed_at = None
    record(
        actor,
        "checkpoint.window-set",
        checkpoint,
        now,
        old=asdict(old),
        new=asdict(minutes),
        class_id=checkpoint.class_session.study_class_id,
    )


def minutes_of(checkpoint: Checkpoint) -> Minutes:
    return Minutes(checkpoint.opens_minutes, checkpoint.late_minutes, checkpoint.closes_minutes)


def window_of(class_session: ClassSession, phase: Phase, checkpoint: Checkpoint | None) -> Window:
    """The window of the checkpoint, or the usual one as long as it is not prepared."""
    if checkpoint is not None:
        return checkpoint.window
    rules = class_session.study_class.programme
    return usual_window(phase, class_session.starts_at, class_session.ends_at, rules)
