"""What of a programme is in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.columns import Base
from lms.programmes.approval.rules import Origin


class ProgrammeInForce(Base):
    """A programme as it was approved; what it is now may be something else. `digest` names the content."""

    __tablename__ = "programmes_in_force"
    __table_args__ = (
        CheckConstraint("(approval_id IS NULL) = (origin = 'before')", name="approved_or_before"),
    )

    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    origin: Mapped[Origin]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]
    # A table of the feature above, by name.
    approval_id: Mapped[int | None] = mapped_column(
        ForeignKey("programme_approvals.submission_id", ondelete="RESTRICT"), unique=True
    )
