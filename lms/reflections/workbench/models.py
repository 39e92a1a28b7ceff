"""What markers note for themselves while they mark."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base

STANDING = text("lowered_at IS NULL")


class FlagKind(StrEnum):
    """Why a marker comes back to a script."""

    LOOK_AGAIN = "look-again"
    ASK_COLLEAGUE = "ask-colleague"


class ScriptFlag(Base):
    """A flag that one marker put on one script; taking it down is a date."""

    __tablename__ = "script_flags"
    __table_args__ = (
        Index(
            "uq_script_flags_standing",
            "reflection_id",
            "marker_id",
            "kind",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int] = mapped_column(ForeignKey("reflections.id", ondelete="CASCADE"), index=True)
    marker_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FlagKind]
    raised_at: Mapped[datetime]
    lowered_at: Mapped[datetime | None]

    marker: Mapped[Person] = relationship()
