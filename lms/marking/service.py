"""Giving marks, commenting and releasing. A mark is appended or refused as a conflict; nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.marking import queries
from lms.marking.models import (
    BatchKind,
    Comment,
    CommentPlace,
    CriterionScore,
    Mark,
    MarkDraft,
    Release,
    RubricVersion,
    SubjectKind,
)
from lms.marking.rules import Place, Sheet

PASSAGE, PLACE = "passage-", "place-"  # what begins the names of fields in a draft
ON_PAGE = "page"  # the slot of comments that stand on a page instead of beside words


@dataclass(frozen=True)
class Subject:
    """What is marked, the class it belongs to included, for the history."""

    kind: SubjectKind
    id: int
    class_id: int


@dataclass(frozen=True)
class Conflict:
    """Somebody else recorded a mark since the marker looked; theirs stands, the marker's own stays a draft."""

    latest: Mark


@dataclass(frozen=True)
class Anchor:
    """The words a comment is about, and what stands around them; or a place on a page."""

    slot: str
    quote: str
    before: str = ""
    after: str = ""
    place: Place | None = None


def on_page(place: Place) -> Anchor:
    return Anchor(ON_PAGE, "", place=place)


def record_mark(
    subject: Subject, marker: Person, version: RubricVersion, sheet: Sheet, *, base: int, now: datetime
) -> Mark | Conflict:
    """Append a mark after the one numbered `base` that the marker saw (0: none)."""
    if not sheet.complete:
        raise ValueError("a mark needs every criterion")
    latest = queries.latest_mark(subject.kind, subject.id)
    if latest and latest.number != base:
        return Conflict(latest)
    mark = _new_mark(subject, marker, version, sheet, base + 1, now)
    try:
        with database.session.begin_nested():
            database.session.add(mark)
    except IntegrityError:
        return Conflict(_certain(queries.latest_mark(subject.kind, subject.id)))
    drop_draft(subject, marker)
    _record(marker, subject, mark, latest, now)
    return mark


def save_draft(
    subject: Subject, marker: Person, version: RubricVersion, values: dict[str, Any], now: datetime
) -> MarkDraft:
    """Keep what the marker has chosen so far; later values replace earlier ones."""
    draft = queries.draft_of(subject.kind, subject.id, marker.id)
    if draft is None:
        draft = MarkDraft(subject_kind=subject.kind, subject_id=subject.id, marker_id=marker.id)
        database.session.add(draft)
    draft.rubric_version_id, draft.values, draft.saved_at = version.id, values, now
    database.session.flush()
    return draft


def save_fields(
    subject: Subject, marker: Person, version: RubricVersion, fields: dict[str, str], now: datetime
) -> MarkDraft | None:
    """Keep single fields of a draft; what else it holds stays, so that two open pages do not undo each other.

    None, and nothing is kept, where the marker has recorded a mark since this draft was begun.
    """
    latest = queries.latest_mark(subject.kind, subject.id)
    begun = fields.get("base", "")
    if latest and latest.marker_id == marker.id and begun.isdecimal() and latest.number > int(begun):
        return None
    draft = queries.draft_of(subject.kind, subject.id, marker.id, lock=True)
    kept = dict(draft.values) if draft is not None and draft.rubric_version_id == version.id else {}
    return save_draft(subject, marker, version, kept | fields, now)


def forget_passage(subject: Subject, marker: Person, kind: str = PASSAGE) -> None:
    """A comment on a passage (or a place) that was being written is written now."""
    draft = queries.draft_of(subject.kind, subject.id, marker.id)
    if draft is not None:
        draft.values = {name: value for name, value in draft.values.items() if not name.startswith(kind)}


def drop_draft(subject: Subject, marker: Person) -> None:
    draft = queries.draft_of(subject.kind, subject.id, marker.id)
    if draft is not None:
        database.session.delete(draft)


def add_comment(subject: Subject, author: Person, anchor: Anchor, body: str, now: datetime) -> Comment:
    """Tie a comment to words or a place. The same comment on the same words twice is one comment."""
    same = select(Comment).where(
        *(Comment.subject_kind == subject.kind, Comment.subject_id == subject.id),
        *(Comment.author_id == author.id, Comment.slot == anchor.slot, Comment.quote == anchor.quote),
        *(Comment.before == anchor.before, Comment.body == body, Comment.withdrawn_at.is_(None)),
    )
    for known in database.session.scalars(same):
        if _place_of(known) == anchor.place:
            return known
    comment = Comment(
        subject_kind=subject.kind,
        subject_id=subject.id,
        author_id=author.id,
        slot=anchor.slot,
        quote=anchor.quote,
        before=anchor.before,
        after=anchor.after,
        body=body,
        written_at=now,
        place=CommentPlace(**vars(anchor.place)) if anchor.place else None,
    )
    database.session.add(comment)
    database.session.flush()
    return comment


def withdraw_comment(comment: Comment, now: datetime) -> None:
    """Take a comment back; the row stays and says when."""
    comment.withdrawn_at = comment.withdrawn_at or now


def release(  # noqa: PLR0913 - what is released, by whom, when
    kind: BatchKind,
    batch: Any,
    subjects: Select[int],
    actor: Person,
    now: datetime,
    *,
    class_id: int,
    also: ColumnElement[bool] | None = None,
) -> Release:
    """Show the latest marks of `subjects`, with the comments of those who gave marks, all at once.

    `also` lets further comments through, see `queries.comments_for_marker`.
    """
    made = Release(batch_kind=kind, batch_id=batch.id, released_at=now, released_by_id=actor.id)
    database.session.add(made)
    database.session.flush()
    subject_kind = _subject_kind(kind)
    marks = queries.latest_mark_ids(subject_kind, subjects)
    _assign(Mark, Mark.id.in_(marks), made)
    marked_by = select(Mark.id).where(
        *(Mark.subject_kind == subject_kind, Mark.subject_id == Comment.subject_id),
        Mark.marker_id == Comment.author_id,
    )
    of_batch = (Comment.subject_kind == subject_kind) & Comment.subject_id.in_(subjects)
    by_markers = marked_by.exists() if also is None else marked_by.exists() | also
    _assign(Comment, of_batch & Comment.withdrawn_at.is_(None) & by_markers, made)
    count = database.session.scalar(select(func.count()).where(Mark.release_id == made.id))
    audit.record(actor, "marks.released", batch, now, new={"marks": count}, class_id=class_id)
    return made


def withdraw_release(kind: BatchKind, batch: Any, actor: Person, now: datetime, *, class_id: int) -> None:
    """Hide what was released of a batch; learners see nothing of it from now on."""
    for standing in queries.standing_releases(kind, batch.id):
        standing.withdrawn_at, standing.withdrawn_by_id = now, actor.id
    audit.record(actor, "marks.release-withdrawn", batch, now, class_id=class_id)


def _new_mark(
    subject: Subject, marker: Person, version: RubricVersion, sheet: Sheet, number: int, now: datetime
) -> Mark:
    scores = [
        CriterionScore(
            criterion_id=score.criterion_id,
            level_id=score.level_id,
            points=score.points,
            comment=score.comment,
        )
        for score in sheet.scores
    ]
    return Mark(
        subject_kind=subject.kind,
        subject_id=subject.id,
        number=number,
        marker_id=marker.id,
        rubric_version_id=version.id,
        total=sheet.total,
        remark=sheet.remark,
        marked_at=now,
        scores=scores,
    )


def _record(marker: Person, subject: Subject, mark: Mark, latest: Mark | None, now: datetime) -> None:
    audit.record(
        marker,
        "mark.given",
        mark,
        now,
        old={"total": str(latest.total)} if latest else None,
        new={"total": str(mark.total), "subject": f"{subject.kind}:{subject.id}", "number": mark.number},
        class_id=subject.class_id,
    )


def _assign(model: type[Mark] | type[Comment], which: Any, made: Release) -> None:
    statement = update(model).where(which).values(release_id=made.id)
    database.session.execute(statement, execution_options={"synchronize_session": "fetch"})


def _subject_kind(kind: BatchKind) -> SubjectKind:
    return SubjectKind.SUBMISSION if kind is BatchKind.REFLECTION_TASK else SubjectKind.RESPONSE


def _place_of(comment: Comment) -> Place | None:
    place = comment.place
    return Place(place.page, place.x, place.y, place.width, place.height) if place else None


def _certain(mark: Mark | None) -> Mark:
    if mark is None:
        raise LookupError("a mark that was refused as a second one has no first")
    return mark
