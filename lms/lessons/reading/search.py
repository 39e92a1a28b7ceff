"""Search in the lessons of a class that are open for who asks: with marks or without, each page in its place."""

from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from lms import database
from lms.documents.searching.excerpts import excerpt
from lms.documents.searching.words import asked
from lms.lessons.bank.models import Lesson, LessonPage
from lms.lessons.giving.models import LessonGiving
from lms.lessons.texts.cleaning import plain
from question_bank.markup import folded

MOST = 30


@dataclass(frozen=True)
class Hit:
    giving_id: int
    lesson: str
    page: str
    position: int
    words: Markup


def found(giving_ids: Collection[int], typed: str) -> list[Hit]:
    """The pages that hold every word; one statement."""
    words = folded(typed).split()
    if not words or not giving_ids:
        return []
    statement = (
        select(LessonGiving.id, Lesson.title, LessonPage.title, LessonPage.position, LessonPage.body)
        .join(Lesson, Lesson.id == LessonGiving.lesson_id)
        .join(LessonPage, LessonPage.version_id == LessonGiving.version_id)
        .where(
            LessonGiving.id.in_(giving_ids),
            *(LessonPage.search_key.contains(word, autoescape=True) for word in words),
        )
        .order_by(LessonGiving.id, LessonPage.position)
        .limit(MOST)
    )
    wanted = asked(typed)
    return [
        Hit(giving_id, lesson, page, position, excerpt([plain(body)], wanted))
        for giving_id, lesson, page, position, body in database.session.execute(statement)
    ]
