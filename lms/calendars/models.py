"""The secret address of a person's calendar. Only a hash of it is kept; ending the row ends the address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base, only_one


class CalendarFeed(Base):
    """An address that shows one person's sessions to whoever knows it, as long as it is not ended."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (only_one("uq_calendar_feeds_current", "person_id", where=text("ended_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
