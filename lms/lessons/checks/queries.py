"""The questions below pages: which may be chosen, which are asked now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from lms import database
from lms.lessons.bank.models import LessonPage
from lms.lessons.checks.models import LessonQuestion
from lms.programmes.models import Topic
from lms.questions.models import Question, QuestionVersion
from lms.questions.openings import is_open, withheld
from lms.questions.queries import usable_anywhere
from lms.questions.sharing.rules import Viewer
from question_bank.encoding import decode
from question_bank.question import Question as BankQuestion

BY_HAND = ("essay",)  # what no program marks
OFFERED = 200


@dataclass(frozen=True)
class Asked:
    """One question below a page, as it is asked now."""

    id: int
    page_id: int
    version_id: int
    question: BankQuestion

    @property
    def name(self) -> str:
        """What its fields are called; several stand in one document."""
        return f"check{self.id}"


def offered(lineage: str, day: date, viewer: Viewer) -> Sequence[tuple[int, str]]:
    """The questions of a topic that are open for practice and that the viewer may use: id and text."""
    statement = (
        _open(select(Question.id, QuestionVersion.text), day, viewer)
        .join(Topic, Topic.id == Question.topic_id)
        .where(Topic.lineage == lineage)
        .order_by(Question.id)
        .limit(OFFERED)
    )
    return [(one, text) for one, text in database.session.execute(statement)]


def open_among(question_ids: Collection[int], day: date, viewer: Viewer) -> set[int]:
    """Those of these that may be asked below a page."""
    statement = _open(select(Question.id), day, viewer).where(Question.id.in_(question_ids))
    return set(database.session.scalars(statement))


def chosen(page_id: int) -> list[int]:
    """The questions below a page, open or not, in order."""
    statement = select(LessonQuestion.question_id).where(LessonQuestion.page_id == page_id)
    return list(database.session.scalars(statement.order_by(LessonQuestion.position)))


def counts(version_id: int) -> dict[int, int]:
    """How many questions stand below each page of a version."""
    statement = (
        select(LessonQuestion.page_id, func.count())
        .join(LessonPage, LessonPage.id == LessonQuestion.page_id)
        .where(LessonPage.version_id == version_id)
        .group_by(LessonQuestion.page_id)
    )
    return dict(database.session.execute(statement).all())


def asked_on(version_id: int, day: date, viewer: Viewer) -> dict[int, list[Asked]]:
    """What is asked below each page now, page by page; one statement. The viewer is a class, or who looks at it."""
    columns = (LessonQuestion.id, LessonQuestion.page_id, QuestionVersion.id, QuestionVersion.content)
    statement = (
        _open(select(*columns), day, viewer)
        .join(LessonQuestion, LessonQuestion.question_id == Question.id)
        .join(LessonPage, LessonPage.id == LessonQuestion.page_id)
        .where(LessonPage.version_id == version_id)
        .order_by(LessonPage.position, LessonQuestion.position)
    )
    found: dict[int, list[Asked]] = {}
    for check_id, page_id, number, content in database.session.execute(statement):
        found.setdefault(page_id, []).append(Asked(check_id, page_id, number, decode(content)))
    return found


def _open(statement: Any, day: date, viewer: Viewer) -> Any:
    """Open for practice, in use by the viewer, marked by itself, with a key that nothing speaks against."""
    return (
        statement.select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(*usable_anywhere(day, viewer), is_open(), QuestionVersion.type.not_in(BY_HAND), ~withheld())
    )
