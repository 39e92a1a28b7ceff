"""Lay the timetable of a class out by a pattern of days: what would be made, what would clash, and making it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.classes import queries, recorded, sessions, telling
from lms.classes.clashes import Booking, Clash, bookings, clashes, hall_key
from lms.classes.models import ClassSession, ClassState, SessionState, StudyClass
from lms.classes.timetable import Pattern, PlannedSession, lay_out, wanted

BEYOND = 100_000


class Mode(StrEnum):
    """EXTEND adds what the programme still wants; REPLACE lays the whole programme out anew."""

    EXTEND = "extend"
    REPLACE = "replace"


@dataclass(frozen=True)
class Wish:
    """What an organiser asks for; without room and lecturer a session keeps what it has."""

    mode: Mode
    pattern: Pattern
    room: str = ""
    lecturer_id: int | None = None


@dataclass(frozen=True)
class Row:
    """One session to be: `present` is the stored one that it takes the place of."""

    planned: PlannedSession
    present: ClassSession | None = None
    clashes: Sequence[Clash] = ()

    @property
    def forbidden(self) -> bool:
        return any(clash.forbids for clash in self.clashes)


@dataclass(frozen=True)
class Plan:
    """Sessions to be, sessions that would go, and how many found no day within a year."""

    wish: Wish
    rows: Sequence[Row] = field(default=())
    gone: Sequence[ClassSession] = ()
    left_out: int = 0

    @property
    def possible(self) -> bool:
        return bool(self.rows) and not self.left_out and not any(row.forbidden for row in self.rows)

    @property
    def seal(self) -> str:
        """The same for the same sessions to be and to go: what is made is what was looked at."""
        parts: list[object] = [self.wish.mode, self.wish.room, self.wish.lecturer_id]
        parts += [(row.planned, row.present.id if row.present else 0) for row in self.rows]
        parts += [one.id for one in self.gone]
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def modes_for(study_class: StudyClass, present: Sequence[ClassSession]) -> list[Mode]:
    """What can be done, the likelier first: where something is recorded, nothing is replaced."""
    if not present:
        return [Mode.REPLACE]
    if recorded.among([one.id for one in present]):
        return [Mode.EXTEND]
    left = wanted(study_class.programme.topics, counted(present))
    return [Mode.EXTEND, Mode.REPLACE] if left else [Mode.REPLACE, Mode.EXTEND]


def plan(study_class: StudyClass, wish: Wish) -> Plan:
    """What the wish would make of the timetable. Changes nothing."""
    present = queries.sessions_of(study_class)
    topics = study_class.programme.topics
    there = counted(present) if wish.mode is Mode.EXTEND else {}
    first = max((one.number for one in present), default=0) + 1 if wish.mode is Mode.EXTEND else 1
    planned = lay_out(topics, wish.pattern, there=there, first_number=first)
    reused = _reusable(present) if wish.mode is Mode.REPLACE else []
    kept = reused[: len(planned)]
    gone = [one for one in present if one not in kept] if wish.mode is Mode.REPLACE else []
    rows = _with_clashes(study_class, wish, planned, kept, {one.id for one in [*kept, *gone]})
    return Plan(wish, rows, gone, len(wanted(topics, there)) - len(planned))


def counted(present: Iterable[ClassSession]) -> Counter[int]:
    """How many sessions of each topic are in the timetable; merged ones are held, with another."""
    return Counter(
        one.topic_id
        for one in present
        if one.topic_id is not None
        and one.makes_up_for_id is None
        and (one.state is SessionState.PLANNED or one.merged_into_id is not None)
    )


def make(study_class: StudyClass, made: Plan, actor: Person, now: datetime) -> list[ClassSession]:
    """The sessions of the plan, stored. Those that stay keep their id, so that calendars and links follow them."""
    for one in made.gone:
        database.session.delete(one)
    _free_numbers(made)
    stored = [_stored(study_class, made.wish, row, now) for row in made.rows]
    database.session.flush()
    database.session.expire(study_class, ["sessions"])
    for class_session in stored:
        sessions.stretch(study_class, class_session)
    record(
        actor,
        "timetable.laid-out",
        study_class,
        now,
        old={"gone": [[one.number, one.title, one.starts_at.isoformat()] for one in made.gone]},
        new={"mode": made.wish.mode, "sessions": [_told(one) for one in stored]},
        class_id=study_class.id,
    )
    if study_class.state is ClassState.OPEN:
        telling.tell_together(
            stored, _("The timetable of class %(code)s is new", code=study_class.code), actor, now
        )
    return stored


def _reusable(present: Iterable[ClassSession]) -> list[ClassSession]:
    """Sessions that are held, in the order of their numbers, make-ups aside."""
    held = [one for one in present if one.state is SessionState.PLANNED and one.makes_up_for_id is None]
    return sorted(held, key=lambda one: one.number)


def _with_clashes(
    study_class: StudyClass,
    wish: Wish,
    planned: Sequence[PlannedSession],
    kept: Sequence[ClassSession],
    replaced: set[int],
) -> list[Row]:
    """Sessions that are replaced are in nobody's way."""
    if not planned:
        return []
    taken = bookings(planned[0].starts_at, max(one.ends_at for one in planned))
    others = [one for one in taken if one.session_id not in replaced]
    found = []
    for place, one in enumerate(planned):
        present = kept[place] if place < len(kept) else None
        found.append(Row(one, present, clashes(_booking(study_class, wish, one, present), others)))
    return found


def _booking(
    study_class: StudyClass, wish: Wish, planned: PlannedSession, present: ClassSession | None
) -> Booking:
    room = wish.room or (present.room if present else "")
    return Booking(
        session_id=0,
        class_id=study_class.id,
        code=study_class.code,
        number=planned.number,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        hall=hall_key(room, study_class.place),
        lecturer_id=wish.lecturer_id or (present.lecturer_id if present else None),
    )


def _free_numbers(made: Plan) -> None:
    """Numbers are unique: those that stay step aside before they get their new ones."""
    for row in made.rows:
        if row.present is not None:
            row.present.number += BEYOND
    database.session.flush()


def _stored(study_class: StudyClass, wish: Wish, row: Row, now: datetime) -> ClassSession:
    class_session = row.present or ClassSession(study_class_id=study_class.id, room=study_class.place[:120])
    for name in ("number", "title", "topic_id", "periods", "starts_at", "ends_at"):
        setattr(class_session, name, getattr(row.planned, name))
    class_session.title = class_session.title[:250]
    class_session.room = wish.room or class_session.room
    class_session.lecturer_id = wish.lecturer_id or class_session.lecturer_id
    if row.present is None:
        class_session.changed_at = now
        database.session.add(class_session)
    else:
        sessions.touch(class_session, now)
    return class_session


def _told(class_session: ClassSession) -> list[object]:
    return [class_session.number, class_session.title, class_session.starts_at.isoformat()]
