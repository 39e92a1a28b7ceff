"""Rubrics in versions that never change, marks that are only appended, comments tied to words, releases of a batch.

What is marked is named by kind and id, since it lives in a feature above: a handed-in script, later an essay answer.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.columns import Base
from lms.permissions import Permission, Scope


class SubjectKind(StrEnum):
    """What a mark can be given to."""

    SUBMISSION = "submission"
    RESPONSE = "response"


class BatchKind(StrEnum):
    """What is released together."""

    REFLECTION_TASK = "reflection-task"
    QUIZ = "quiz"


class Rubric(Base):
    """A marking sheet of a class; what it asks for stands in its versions."""

    __tablename__ = "rubrics"
    see_permission = Permission.REFLECTION_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))

    study_class: Mapped[StudyClass] = relationship(lazy="joined")
    versions: Mapped[list["RubricVersion"]] = relationship(
        order_by="RubricVersion.number", back_populates="rubric"
    )

    @property
    def scope(self) -> Scope:
        return self.study_class.scope

    @property
    def current(self) -> "RubricVersion":
        return self.versions[-1]


class RubricVersion(Base):
    """What a rubric asked for from one moment on. Never changed: old marks keep the version they were given by."""

    __tablename__ = "rubric_versions"
    __table_args__ = (UniqueConstraint("rubric_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubrics.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    rubric: Mapped[Rubric] = relationship(back_populates="versions")
    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", lazy="selectin")

    @property
    def points(self) -> Decimal:
        return sum((criterion.points for criterion in self.criteria), Decimal(0))


class Criterion(Base):
    """One thing that is judged: structure, accuracy, application, proposals; never a view."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("rubric_version_id", "position"),
        CheckConstraint("points > 0", name="points_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_version_id: Mapped[int] = mapped_column(
        ForeignKey("rubric_versions.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    points: Mapped[Decimal]

    levels: Mapped[list["Level"]] = relationship(order_by="Level.position", lazy="selectin")


class Level(Base):
    """How far a script can come in one criterion, and what that looks like."""

    __tablename__ = "criterion_levels"
    __table_args__ = (
        UniqueConstraint("criterion_id", "position"),
        CheckConstraint("points >= 0", name="points_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(60))
    points: Mapped[Decimal]
    description: Mapped[str] = mapped_column(String(500), default="")


class Release(Base):
    """One batch shown to its learners at once; withdrawing it hides all of it again."""

    __tablename__ = "mark_releases"
    __table_args__ = (Index("ix_mark_releases_batch", "batch_kind", "batch_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_kind: Mapped[BatchKind]
    batch_id: Mapped[int]
    released_at: Mapped[datetime]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class Mark(Base):
    """A mark given by one marker by one rubric version; `number` counts the marks of a subject, the highest counts."""

    __tablename__ = "marks"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "number"),
        CheckConstraint("total >= 0", name="total_not_negative"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    number: Mapped[int]
    marker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    rubric_version_id: Mapped[int] = mapped_column(
        ForeignKey("rubric_versions.id", ondelete="RESTRICT"), index=True
    )
    total: Mapped[Decimal]
    remark: Mapped[str] = mapped_column(Text, default="")
    marked_at: Mapped[datetime]
    release_id: Mapped[int | None] = mapped_column(
        ForeignKey("mark_releases.id", ondelete="SET NULL"), index=True
    )

    marker: Mapped[Person | None] = relationship()
    version: Mapped[RubricVersion] = relationship()
    release: Mapped[Release | None] = relationship()
    scores: Mapped[list["CriterionScore"]] = relationship(order_by="CriterionScore.id", lazy="selectin")


class CriterionScore(Base):
    """What one criterion got within one mark."""

    __tablename__ = "criterion_scores"
    __table_args__ = (
        UniqueConstraint("mark_id", "criterion_id"),
        CheckConstraint("points >= 0", name="points_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id", ondelete="CASCADE"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id", ondelete="RESTRICT"))
    level_id: Mapped[int | None] = mapped_column(ForeignKey("criterion_levels.id", ondelete="RESTRICT"))
    points: Mapped[Decimal]
    comment: Mapped[str] = mapped_column(String(1000), default="")

    level: Mapped[Level | None] = relationship()


class MarkDraft(Base):
    """What a marker has chosen so far and not yet recorded; nobody else's business."""

    __tablename__ = "mark_drafts"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "marker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_versions.id", ondelete="CASCADE"))
    values: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class Comment(Base):
    """A remark tied to words of the script: the quote with what stands around it, not a place that could shift."""

    __tablename__ = "mark_comments"
    __table_args__ = (Index("ix_mark_comments_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    slot: Mapped[str] = mapped_column(String(40))
    quote: Mapped[str] = mapped_column(String(1000))
    before: Mapped[str] = mapped_column(String(60), default="")
    after: Mapped[str] = mapped_column(String(60), default="")
    body: Mapped[str] = mapped_column(String(2000))
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    release_id: Mapped[int | None] = mapped_column(
        ForeignKey("mark_releases.id", ondelete="SET NULL"), index=True
    )

    author: Mapped[Person | None] = relationship()
    release: Mapped[Release | None] = relationship()
    place: Mapped["CommentPlace | None"] = relationship(lazy="joined", back_populates="comment")


class CommentPlace(Base):
    """Where on a page a comment stands, as shares of the page: a point, or a rectangle. Pages count from 1.

    Stored in ten-thousandths, so that the CHECK is exact.
    """

    __tablename__ = "mark_comment_places"
    __table_args__ = (
        CheckConstraint("page > 0", name="page_counted"),
        CheckConstraint(
            "x >= 0 AND y >= 0 AND width >= 0 AND height >= 0 AND x + width <= 10000 AND y + height <= 10000",
            name="inside_the_page",
        ),
    )

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("mark_comments.id", ondelete="CASCADE"), primary_key=True
    )
    page: Mapped[int]
    x: Mapped[Decimal]
    y: Mapped[Decimal]
    width: Mapped[Decimal]
    height: Mapped[Decimal]

    comment: Mapped[Comment] = relationship(back_populates="place")
