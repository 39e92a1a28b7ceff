"""How a task is marked twice, who reads which script, what each found, and what their marks became.

Readings have tables of their own: no query for marks can show one before the rule has made a mark of them.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.marking.models import Level, RubricVersion
from lms.reflections.double.rules import How, Rule, Third


class DoubleMarking(Base):
    """Two people mark scripts of a task: all of them or so many of a hundred, and those near the limit of a band."""

    __tablename__ = "double_markings"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_of_a_hundred"),
        CheckConstraint("within >= 0", name="within_not_negative"),
        CheckConstraint("near >= 0", name="near_not_negative"),
        CheckConstraint("percent > 0 OR near IS NOT NULL", name="some_are_marked_twice"),
    )

    task_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_tasks.id", ondelete="CASCADE"), primary_key=True
    )
    percent: Mapped[int]
    near: Mapped[Decimal | None]
    within: Mapped[Decimal | None]
    one_band: Mapped[bool]
    third: Mapped[Third]
    seed: Mapped[str] = mapped_column(String(16))
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    @property
    def rule(self) -> Rule:
        return Rule(self.within, self.one_band, self.third)


class ScriptReading(Base):
    """One person marks one script, as the first, second or third; `values` is the draft, nobody else's business.

    `closed_at` says since when the latest of its marks stands.
    """

    __tablename__ = "script_readings"
    __table_args__ = (
        UniqueConstraint("submission_id", "place"),
        UniqueConstraint("submission_id", "marker_id"),
        CheckConstraint("place BETWEEN 1 AND 3", name="place_of_three"),
        CheckConstraint("(values_version_id IS NULL) = (saved_at IS NULL)", name="draft_with_a_time"),
        Index("ix_script_readings_marker_id", "marker_id", "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("reflection_submissions.id", ondelete="CASCADE"))
    place: Mapped[int]
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"))
    given_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    values_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("rubric_versions.id", ondelete="CASCADE")
    )
    saved_at: Mapped[datetime | None]

    marker: Mapped[Person] = relationship()
    marks: Mapped[list["ReadingMark"]] = relationship(
        order_by="ReadingMark.number.desc()", back_populates="reading", lazy="selectin"
    )

    @property
    def rubric_version_id(self) -> int | None:
        """The version that the draft was begun with."""
        return self.values_version_id

    @property
    def mark(self) -> "ReadingMark | None":
        """What stands; None while the script is being read."""
        return self.marks[0] if self.closed_at and self.marks else None


class ReadingMark(Base):
    """What one reader found; appended, never changed."""

    __tablename__ = "reading_marks"
    __table_args__ = (
        UniqueConstraint("reading_id", "number"),
        CheckConstraint("total >= 0", name="total_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("script_readings.id", ondelete="CASCADE"))
    number: Mapped[int]
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_versions.id", ondelete="RESTRICT"))
    total: Mapped[Decimal]
    remark: Mapped[str] = mapped_column(Text, default="")
    marked_at: Mapped[datetime]

    reading: Mapped[ScriptReading] = relationship(back_populates="marks")
    version: Mapped[RubricVersion] = relationship(lazy="joined")
    scores: Mapped[list["ReadingScore"]] = relationship(order_by="ReadingScore.id", lazy="selectin")

    @property
    def marker(self) -> Person:
        return self.reading.marker


class ReadingScore(Base):
    """What one criterion got from one reader."""

    __tablename__ = "reading_scores"
    __table_args__ = (
        UniqueConstraint("mark_id", "criterion_id"),
        CheckConstraint("points >= 0", name="points_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("reading_marks.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id", ondelete="RESTRICT"))
    level_id: Mapped[int] = mapped_column(ForeignKey("criterion_levels.id", ondelete="RESTRICT"))
    points: Mapped[Decimal]
    comment: Mapped[str] = mapped_column(String(1000), default="")

    level: Mapped[Level] = relationship(lazy="joined")


class AgreedMark(Base):
    """How a mark came about from readings, with the rule as it was."""

    __tablename__ = "agreed_marks"

    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id", ondelete="CASCADE"), primary_key=True)
    how: Mapped[How]
    within: Mapped[Decimal | None]
    one_band: Mapped[bool]

    parts: Mapped[list["AgreedPart"]] = relationship(order_by="AgreedPart.place", lazy="selectin")


class AgreedPart(Base):
    """One reading behind a mark; `counted` says whether the mark is made of it."""

    __tablename__ = "agreed_parts"

    mark_id: Mapped[int] = mapped_column(
        ForeignKey("agreed_marks.mark_id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    reading_mark_id: Mapped[int] = mapped_column(
        ForeignKey("reading_marks.id", ondelete="RESTRICT"), index=True
    )
    counted: Mapped[bool]

    reading_mark: Mapped[ReadingMark] = relationship(lazy="joined")
