"""What a learner asks to have looked at again, and what another lecturer decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.marking.models import Mark
from lms.permissions import Permission, Scope
from lms.reflections.models import Submission

_OPEN = text("decided_at IS NULL AND withdrawn_at IS NULL")
WHOLE = 0


class Verdict(StrEnum):
    STANDS = "stands"
    CHANGED = "changed"


class ReflectionAppeal(Base):
    """About one criterion of a mark (by its place in the rubric) or the whole of it (WHOLE). `marker_id` gave that
    mark and so does not decide; the database holds it too. `new_mark_id` is what a changed mark became."""

    __tablename__ = "reflection_appeals"
    __table_args__ = (
        Index(
            "uq_reflection_appeals_open",
            "submission_id",
            "criterion",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("criterion >= 0", name="criterion_counts_from_0"),
        CheckConstraint("(decided_at IS NULL) = (verdict IS NULL)", name="decided_with_a_verdict"),
        CheckConstraint("decided_at IS NULL OR withdrawn_at IS NULL", name="decided_or_withdrawn"),
        CheckConstraint("decided_by_id <> marker_id", name="decided_by_another"),
        CheckConstraint("decided_by_id <> person_id", name="not_decided_by_the_learner"),
        CheckConstraint("(verdict = 'changed') = (new_mark_id IS NOT NULL)", name="changed_by_a_mark"),
    )
    see_permission = Permission.REFLECTION_MARK

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_submissions.id", ondelete="RESTRICT"), index=True
    )
    criterion: Mapped[int]
    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"))
    marker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    verdict: Mapped[Verdict | None]
    reply: Mapped[str] = mapped_column(String(2000), default="")
    new_mark_id: Mapped[int | None] = mapped_column(ForeignKey("marks.id", ondelete="RESTRICT"))

    submission: Mapped[Submission] = relationship()
    mark: Mapped[Mark] = relationship(foreign_keys=[mark_id])
    new_mark: Mapped[Mark | None] = relationship(foreign_keys=[new_mark_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def scope(self) -> Scope:
        return self.submission.scope

    @property
    def is_open(self) -> bool:
        return self.decided_at is None and self.withdrawn_at is None
