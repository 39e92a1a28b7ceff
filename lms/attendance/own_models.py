"""What learners keep with attendance: a PIN that checks in and does nothing else, and papers behind an excuse."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models import Excuse
from lms.columns import Base, only_one
from lms.files.models import StoredFile


class CheckInPin(Base):
    """Six digits by which a person is known at check-in, kept as a hash. It opens no page and no account.

    `set_by_id` is the organiser who printed it, or None where the person chose it.
    """

    __tablename__ = "check_in_pins"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    pin_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))


class ExcusePage(Base):
    """One page of a photo or PDF that came with an excuse, drawn anew. What was replaced stays, out of sight."""

    __tablename__ = "excuse_pages"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        only_one("uq_excuse_pages_shown", "excuse_id", "number", where=text("removed_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    excuse_id: Mapped[int] = mapped_column(ForeignKey("excuses.id", ondelete="CASCADE"))
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id", ondelete="RESTRICT"))
    width: Mapped[int]
    height: Mapped[int]
    removed_at: Mapped[datetime | None]

    excuse: Mapped[Excuse] = relationship()
    file: Mapped[StoredFile] = relationship()
