"""Sample scripts of a task, what is agreed about them, and what each marker gave when trying."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.marking.models import RubricVersion
from lms.permissions import Permission, Scope
from lms.reflections.models import ReflectionTask


class CalibrationRule(Base):
    """The row says that whoever marks the task tries its sample scripts first."""

    __tablename__ = "calibration_rules"

    task_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_tasks.id", ondelete="CASCADE"), primary_key=True
    )
    required_at: Mapped[datetime]
    required_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class SampleScript(Base):
    """A text without a name, with the levels that the person responsible agreed on, by criterion, and why."""

    __tablename__ = "sample_scripts"
    __table_args__ = (
        UniqueConstraint("task_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )
    see_permission = Permission.REFLECTION_MARK

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_versions.id", ondelete="RESTRICT"))
    levels: Mapped[dict[str, Any]]
    reasons: Mapped[dict[str, Any]]
    agreed_at: Mapped[datetime]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]

    task: Mapped[ReflectionTask] = relationship()
    version: Mapped[RubricVersion] = relationship()

    @property
    def scope(self) -> Scope:
        return self.task.scope

    @property
    def is_current(self) -> bool:
        """Whether it is agreed by the rubric as it is now."""
        return self.rubric_version_id == self.task.rubric.current.id


class SampleTrial(Base):
    """What one marker gave, once: it is there to be compared, not to be improved."""

    __tablename__ = "sample_trials"
    __table_args__ = (UniqueConstraint("sample_id", "marker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample_scripts.id", ondelete="CASCADE"))
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    levels: Mapped[dict[str, Any]]
    tried_at: Mapped[datetime]

    marker: Mapped[Person] = relationship()
