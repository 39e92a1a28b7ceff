"""What is asked about the library; each page a few statements, whatever the library holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from lms import database
from lms.files.models import StoredFile
from lms.lessons.appraisal.models import LessonApproval
from lms.lessons.bank.models import Lesson, LessonAttachment, LessonPage, LessonState, LessonVersion
from lms.lessons.models import Material
from lms.lessons.publishing.models import Publication, PublicationKind, Visibility
from question_bank.markup import folded


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for."""

    words: str = ""
    kind: PublicationKind | None = None

    @property
    def any(self) -> bool:
        return self != Wanted()


def listed(wanted: Wanted, *, signed_in: bool) -> Select[Any]:
    """What the reader may read and asked for, the newest first."""
    found: list[ColumnElement[bool]] = [Publication.withdrawn_at.is_(None)]
    if not signed_in:
        found.append(Publication.visibility == Visibility.PUBLIC)
    if wanted.kind:
        found.append(Publication.kind == wanted.kind)
    found += [_holds(word) for word in folded(wanted.words).split()]
    return select(Publication).where(*found).order_by(Publication.published_at.desc(), Publication.id.desc())


def all_of_them() -> Select[Any]:
    """For who publishes: what is in use first, then what was withdrawn, each the newest first."""
    order = (Publication.withdrawn_at.is_not(None), Publication.published_at.desc(), Publication.id.desc())
    whose = (
        joinedload(Publication.lesson).joinedload(Lesson.unit),
        joinedload(Publication.material).joinedload(Material.study_class),
    )
    return select(Publication).options(joinedload(Publication.version), *whose).order_by(*order)


def in_use(**source: int) -> Publication | None:
    """The publication of a lesson (`lesson_id`) or of a material (`material_id`) that is not withdrawn."""
    statement = select(Publication).filter_by(withdrawn_at=None, **source)
    return database.session.scalars(statement).one_or_none()


def with_text(publication: Publication) -> LessonVersion | None:
    """The lesson as it was published: its pages and files."""
    statement = (
        select(LessonVersion)
        .where(LessonVersion.id == publication.version_id)
        .options(selectinload(LessonVersion.pages).selectinload(LessonPage.attachments))
    )
    return database.session.scalars(statement).one_or_none()


def attachment(publication: Publication, attachment_id: int) -> LessonAttachment | None:
    """A file below a page of the lesson as it was published."""
    statement = (
        select(LessonAttachment)
        .join(LessonAttachment.page)
        .where(LessonAttachment.id == attachment_id, LessonPage.version_id == publication.version_id)
        .options(contains_eager(LessonAttachment.page))
    )
    return database.session.scalars(statement).one_or_none()


def picture(publication: Publication, sha256: str) -> StoredFile | None:
    """A picture, if a page of the lesson as it was published shows it."""
    shows = exists().where(
        LessonPage.version_id == publication.version_id,
        LessonPage.body.contains(f'"/files/{sha256}"', autoescape=True),
    )
    statement = select(StoredFile).where(StoredFile.sha256 == sha256, StoredFile.embedded, shows).limit(1)
    return database.session.scalars(statement).one_or_none()


def approved_version(lesson_id: int) -> int | None:
    """The version that may be taught."""
    return _approved([lesson_id]).get(lesson_id)


def renewable(publications: Iterable[Publication]) -> set[int]:
    """Those whose lesson has another approved version meanwhile; one statement."""
    shown = {one.lesson_id: one for one in publications if one.lesson_id and one.withdrawn_at is None}
    found = _approved(list(shown)).items() if shown else ()
    return {shown[lesson_id].id for lesson_id, version in found if version != shown[lesson_id].version_id}


def _approved(lesson_ids: list[int]) -> dict[int, int]:
    statement = (
        select(LessonVersion.lesson_id, LessonVersion.id)
        .join(LessonApproval, LessonApproval.version_id == LessonVersion.id)
        .where(LessonVersion.lesson_id.in_(lesson_ids), LessonVersion.state == LessonState.APPROVED)
    )
    return {row.lesson_id: row.id for row in database.session.execute(statement)}


def _holds(word: str) -> ColumnElement[bool]:
    """The word stands in the title or the summary, or on a page of the lesson."""
    in_text = exists().where(
        LessonPage.version_id == Publication.version_id,
        LessonPage.search_key.contains(word, autoescape=True),
    )
    return or_(Publication.search_key.contains(word, autoescape=True), in_text)
