"""Which marker a script is allocated to, and the rounds in which that was decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base

STANDING = text("ended_at IS NULL")


class Way(StrEnum):
    """How a round shared scripts out."""

    EVEN = "even"
    PERCENT = "percent"
    GROUP = "group"
    PINNED = "pinned"
    CLEARED = "cleared"


class AllocationRound(Base):
    """One decision about who marks what; `counts` holds how many scripts it gave to whom, by the person's id."""

    __tablename__ = "allocation_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    way: Mapped[Way]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    counts: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(300), default="")

    decided_by: Mapped[Person | None] = relationship()


class ScriptAllocation(Base):
    """One script in one marker's queue, from one round until it is given to another or to nobody."""

    __tablename__ = "script_allocations"
    __table_args__ = (
        Index(
            "uq_script_allocations_standing",
            "reflection_id",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index("ix_script_allocations_marker", "marker_id", "reflection_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("reflection_tasks.id", ondelete="CASCADE"), index=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflections.id", ondelete="CASCADE"), index=True)
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    round_id: Mapped[int] = mapped_column(ForeignKey("allocation_rounds.id", ondelete="CASCADE"), index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]

    marker: Mapped[Person] = relationship()
