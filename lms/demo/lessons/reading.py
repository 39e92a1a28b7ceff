"""Lessons in the classes of the demo, and how far learners are in them."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms import database
from lms.classes.models import Enrolment, EnrolmentState, StudyClass
from lms.demo.scene import Scene
from lms.lessons.bank.models import Lesson
from lms.lessons.giving import service
from lms.lessons.giving.models import Condition, LessonGiving
from lms.lessons.giving.service import Opening
from lms.lessons.reading.models import LessonBookmark, LessonNote, LessonPageTime, LessonReading
from lms.lessons.reading.rules import needed_seconds

NOTE = "Hỏi giảng viên: ý kiến thiểu số ghi vào biên bản thế nào cho gọn?"
STOPS = (4, 4, 2, 0, 4, 1, 3, 4, 2, 0)  # at which page one learner after the other is; 0 has not begun


def make(scene: Scene, cell: Lesson, writing: Lesson) -> None:
    """In the running class the second lesson comes after the first."""
    for study_class in (scene.finished, scene.running):
        at = study_class.sessions[0].starts_at - timedelta(days=2)
        first = _given(scene, study_class, cell, Opening(), at)
        _given(scene, study_class, writing, Opening(None, Condition.LESSON, first.id), at)
        if study_class is scene.running:
            _read(scene, first, at + timedelta(days=2, hours=5))


def _given(
    scene: Scene, study_class: StudyClass, lesson: Lesson, opening: Opening, at: datetime
) -> LessonGiving:
    made = service.give(scene.lecturer, study_class, lesson, opening, at)
    if not isinstance(made, LessonGiving):
        raise TypeError(made)
    return made


def _read(scene: Scene, giving: LessonGiving, at: datetime) -> None:
    """The learner of the demo stands in the middle, with a note and a bookmark."""
    statement = select(Enrolment.person_id).where(
        Enrolment.study_class_id == giving.study_class_id, Enrolment.state == EnrolmentState.ENROLLED
    )
    for number, person_id in enumerate(database.session.scalars(statement.order_by(Enrolment.id))):
        mine = person_id == scene.learner.id
        stop = 2 if mine else STOPS[number % len(STOPS)]
        if stop:
            reading = _reading(giving, person_id, stop, at + timedelta(minutes=3 * (number % 50)))
            if mine:
                _note(giving, reading, at)


def _reading(giving: LessonGiving, person_id: int, stop: int, at: datetime) -> LessonReading:
    pages = giving.version.pages[:stop]
    reading = LessonReading(
        giving_id=giving.id,
        person_id=person_id,
        begun_at=at,
        last_at=at + timedelta(minutes=3 * stop),
        place_id=pages[-1].id,
        completed_at=at + timedelta(minutes=12) if stop == len(giving.version.pages) else None,
    )
    database.session.add(reading)
    database.session.flush()
    for page in pages:
        seconds = needed_seconds(page.words) if page is not pages[-1] or reading.completed_at else 3
        database.session.add(
            LessonPageTime(reading_id=reading.id, page_id=page.id, tab="demo", seconds=seconds)
        )
    return reading


def _note(giving: LessonGiving, reading: LessonReading, at: datetime) -> None:
    place = {"reading_id": reading.id, "page_id": giving.version.pages[1].id}
    database.session.add(LessonNote(**place, text=NOTE, version=1, tab="demo", seq=1, saved_at=at))
    database.session.add(LessonBookmark(**place))
