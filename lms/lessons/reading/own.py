"""What a person's own reading pages show. Everything here is asked with the id of the person who asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from lms import database
from lms.lessons.bank.models import Lesson, LessonPage
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading.models import LessonAnswer, LessonBookmark, LessonNote, LessonPageTime, LessonReading


@dataclass(frozen=True)
class Noted:
    """A page on which the person wrote a note, or which they marked."""

    giving_id: int
    lesson: str
    page: str
    position: int
    note: str
    marked: bool
    study_class_id: int
    withdrawn: bool


@dataclass
class Kept:
    """All that is kept of one reading, by page."""

    reading: LessonReading | None = None
    seconds: dict[int, int] = field(default_factory=dict)
    notes: dict[int, LessonNote] = field(default_factory=dict)
    bookmarks: set[int] = field(default_factory=set)
    answers: dict[int, LessonAnswer] = field(default_factory=dict)  # the latest, by question below a page


def readings_of(person_id: int, givings: Iterable[LessonGiving]) -> dict[int, LessonReading]:
    """The person's readings of these lessons, by giving."""
    statement = select(LessonReading).where(
        LessonReading.person_id == person_id, LessonReading.giving_id.in_([one.id for one in givings])
    )
    return {one.giving_id: one for one in database.session.scalars(statement)}


def kept(person_id: int, giving_id: int) -> Kept:
    """Five statements at most, whatever the lesson."""
    reading = reading_of(person_id, giving_id)
    if reading is None:
        return Kept()
    return Kept(
        reading,
        seconds_of([reading.id]).get(reading.id, {}),
        {one.page_id: one for one in _of(LessonNote, reading)},
        {one.page_id for one in _of(LessonBookmark, reading)},
        {one.check_id: one for one in _of(LessonAnswer, reading)},
    )


def reading_of(person_id: int, giving_id: int) -> LessonReading | None:
    statement = select(LessonReading).where(
        LessonReading.person_id == person_id, LessonReading.giving_id == giving_id
    )
    return database.session.scalars(statement).one_or_none()


def seconds_of(reading_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """How long each page was open in all, by reading and page."""
    statement = (
        select(LessonPageTime.reading_id, LessonPageTime.page_id, func.sum(LessonPageTime.seconds))
        .where(LessonPageTime.reading_id.in_(reading_ids))
        .group_by(LessonPageTime.reading_id, LessonPageTime.page_id)
    )
    found: dict[int, dict[int, int]] = {}
    for reading_id, page_id, seconds in database.session.execute(statement):
        found.setdefault(reading_id, {})[page_id] = int(seconds)
    return found


def noted(person_id: int, study_class_id: int) -> list[Noted]:
    """The person's notes and bookmarks in a class, lesson by lesson; one statement."""
    return _noted(person_id, LessonGiving.study_class_id == study_class_id)


def noted_anywhere(person_id: int) -> list[Noted]:
    """The same of all classes, those of lessons that were taken back among them."""
    return _noted(person_id)


def _noted(person_id: int, *here: ColumnElement[bool]) -> list[Noted]:
    on = and_(LessonNote.reading_id == LessonReading.id, LessonNote.page_id == LessonPage.id)
    mark = and_(LessonBookmark.reading_id == LessonReading.id, LessonBookmark.page_id == LessonPage.id)
    statement = (
        select(
            LessonGiving.id,
            Lesson.title,
            LessonPage.title,
            LessonPage.position,
            func.coalesce(LessonNote.text, ""),
            LessonBookmark.page_id.is_not(None),
            LessonGiving.study_class_id,
            LessonGiving.withdrawn_at.is_not(None),
        )
        .select_from(LessonReading)
        .join(LessonGiving, LessonGiving.id == LessonReading.giving_id)
        .join(Lesson, Lesson.id == LessonGiving.lesson_id)
        .join(LessonPage, LessonPage.version_id == LessonGiving.version_id)
        .outerjoin(LessonNote, on)
        .outerjoin(LessonBookmark, mark)
        .where(
            LessonReading.person_id == person_id,
            *here,
            or_(LessonNote.text != "", LessonBookmark.page_id.is_not(None)),
        )
        .order_by(LessonGiving.id, LessonPage.position)
    )
    return [Noted(*row) for row in database.session.execute(statement)]


def _of(model: Any, reading: LessonReading) -> Iterable[Any]:
    """Rows of the reading, the oldest first."""
    order = [LessonAnswer.id] if model is LessonAnswer else []
    return database.session.scalars(select(model).where(model.reading_id == reading.id).order_by(*order))
