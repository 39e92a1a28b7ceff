"""How far the learners of a class are in a lesson; the same few statements for any class. Notes are not read here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState
from lms.lessons.bank.models import LessonPage
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading import own
from lms.lessons.reading.models import LessonReading
from lms.lessons.reading.rules import needed_seconds


class Where(StrEnum):
    NOT_BEGUN = "not-begun"
    READING = "reading"
    DONE = "done"


@dataclass(frozen=True)
class Row:
    """One learner; `place` is the position of the page they were on last, `pages` how many were open long enough."""

    enrolment: Enrolment
    where: Where
    pages: int = 0
    place: int | None = None
    last_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    pages: Sequence[LessonPage]
    rows: Sequence[Row]

    @property
    def counts(self) -> Counter[Where]:
        return Counter(row.where for row in self.rows)

    @property
    def stuck(self) -> list[tuple[LessonPage, int]]:
        """Each page with how many stopped there and are not done."""
        places = Counter(row.place for row in self.rows if row.where is Where.READING)
        return [(page, places[page.position]) for page in self.pages]


def standing(giving: LessonGiving) -> Standing:
    """Everybody who is enrolled, by name."""
    statement = (
        select(LessonPage).where(LessonPage.version_id == giving.version_id).order_by(LessonPage.position)
    )
    pages = database.session.scalars(statement).all()
    readings = {one.person_id: one for one in _readings(giving.id)}
    seconds = own.seconds_of([one.id for one in readings.values()])
    return Standing(
        pages,
        [
            _row(one, readings.get(one.person_id), seconds, pages)
            for one in _enrolments(giving.study_class_id)
        ],
    )


def done_by_giving(giving_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many learners began and how many are done, by lesson of a class; one statement."""
    statement = (
        select(LessonReading.giving_id, func.count(), func.count(LessonReading.completed_at))
        .where(LessonReading.giving_id.in_(giving_ids))
        .group_by(LessonReading.giving_id)
    )
    return {giving_id: (begun, done) for giving_id, begun, done in database.session.execute(statement)}


def _readings(giving_id: int) -> Sequence[LessonReading]:
    return database.session.scalars(select(LessonReading).where(LessonReading.giving_id == giving_id)).all()


def _enrolments(study_class_id: int) -> Sequence[Enrolment]:
    statement = (
        select(Enrolment)
        .join(Enrolment.person)
        .where(Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED)
        .options(joinedload(Enrolment.group))
        .order_by(Person.sort_key)
    )
    return database.session.scalars(statement).all()


def _row(
    enrolment: Enrolment,
    reading: LessonReading | None,
    seconds: dict[int, dict[int, int]],
    pages: Sequence[LessonPage],
) -> Row:
    if reading is None:
        return Row(enrolment, Where.NOT_BEGUN)
    mine = seconds.get(reading.id, {})
    enough = sum(mine.get(page.id, 0) >= needed_seconds(page.words) for page in pages)
    place = next((page.position for page in pages if page.id == reading.place_id), 1)
    where = Where.DONE if reading.completed_at else Where.READING
    return Row(enrolment, where, enough, place, reading.last_at)
