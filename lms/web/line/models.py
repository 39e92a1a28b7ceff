"""One line for each address that has one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class WaitingLine(Base):
    """How many numbers were given before the page at `path`, and up to which of them people may go in."""

    __tablename__ = "waiting_lines"
    __table_args__ = (CheckConstraint("admitted <= tickets", name="admitted_only_who_waits"),)

    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    tickets: Mapped[int] = mapped_column(default=0)
    admitted: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[datetime]
