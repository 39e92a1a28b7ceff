"""How a mark came about, where nobody simply gave it."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.marking.models import Mark


class Kind(StrEnum):
    """Made of several people's marks; carried over to another version of the rubric; changed after moderation."""

    AGREED = "agreed"
    RENEWED = "renewed"
    MODERATED = "moderated"


class MarkOrigin(Base):
    """`before` is the mark that stood until then; `by` did what appended this one."""

    __tablename__ = "mark_origins"

    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Kind]
    before_id: Mapped[int | None] = mapped_column(ForeignKey("marks.id", ondelete="RESTRICT"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    before: Mapped[Mark | None] = relationship(foreign_keys=[before_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
