"""Lessons that quote what no longer holds, as long as nobody has looked whether they are still right."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from lms import database
from lms.documents.citations.models import CitationReview
from lms.documents.models import Document
from lms.documents.queries import no_longer_in_force
from lms.lessons.bank.models import Lesson, LessonPage, LessonQuote, LessonState, LessonVersion

KIND = "lesson"  # as reviews of citations name it


def in_use() -> ColumnElement[bool]:
    """The condition on the LessonVersion of a Lesson: it is the newest, or the one that is taught."""
    return or_(LessonVersion.number == Lesson.latest_number, LessonVersion.state == LessonState.APPROVED)


def waits(day: date) -> ColumnElement[bool]:
    """The condition on the Lesson: it quotes such a document, and nobody has looked since it was replaced."""
    looked_at = exists(
        select(CitationReview.id)
        .where(
            CitationReview.document_id == Document.id,
            CitationReview.kind == KIND,
            CitationReview.thing_id == Lesson.id,
            CitationReview.replaced_by_id.is_not_distinct_from(Document.replaced_by_id),
        )
        .correlate(Document, Lesson)
    )
    return exists(
        select(LessonQuote.id)
        .join(LessonPage, LessonPage.id == LessonQuote.page_id)
        .join(LessonVersion, LessonVersion.id == LessonPage.version_id)
        .join(Document, Document.id == LessonQuote.document_id)
        .where(LessonVersion.lesson_id == Lesson.id, in_use(), no_longer_in_force(day), ~looked_at)
        .correlate(Lesson)
    )


def waiting_among(lesson_ids: Iterable[int], day: date) -> set[int]:
    """Those of these lessons that wait for a look."""
    statement = select(Lesson.id).where(Lesson.id.in_(list(lesson_ids)), waits(day))
    return set(database.session.scalars(statement))


def count_written_by(person_id: int, day: date) -> int:
    """How many lessons of this author wait for a look."""
    statement = select(func.count(Lesson.id)).where(and_(Lesson.author_id == person_id, waits(day)))
    return database.session.scalar(statement) or 0
