"""What the outbox of a reading page sends. Everything that arrives can arrive twice, late and in any order.

Time is a number that only grows, by tab; of places and bookmarks the last to arrive counts; notes that were written
apart are joined. So there is no history to keep: nothing here tells when somebody read what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person, PersonState
from lms.classes.models import Enrolment, EnrolmentState
from lms.lessons.bank.models import LessonPage
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading.models import LONGEST_NOTE, LessonBookmark, LessonNote, LessonPageTime, LessonReading
from lms.lessons.reading.rules import Part, merged, part_of
from lms.outbox import token
from lms.outbox.rules import Current, Decision, Edit, Outcome
from lms.outbox.store import Save
from lms.web.errors import LmsError

PURPOSE = "lesson"


@dataclass(frozen=True)
class Bearer:
    """What a page's token says: who reads what, and since when the page was open."""

    giving_id: int
    person_id: int
    opened_at: datetime


def sign(giving_id: int, person_id: int, now: datetime) -> str:
    """The token that lets this page save, with or without a login."""
    return token.sign(PURPOSE, [giving_id, person_id, int(now.timestamp())])


def bearer(sent: str | None = None) -> Bearer | None:
    """Who the request says it is: by its header, or by what a form sent."""
    facts = token.from_header(PURPOSE) if sent is None else token.read(PURPOSE, sent)
    if facts is None or len(facts) != 3:
        return None
    return Bearer(facts[0], facts[1], datetime.fromtimestamp(facts[2], UTC))


def check(slot: int, value: Any) -> str:
    """Why the value cannot stand in the slot; empty if it can."""
    _page, part = part_of(slot)
    fits = {
        Part.SECONDS: isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6,
        Part.NOTE: value is None or (isinstance(value, str) and len(value) <= LONGEST_NOTE),
        Part.BOOKMARK: value is None or value is True,
        Part.PLACE: value is None or isinstance(value, int),
    }[part]
    return "" if fits else _("This cannot be kept. Notes have at most 4,000 letters.")


def keep(reader: Bearer, save: Save, now: datetime) -> list[Decision]:
    """Store what was sent; 403 for who has left the class, or whose class no longer has the lesson."""
    giving = _giving(reader)
    if giving is None:
        raise LmsError(
            _("This lesson takes no more notes. What you wrote stays on this device."), HTTPStatus.FORBIDDEN
        )
    reading = held(giving.id, reader.person_id, min(reader.opened_at, now), now)
    pages = set(
        database.session.scalars(select(LessonPage.id).where(LessonPage.version_id == giving.version_id))
    )
    keeper = _Keeper(reading, save.tab, now)
    decisions = [keeper.keep(edit, pages) for edit in sorted(save.edits, key=lambda edit: edit.seq)]
    reading.last_at = max(reading.last_at, now)
    database.session.flush()
    return decisions


def held(giving_id: int, person_id: int, begun_at: datetime, now: datetime) -> LessonReading:
    """The reading, locked; a new one where there is none, which two requests at once make only once."""
    mine = {"giving_id": giving_id, "person_id": person_id}
    found = select(LessonReading).filter_by(**mine).with_for_update()
    reading = database.session.scalars(found).one_or_none()
    if reading is None:
        try:
            with database.session.begin_nested():
                database.session.add(LessonReading(**mine, begun_at=begun_at, last_at=now))
        except IntegrityError:
            pass
        reading = database.session.scalars(found).one()
    return reading


def _giving(reader: Bearer) -> LessonGiving | None:
    statement = (
        select(LessonGiving)
        .join(Enrolment, Enrolment.study_class_id == LessonGiving.study_class_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            LessonGiving.id == reader.giving_id,
            LessonGiving.withdrawn_at.is_(None),
            Enrolment.person_id == reader.person_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            Person.state == PersonState.ACTIVE,
        )
    )
    return database.session.scalars(statement).one_or_none()


@dataclass
class _Keeper:
    """Keeps the edits of one save."""

    reading: LessonReading
    tab: str
    now: datetime

    def keep(self, edit: Edit, pages: set[int]) -> Decision:
        page_id, part = part_of(edit.slot)
        if edit.invalid or (page_id not in pages and part is not Part.PLACE):
            return Decision(edit, Outcome.INVALID, edit.base, None)
        if part is Part.NOTE:
            return self._note(edit, page_id)
        simple: dict[Part, Callable[[Any, int, set[int]], None]] = {
            Part.SECONDS: self._seconds,
            Part.BOOKMARK: self._bookmark,
            Part.PLACE: self._place,
        }
        simple[part](edit.value, page_id, pages)
        return Decision(edit, Outcome.STORED, edit.base + 1, None)

    def _seconds(self, value: int, page_id: int, _pages: set[int]) -> None:
        """Never more than has passed since the lesson was opened first, whatever a browser says."""
        possible = max(0, int((self.now - self.reading.begun_at).total_seconds()))
        row = _row(LessonPageTime, reading_id=self.reading.id, page_id=page_id, tab=self.tab)
        row.seconds = max(row.seconds or 0, min(value, possible))

    def _bookmark(self, value: bool | None, page_id: int, _pages: set[int]) -> None:
        key = {"reading_id": self.reading.id, "page_id": page_id}
        found = database.session.get(LessonBookmark, tuple(key.values()))
        if value and found is None:
            database.session.add(LessonBookmark(**key))
        elif not value and found is not None:
            database.session.delete(found)
        database.session.flush()

    def _place(self, value: int | None, _page: int, pages: set[int]) -> None:
        if value in pages:
            self.reading.place_id = value

    def _note(self, edit: Edit, page_id: int) -> Decision:
        note = _row(LessonNote, reading_id=self.reading.id, page_id=page_id)
        text, present = edit.value or "", note.text or ""
        version = note.version or 0
        if note.tab == self.tab and edit.seq <= (note.seq or 0):
            return Decision(edit, Outcome.STALE, version, None)
        apart = note.tab != self.tab and edit.base < version and text != present
        note.text = merged(present, text)[: 2 * LONGEST_NOTE] if apart else text
        note.version, note.tab, note.seq, note.saved_at = version + 1, self.tab, edit.seq, self.now
        database.session.flush()
        if note.text != text:
            now = Current(note.version, self.tab, edit.seq, note.text)
            return Decision(edit, Outcome.CONFLICT, note.version, now)
        return Decision(edit, Outcome.STORED, note.version, None)


def _row(model: Any, **key: Any) -> Any:
    """The row of this key, or a new one."""
    found = database.session.scalars(select(model).filter_by(**key)).one_or_none()
    if found is None:
        found = model(**key)
        database.session.add(found)
    return found
