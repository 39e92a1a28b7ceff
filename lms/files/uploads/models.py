"""A file on its way here, and afterwards the record of who brought it and for which unit."""

import secrets
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.columns import Base, only_one
from lms.files.models import StoredFile

UNFINISHED = text("file_id IS NULL")


class IncomingFile(Base):
    """One file that a person sends for a unit; what counts against a quota is the sum of these.

    `purpose` says what it is for, in the words of the feature that asked; `mark` is what a browser tells the same file
    by when it is chosen again. How much has arrived is the length of the part on the disk and stands in no column.
    `sha256` is written before the bytes move to their place: whatever is killed then leaves no file that nobody knows.
    """

    __tablename__ = "incoming_files"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("file_id IS NULL OR sha256 IS NOT NULL", name="finished_has_hash"),
        # A second window goes on with what the first began.
        only_one(
            "uq_incoming_files_unfinished",
            *("person_id", "purpose", "name", "size", "mark"),
            where=UNFINISHED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True, default=lambda: secrets.token_urlsafe(16))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    mark: Mapped[str] = mapped_column(String(64), default="")
    started_at: Mapped[datetime] = mapped_column(index=True)
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="CASCADE"), index=True)

    file: Mapped[StoredFile | None] = relationship()
