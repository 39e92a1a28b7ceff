"""What is asked about lessons; each answer is a few statements, whatever their number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms import database
from lms.accounts.names import search_key
from lms.classes.models import StudyClass
from lms.documents.models import Document
from lms.lessons.bank.models import Lesson, LessonPage, LessonQuote, LessonState, LessonVersion
from lms.lessons.bank.outdated import in_use, waits
from lms.organisations.models import OrgUnit
from lms.programmes.models import Topic
from lms.programmes.queries import current


@dataclass(frozen=True)
class Wanted:
    """Which lessons a list shows."""

    words: str = ""
    state: LessonState | None = None
    lineage: str = ""
    mine: int | None = None
    outdated_on: date | None = None


def listed(wanted: Wanted) -> Select[Any]:
    """The lessons with their latest version, the newest first."""
    return (
        select(Lesson)
        .join(Lesson.latest)
        .where(*_conditions(wanted))
        .options(joinedload(Lesson.latest), joinedload(Lesson.author), joinedload(Lesson.unit))
        .order_by(LessonVersion.created_at.desc(), Lesson.id.desc())
    )


def topics() -> dict[str, str]:
    """What each topic that is taught now is called, by lineage, programme by programme."""
    return {topic.lineage: topic.title for programme in current() for topic in programme.topics}


def topic_title(lineage: str) -> str:
    """What the topic is called in the newest version of its programme."""
    statement = select(Topic.title).where(Topic.lineage == lineage).order_by(Topic.id.desc()).limit(1)
    return database.session.scalar(statement) or ""


def units(present: Iterable[OrgUnit] = ()) -> list[OrgUnit]:
    """The units that run classes; they are whose lessons these may be."""
    runs = select(StudyClass.unit_id)
    upper = func.length(OrgUnit.path) - func.length(func.replace(OrgUnit.path, "/", "")) <= 2
    statement = select(OrgUnit).where(or_(OrgUnit.id.in_(runs), upper), OrgUnit.closed_on.is_(None))
    found = database.session.scalars(statement.order_by(func.length(OrgUnit.path), OrgUnit.sort_key))
    return list(dict.fromkeys([*present, *found]))


def version_of(lesson: Lesson, number: int | None) -> LessonVersion | None:
    """The version of that number, the latest without one; with pages and what hangs on them."""
    statement = (
        select(LessonVersion)
        .where(LessonVersion.lesson_id == lesson.id, LessonVersion.number == (number or lesson.latest_number))
        .options(
            selectinload(LessonVersion.pages).selectinload(LessonPage.attachments),
            joinedload(LessonVersion.created_by),
        )
    )
    return database.session.scalars(statement).one_or_none()


def writers_of(lesson_id: int) -> set[int]:
    """Who wrote any part of the lesson: its author and whoever began a version."""
    statement = (
        select(Lesson.author_id, LessonVersion.created_by_id)
        .join(LessonVersion, LessonVersion.lesson_id == Lesson.id)
        .where(Lesson.id == lesson_id)
    )
    return {one for row in database.session.execute(statement) for one in row if one is not None}


def quotes_of(version_id: int) -> Sequence[LessonQuote]:
    """The documents that the pages of a version quote, page by page."""
    statement = (
        select(LessonQuote)
        .join(LessonQuote.page)
        .where(LessonPage.version_id == version_id)
        .options(
            joinedload(LessonQuote.document).joinedload(Document.replaced_by), joinedload(LessonQuote.page)
        )
        .order_by(LessonPage.position, LessonQuote.id)
    )
    return database.session.scalars(statement).all()


def citing(document_id: int, limit: int) -> tuple[int, Sequence[tuple[Lesson, str]]]:
    """How many lessons quote the document, in the newest version or the one in use; the newest with their clauses."""
    here = (LessonQuote.document_id == document_id, in_use())
    joined = (
        select(Lesson.id)
        .join(LessonVersion, LessonVersion.lesson_id == Lesson.id)
        .join(LessonPage, LessonPage.version_id == LessonVersion.id)
        .join(LessonQuote, LessonQuote.page_id == LessonPage.id)
        .where(*here)
    )
    count = database.session.scalar(joined.with_only_columns(func.count(Lesson.id.distinct()))) or 0
    newest = joined.distinct().order_by(Lesson.id.desc()).limit(limit)
    rows = joined.where(Lesson.id.in_(newest)).with_only_columns(Lesson, LessonQuote.clause)
    clauses: dict[Lesson, list[str]] = {}
    for lesson, clause in database.session.execute(rows.order_by(Lesson.id.desc(), LessonQuote.id)):
        clauses.setdefault(lesson, []).extend([clause] if clause else [])
    return count, [(lesson, "; ".join(dict.fromkeys(said))) for lesson, said in clauses.items()]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.words:
        found += [
            Lesson.search_key.contains(word, autoescape=True) for word in search_key(wanted.words).split()
        ]
    if wanted.state:
        found.append(LessonVersion.state == wanted.state)
    if wanted.lineage:
        found.append(Lesson.lineage == wanted.lineage)
    if wanted.mine:
        found.append(Lesson.author_id == wanted.mine)
    if wanted.outdated_on:
        found.append(waits(wanted.outdated_on))
    return found
