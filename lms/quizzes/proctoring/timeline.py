"""Everything that is known to have happened to an attempt, in the order of time, each with its source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring.history import CLOSED
from lms.quizzes.proctoring.kinds import Kind, Source
from lms.quizzes.proctoring.models import Admission, AttemptEvent, Presence


@dataclass(frozen=True)
class Entry:
    """One fact. `lasted` is how long it took until its opposite (left, offline); `note` is a device or reason."""

    at: datetime
    kind: Kind
    source: Source
    by: str = ""
    note: str = ""
    ends_at: datetime | None = None
    lasted: timedelta | None = None
    tab: str = ""


OPPOSITES = {Kind.LEFT: Kind.BACK, Kind.OFFLINE: Kind.ONLINE}


@dataclass(frozen=True)
class Timeline:
    """The facts of one attempt, and how many reports of browsers were not kept because there were so many."""

    entries: list[Entry]
    uncounted: int
    browsers: Sequence[Presence]


def timelines(attempts: Sequence[Attempt]) -> dict[int, Timeline]:
    """By attempt; all attempts of one person at one quiz, in three statements."""
    ids = [attempt.id for attempt in attempts]
    seen, stored = _browsers(ids), _stored(ids)
    admitted = _admitted(attempts[0]) if attempts else []
    found = {}
    for attempt in attempts:
        first = attempt.number == min(one.number for one in attempts)
        own = seen.get(attempt.id, [])
        entries = [*_of_the_row(attempt), *_other_browsers(own), *stored.get(attempt.id, [])]
        ordered = sorted([*entries, *(admitted if first else [])], key=lambda entry: entry.at)
        found[attempt.id] = Timeline(paired(ordered), sum(row.uncounted for row in own), own)
    return found


def paired(entries: Sequence[Entry]) -> list[Entry]:
    """What began and ended is one entry with its length: "not in front for 40 seconds". Pure."""
    found: list[Entry] = []
    ended: set[int] = set()
    for place, entry in enumerate(entries):
        end = _end_of(place, entries, ended)
        if end is not None:
            ended.add(end)
        if place not in ended:
            lasted = entries[end].at - entry.at if end is not None else None
            found.append(entry if lasted is None else Entry(**(vars(entry) | {"lasted": lasted})))
    return found


def _end_of(place: int, entries: Sequence[Entry], ended: Iterable[int]) -> int | None:
    """Where the opposite stands, if it is the next of the two that this browser, or staff, tells of."""
    entry = entries[place]
    opposite = OPPOSITES.get(entry.kind)
    for later in range(place + 1, len(entries)) if opposite else ():
        other = entries[later]
        if other.tab == entry.tab and other.kind in (entry.kind, opposite):
            return later if other.kind is opposite and later not in ended else None
    return None


def _of_the_row(attempt: Attempt) -> Iterable[Entry]:
    device = " · ".join(filter(None, (attempt.device, attempt.address)))
    yield Entry(attempt.started_at, Kind.STARTED, Source.SERVER, note=device)
    if attempt.closed_at is not None and attempt.closed_by is not None:
        kind = CLOSED[attempt.closed_by]
        if kind is not Kind.COLLECTED:  # what staff did is stored with who and why
            yield Entry(attempt.closed_at, kind, Source.SERVER)


def _browsers(ids: Sequence[int]) -> dict[int, list[Presence]]:
    found: dict[int, list[Presence]] = {}
    statement = select(Presence).where(Presence.attempt_id.in_(ids))
    for row in database.session.scalars(statement.order_by(Presence.first_seen_at, Presence.tab)):
        found.setdefault(row.attempt_id, []).append(row)
    return found


def _other_browsers(seen: Sequence[Presence]) -> Iterable[Entry]:
    for row in seen[1:]:
        device = " · ".join(filter(None, (row.device, row.address)))
        yield Entry(row.first_seen_at, Kind.OTHER_DEVICE, Source.SERVER, note=device)


def _stored(ids: Sequence[int]) -> dict[int, list[Entry]]:
    statement = (
        select(AttemptEvent, func.coalesce(Person.full_name, ""))
        .outerjoin(Person, Person.id == AttemptEvent.by_id)
        .where(AttemptEvent.attempt_id.in_(ids))
        .order_by(AttemptEvent.id)
    )
    found: dict[int, list[Entry]] = {}
    for row, name in database.session.execute(statement):
        moved = row.ends_at if row.source is Source.STAFF and row.kind in MOVES_THE_END else None
        entry = Entry(row.at, row.kind, row.source, name, row.reason, moved, tab=row.tab)
        found.setdefault(row.attempt_id, []).append(entry)
    return found


def _admitted(attempt: Attempt) -> Iterable[Entry]:
    statement = (
        select(Admission, Person.full_name)
        .outerjoin(Person, Person.id == Admission.admitted_by_id)
        .where(Admission.quiz_id == attempt.quiz_id, Admission.person_id == attempt.person_id)
    )
    for row, name in database.session.execute(statement):
        if row.asked_at is not None:
            yield Entry(row.asked_at, Kind.ASKED_IN, Source.SERVER)
        if row.admitted_at is not None:
            yield Entry(row.admitted_at, Kind.ADMITTED, Source.STAFF, name or "")


MOVES_THE_END = frozenset({Kind.EXTENDED, Kind.RESUMED, Kind.REOPENED})
