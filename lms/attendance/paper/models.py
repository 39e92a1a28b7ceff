"""Sign-in sheets as they were printed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.classes.models import ClassSession
from lms.columns import Base, Json
from lms.permissions import Permission, Scope


class SignInSheet(Base):
    """Which line is whose: line 1 is the first id. The class may change after printing, the paper does not."""

    __tablename__ = "sign_in_sheets"
    see_permission = Permission.ATTENDANCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(
        ForeignKey("class_sessions.id", ondelete="CASCADE"), index=True
    )
    person_ids: Mapped[list[int]] = mapped_column(Json)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    class_session: Mapped[ClassSession] = relationship(lazy="joined")

    @property
    def scope(self) -> Scope:
        return self.class_session.scope
