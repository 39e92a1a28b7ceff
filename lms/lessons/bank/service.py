"""Writing lessons: a draft changes page by page; what was handed in never changes again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select

from lms import database
from lms.accounts.models import Person
from lms.accounts.names import search_key
from lms.audit.service import record
from lms.documents.models import Document
from lms.lessons.bank.models import (
    Lesson,
    LessonPage,
    LessonQuote,
    LessonState,
    LessonStep,
    LessonVersion,
    Step,
)
from lms.lessons.texts.cleaning import clean, plain, quotes_in, words_in
from question_bank.markup import folded

# Called with an old page and its copy, by what hangs on pages: attachments, questions.
Copier = Callable[[LessonPage, LessonPage], None]
_copiers: list[Copier] = []


@dataclass(frozen=True)
class Facts:
    """What a lesson is, beside its text."""

    unit_id: int
    lineage: str
    title: str
    aims: str = ""


class Saved(StrEnum):
    """What became of a change. FROZEN: it was handed in meanwhile. CONFLICT: somebody else saved the page."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    FROZEN = "frozen"
    CONFLICT = "conflict"


def on_copy(copier: Copier) -> None:
    """Called at import by what hangs on pages and goes along into the next version."""
    if copier not in _copiers:
        _copiers.append(copier)


def create(author: Person, facts: Facts, now: datetime) -> Lesson:
    """A new lesson with its first version, a draft with one empty page."""
    lesson = Lesson(author_id=author.id, created_at=now)
    _name(lesson, facts)
    database.session.add(lesson)
    database.session.flush()
    version = _version(lesson, 1, facts.aims, author, now)
    database.session.add(version)
    database.session.flush()
    database.session.add(LessonPage(version_id=version.id, position=1, title=facts.title[:200]))
    record(author, "lesson.created", lesson, now, new={"title": lesson.title})
    return lesson


def describe(person: Person, version: LessonVersion, facts: Facts, now: datetime) -> Saved:
    """Another title, unit, topic or other aims; only of a draft."""
    if not hold_draft(version):
        return Saved.FROZEN
    lesson = version.lesson
    old = Facts(lesson.unit_id, lesson.lineage, lesson.title, version.aims)
    if old == facts:
        return Saved.UNCHANGED
    _name(lesson, facts)
    version.aims = facts.aims
    record(person, "lesson.described", lesson, now, old=_told(old), new=_told(facts))
    return Saved.SAVED


def write(person: Person, page: LessonPage, title: str, html: str, seen: int, now: datetime) -> Saved:
    """Store the text of a page, made to its revision `seen`."""
    if not hold_draft(page.version):
        return Saved.FROZEN
    database.session.refresh(page)
    body = clean(html)
    if (title, body) == (page.title, page.body):
        return Saved.UNCHANGED
    if page.revision != seen:
        return Saved.CONFLICT
    page.title, page.body, page.revision = title, body, page.revision + 1
    page.words, page.search_key = words_in(body), folded(f"{title} {plain(body)}".casefold())
    _quote(page)
    new = {"page": page.id, "revision": page.revision}
    record(person, "lesson.page-written", page.version.lesson, now, new=new)
    return Saved.SAVED


def next_version(person: Person, lesson: Lesson, now: datetime) -> LessonVersion | None:
    """A draft with the pages of the latest version; None if one is in the making already."""
    lock(lesson)
    latest = lesson.latest
    if latest.state in {LessonState.DRAFT, LessonState.SUBMITTED}:
        return None
    lesson.latest_number += 1
    made = _version(lesson, lesson.latest_number, latest.aims, person, now)
    made.corrects_id = latest.id if latest.state is LessonState.TO_CORRECT else None
    database.session.add(made)
    database.session.flush()
    for page in latest.pages:
        _copy(page, made)
    record(person, "lesson.version-begun", lesson, now, new={"version": made.number})
    database.session.expire(lesson, ["latest", "versions"])
    return made


def move(
    person: Person, version: LessonVersion, step: Step, state: LessonState, now: datetime, said: str = ""
) -> LessonStep:
    """The version goes on; the caller holds the lesson and has seen that it may."""
    version.state = state
    made = LessonStep(version_id=version.id, step=step, by_id=person.id, at=now, comment=said[:2000])
    database.session.add(made)
    new = {"version": version.number}
    record(person, f"lesson.{step.value}", version.lesson, now, new=new, reason=said[:500])
    return made


def lock(lesson: Lesson) -> None:
    """Nobody else changes the lesson until the end of the transaction; it is read as it stands now."""
    database.session.execute(select(Lesson.id).where(Lesson.id == lesson.id).with_for_update())
    database.session.expire(lesson)


def hold_draft(version: LessonVersion) -> bool:
    """Whether the version is still a draft; if so, it stays one until the end of the transaction."""
    lock(version.lesson)
    database.session.refresh(version, ["state"])
    return version.state is LessonState.DRAFT


def _version(lesson: Lesson, number: int, aims: str, writer: Person, now: datetime) -> LessonVersion:
    return LessonVersion(
        lesson_id=lesson.id, number=number, aims=aims, created_by_id=writer.id, created_at=now
    )


def _name(lesson: Lesson, facts: Facts) -> None:
    lesson.unit_id, lesson.lineage, lesson.title = facts.unit_id, facts.lineage, facts.title
    lesson.search_key = search_key(facts.title)


def _quote(page: LessonPage) -> None:
    """The page quotes what its text links to; a document that is not in the register is only words."""
    database.session.execute(delete(LessonQuote).where(LessonQuote.page_id == page.id))
    wanted = quotes_in(page.body)
    known = set(
        database.session.scalars(select(Document.id).where(Document.id.in_([one for one, _clause in wanted])))
    )
    rows = [
        {"page_id": page.id, "document_id": one, "clause": clause} for one, clause in wanted if one in known
    ]
    if rows:
        database.session.execute(insert(LessonQuote), rows)


def _copy(page: LessonPage, target: LessonVersion) -> None:
    copied = LessonPage(
        version_id=target.id,
        position=page.position,
        title=page.title,
        body=page.body,
        search_key=page.search_key,
        words=page.words,
    )
    database.session.add(copied)
    database.session.flush()
    _quote(copied)
    for copier in _copiers:
        copier(page, copied)


def _told(facts: Facts) -> dict[str, object]:
    return {"unit": facts.unit_id, "topic": facts.lineage, "title": facts.title}
