"""One line for each kind of page that has one: what the server can take is shared by all of that kind."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base


class WaitingLine(Base):
    """How many numbers were given before the pages of this name, and up to which of them people may go in."""

    __tablename__ = "waiting_lines"
    __table_args__ = (CheckConstraint("admitted <= tickets", name="admitted_only_who_waits"),)

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    tickets: Mapped[int] = mapped_column(default=0)
    admitted: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[datetime]
