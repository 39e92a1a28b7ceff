"""Answering what is asked below a page, confirming at the end, and when a lesson is done."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.lessons.bank.models import LessonPage
from lms.lessons.checks import queries as checks
from lms.lessons.checks.queries import Asked
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading import own, saving
from lms.lessons.reading.models import LessonAnswer, LessonPageTime, LessonReading
from lms.lessons.reading.rules import PageState, is_complete, needed_seconds
from lms.questions.sharing.viewers import drawing
from lms.web.clock import local
from question_bank.question import InvalidResponse

FORM = "form"  # the tab of a page without a script


@dataclass(frozen=True)
class Told:
    """What is said to an answer, to who gave it."""

    share: Fraction
    text: str
    answer: str
    key: str
    explanation: str

    @property
    def tone(self) -> str:
        return "success" if self.share == 1 else "warning"


def answer(reading: LessonReading, asked: Asked, value: Any, now: datetime) -> LessonAnswer:
    """Keep what was answered. It is worth what it is worth; nothing counts it."""
    share = asked.question.grade(value).fraction or Fraction(0)
    last = select(func.max(LessonAnswer.number)).where(
        LessonAnswer.reading_id == reading.id, LessonAnswer.check_id == asked.id
    )
    given = LessonAnswer(
        reading_id=reading.id,
        check_id=asked.id,
        number=(database.session.scalar(last) or 0) + 1,
        version_id=asked.version_id,
        value=value,
        share=str(share),
        at=now,
    )
    database.session.add(given)
    database.session.flush()
    finish(reading, now)
    return given


def told(asked: Asked, given: LessonAnswer) -> Told | None:
    """None once the question was changed: what was said about another one is not shown beside it."""
    if given.version_id != asked.version_id:
        return None
    question, share = asked.question, Fraction(given.share)
    try:
        value = question.parse(given.value)
    except InvalidResponse:
        return None
    return Told(
        share,
        question.asked_text,
        question.describe(value) if value is not None else "",
        "" if share == 1 else question.describe(question.correct_response()),
        question.explanation,
    )


def chance_for(person_id: int, check_id: int) -> Random:
    """The same order of options whenever the same person opens the page."""
    return Random(hashlib.sha256(f"lesson:{person_id}:{check_id}".encode()).digest())  # noqa: S311 - no secret


def confirm(giving: LessonGiving, reader: saving.Bearer, now: datetime) -> bool:
    """Without a script: every page counts as open for as long as the whole document was. True if it is done now."""
    reading = saving.held(giving.id, reader.person_id, min(reader.opened_at, now), now)
    pages = _needed(giving)
    if (now - reader.opened_at).total_seconds() >= sum(pages.values()):
        for page_id, needed in pages.items():
            key = {"reading_id": reading.id, "page_id": page_id, "tab": FORM}
            database.session.merge(LessonPageTime(**key, seconds=needed))
        database.session.flush()
    return finish(reading, now)


def asked_in(giving: LessonGiving, now: datetime) -> dict[int, list[Asked]]:
    """What is asked below each page in this class, which may use the questions of its units."""
    day = local(now).date()
    return checks.asked_on(giving.version_id, day, drawing(giving.study_class, None, day))


def states(giving: LessonGiving, reading: LessonReading, now: datetime) -> dict[int, PageState]:
    """How each page stands for the reader."""
    asked = asked_in(giving, now)
    seconds = own.seconds_of([reading.id]).get(reading.id, {})
    answered = set(
        database.session.scalars(select(LessonAnswer.check_id).where(LessonAnswer.reading_id == reading.id))
    )
    return {
        page_id: PageState(
            needed,
            seconds.get(page_id, 0),
            len(asked.get(page_id, ())),
            sum(one.id in answered for one in asked.get(page_id, ())),
        )
        for page_id, needed in _needed(giving).items()
    }


def finish(reading: LessonReading, now: datetime) -> bool:
    """Note that the lesson is done once every page is read and every question answered; it stays done."""
    if reading.completed_at is None:
        giving = database.session.get_one(LessonGiving, reading.giving_id)
        if is_complete(states(giving, reading, now).values()):
            reading.completed_at = now
    return reading.completed_at is not None


def _needed(giving: LessonGiving) -> dict[int, int]:
    statement = select(LessonPage.id, LessonPage.words).where(LessonPage.version_id == giving.version_id)
    return {page_id: needed_seconds(words) for page_id, words in database.session.execute(statement)}
