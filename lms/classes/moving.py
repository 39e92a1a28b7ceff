"""Move one session to another day, or it and all after it by as many days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes import queries, sessions, telling
from lms.classes.models import ClassSession, SessionState
from lms.web.clock import ZONE, local
from lms.web.filters import as_date


@dataclass(frozen=True)
class Move:
    """A session and when it would be held."""

    class_session: ClassSession
    starts_at: datetime
    ends_at: datetime


def shifted(moment: datetime, days: int) -> datetime:
    """The same time on the wall, so many days later (or earlier)."""
    here = local(moment)
    return datetime.combine(here.date() + timedelta(days=days), here.time(), ZONE)


def moves(first: ClassSession, days: int, all_sessions: Iterable[ClassSession], *, later: bool) -> list[Move]:
    """The session, and with `later` every one that is held after it; cancelled ones stay where they were."""
    chosen = [
        one
        for one in all_sessions
        if one.id == first.id
        or (later and one.state is SessionState.PLANNED and one.starts_at > first.starts_at)
    ]
    return [Move(one, shifted(one.starts_at, days), shifted(one.ends_at, days)) for one in chosen]


def collision(
    moved: Sequence[Move], all_sessions: Iterable[ClassSession]
) -> tuple[Move, ClassSession] | None:
    """The first move that would land on a session of the class which stays where it is."""
    going = {move.class_session.id for move in moved}
    staying = [one for one in all_sessions if one.id not in going and one.state is SessionState.PLANNED]
    return next(
        (
            (move, other)
            for move in moved
            for other in staying
            if move.starts_at < other.ends_at and other.starts_at < move.ends_at
        ),
        None,
    )


def plan(
    first: ClassSession, day: date, *, later: bool
) -> tuple[list[Move], tuple[Move, ClassSession] | None]:
    """What moving the session to that day means, and what would be in the way."""
    present = queries.sessions_of(first.study_class)
    moved = moves(first, (day - local(first.starts_at).date()).days, present, later=later)
    return moved, collision(moved, present)


def move(moved: Sequence[Move], actor: Person, now: datetime) -> None:
    """Carry the moves out. Check-in windows move with their sessions; what was recorded stays as it was judged."""
    for one in moved:
        _move_one(one, actor, now)
    first = moved[0].class_session
    if len(moved) == 1:
        title = _("Session %(number)s is moved to %(day)s", number=first.number, day=as_date(first.starts_at))
        telling.tell(first, title, actor, now)
    else:
        title = _("Sessions from session %(number)s on are moved", number=first.number)
        telling.tell_together([one.class_session for one in moved], title, actor, now)


def _move_one(one: Move, actor: Person, now: datetime) -> None:
    class_session = one.class_session
    old = {"starts_at": class_session.starts_at.isoformat(), "ends_at": class_session.ends_at.isoformat()}
    class_session.starts_at, class_session.ends_at = one.starts_at, one.ends_at
    sessions.touch(class_session, now)
    sessions.stretch(class_session.study_class, class_session)
    record(
        actor,
        "session.moved",
        class_session,
        now,
        old=old,
        new={"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()},
        class_id=class_session.study_class_id,
    )
