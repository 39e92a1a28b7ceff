"""Devices that may send what they scanned for one session."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.classes.models import ClassSession
from lms.columns import Base
from lms.permissions import Permission, Scope


class ScannerDevice(Base):
    """One preload on one device. The device holds the token, this row only its hash.

    Until `expires_at` the device may scan; what it scanned by then it may still send some days later.
    """

    __tablename__ = "scanner_devices"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("issued_at < expires_at", name="issued_before_it_expires"),
    )
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(
        ForeignKey("class_sessions.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    seen_at: Mapped[datetime | None]

    class_session: Mapped[ClassSession] = relationship(lazy="joined")
    issued_by: Mapped[Person | None] = relationship(foreign_keys=issued_by_id)

    @property
    def scope(self) -> Scope:
        return self.class_session.scope
