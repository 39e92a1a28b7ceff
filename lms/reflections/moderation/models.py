"""One mark that somebody looked at, what they think, and what was decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.marking.models import Mark
from lms.permissions import Permission, Scope
from lms.reflections.models import Submission


class View(StrEnum):
    """What the second person thinks of a mark."""

    AGREES = "agrees"
    PROPOSES = "proposes"


class Outcome(StrEnum):
    """What became of a proposal."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Moderation(Base):
    """A mark drawn for one person; `levels` are those proposed, by criterion. Never one's own mark."""

    __tablename__ = "moderations"
    __table_args__ = (
        UniqueConstraint("mark_id", "moderator_id"),
        CheckConstraint("(looked_at IS NULL) = (view IS NULL)", name="looked_with_a_view"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided_with_an_outcome"),
        CheckConstraint("outcome IS NULL OR view = 'proposes'", name="only_proposals_are_decided"),
        CheckConstraint("decided_by_id <> moderator_id", name="decided_by_another"),
        CheckConstraint("(outcome = 'accepted') = (new_mark_id IS NOT NULL)", name="accepted_by_a_mark"),
    )
    see_permission = Permission.REFLECTION_MARK

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(
        ForeignKey("reflection_submissions.id", ondelete="CASCADE"), index=True
    )
    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id", ondelete="CASCADE"))
    moderator_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"))
    drawn_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    view: Mapped[View | None]
    words: Mapped[str] = mapped_column(String(1000), default="")
    levels: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    outcome: Mapped[Outcome | None]
    reply: Mapped[str] = mapped_column(String(1000), default="")
    new_mark_id: Mapped[int | None] = mapped_column(ForeignKey("marks.id", ondelete="RESTRICT"))

    submission: Mapped[Submission] = relationship()
    mark: Mapped[Mark] = relationship(foreign_keys=[mark_id])
    new_mark: Mapped[Mark | None] = relationship(foreign_keys=[new_mark_id])
    moderator: Mapped[Person] = relationship(foreign_keys=[moderator_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def scope(self) -> Scope:
        return self.submission.scope

    @property
    def waits_to_be_decided(self) -> bool:
        return self.view is View.PROPOSES and self.decided_at is None
