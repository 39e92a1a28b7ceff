"""Reading marks. Which mark counts, and which a learner may see, is decided here and nowhere else."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from lms import database
from lms.marking.models import (
    BatchKind,
    Comment,
    CriterionScore,
    Mark,
    MarkDraft,
    Release,
    Rubric,
    RubricVersion,
    SubjectKind,
)


def latest_mark(kind: SubjectKind, subject_id: int) -> Mark | None:
    """The mark that counts, released or not."""
    statement = _of(kind, subject_id).order_by(Mark.number.desc()).limit(1)
    return database.session.scalars(statement).one_or_none()


def marks_of(kind: SubjectKind, subject_id: int) -> Sequence[Mark]:
    """Every mark a subject was ever given, newest first."""
    return database.session.scalars(_of(kind, subject_id).order_by(Mark.number.desc())).all()


def released_mark(kind: SubjectKind, subject_id: int) -> Mark | None:
    """The mark its learner may see: the newest that stands in a release not withdrawn."""
    statement = (
        _of(kind, subject_id)
        .join(Mark.release)
        .where(Release.withdrawn_at.is_(None))
        .order_by(Mark.number.desc())
        .limit(1)
    )
    return database.session.scalars(statement).one_or_none()


def latest_marks(kind: SubjectKind, subjects: Select[int]) -> dict[int, Mark]:
    """The mark that counts, by subject; `subjects` selects the ids."""
    statement = (
        select(Mark)
        .where(Mark.id.in_(latest_mark_ids(kind, subjects)))
        .options(joinedload(Mark.version).selectinload(RubricVersion.criteria))
    )
    return {mark.subject_id: mark for mark in database.session.scalars(statement)}


def released_marks(kind: SubjectKind, subjects: Select[int]) -> dict[int, Mark]:
    """The mark that learners may see, by subject."""
    standing = select(Release.id).where(Release.withdrawn_at.is_(None))
    newest = (
        select(func.max(Mark.number).label("number"), Mark.subject_id)
        .where(Mark.subject_kind == kind, Mark.subject_id.in_(subjects), Mark.release_id.in_(standing))
        .group_by(Mark.subject_id)
        .subquery()
    )
    same = and_(Mark.subject_id == newest.c.subject_id, Mark.number == newest.c.number)
    statement = select(Mark).join(newest, same).where(Mark.subject_kind == kind)
    return {mark.subject_id: mark for mark in database.session.scalars(statement)}


def latest_mark_ids(kind: SubjectKind, subjects: Select[int]) -> Select[int]:
    later = aliased(Mark)
    newer = select(later.id).where(
        *(later.subject_kind == kind, later.subject_id == Mark.subject_id, later.number > Mark.number)
    )
    return select(Mark.id).where(Mark.subject_kind == kind, Mark.subject_id.in_(subjects), ~newer.exists())


def draft_of(kind: SubjectKind, subject_id: int, marker_id: int, *, lock: bool = False) -> MarkDraft | None:
    """What a marker has begun; locked where fields are put into it, since two pages may do so at once."""
    statement = select(MarkDraft).where(
        *(MarkDraft.subject_kind == kind, MarkDraft.subject_id == subject_id),
        MarkDraft.marker_id == marker_id,
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return database.session.scalars(statement).one_or_none()


def drafts_by(kind: SubjectKind, subjects: Select[int], marker_id: int) -> dict[int, MarkDraft]:
    """What one marker has begun, by subject; `subjects` selects the ids."""
    statement = select(MarkDraft).where(
        *(MarkDraft.subject_kind == kind, MarkDraft.subject_id.in_(subjects)),
        MarkDraft.marker_id == marker_id,
    )
    return {draft.subject_id: draft for draft in database.session.scalars(statement)}


def comments_for_marker(
    kind: SubjectKind, subject_id: int, marker_id: int, *, also: ColumnElement[bool] | None = None
) -> list[Comment]:
    """The marker's own comments, and those of others who have recorded a mark; never another's unfinished work.

    `also` lets further comments through: of those who had part in a mark that bears no one's name.
    """
    has_marked = select(Mark.id).where(
        *(Mark.subject_kind == kind, Mark.subject_id == subject_id),
        Mark.marker_id == Comment.author_id,
    )
    statement = _standing_comments(kind, subject_id).where(
        or_(Comment.author_id == marker_id, has_marked.exists(), false() if also is None else also)
    )
    return list(database.session.scalars(statement))


def released_comments(kind: SubjectKind, subject_id: int) -> list[Comment]:
    """The comments their learner may see."""
    statement = (
        _standing_comments(kind, subject_id).join(Comment.release).where(Release.withdrawn_at.is_(None))
    )
    return list(database.session.scalars(statement))


def standing_releases(kind: BatchKind, batch_id: int) -> Sequence[Release]:
    """Releases of a batch that were not withdrawn, newest first."""
    statement = (
        select(Release)
        .where(Release.batch_kind == kind, Release.batch_id == batch_id, Release.withdrawn_at.is_(None))
        .order_by(Release.released_at.desc())
    )
    return database.session.scalars(statement).all()


def rubrics_of(class_ids: Iterable[int]) -> Sequence[Rubric]:
    statement = (
        select(Rubric)
        .where(Rubric.study_class_id.in_(list(class_ids)))
        .options(selectinload(Rubric.versions).selectinload(RubricVersion.criteria))
        .order_by(Rubric.title, Rubric.id)
    )
    return database.session.scalars(statement).all()


def _of(kind: SubjectKind, subject_id: int) -> Select[Mark]:
    return (
        select(Mark)
        .where(Mark.subject_kind == kind, Mark.subject_id == subject_id)
        .options(
            joinedload(Mark.marker),
            selectinload(Mark.scores).joinedload(CriterionScore.level),
            joinedload(Mark.version),
        )
    )


def _standing_comments(kind: SubjectKind, subject_id: int) -> Select[Comment]:
    return (
        select(Comment)
        .where(
            *(Comment.subject_kind == kind, Comment.subject_id == subject_id),
            Comment.withdrawn_at.is_(None),
        )
        .options(joinedload(Comment.author))
        .order_by(Comment.id)
    )
