"""Comments kept for use again, and how often each person used them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base, only_one

STANDING = text("removed_at IS NULL")
LONGEST = 1000


class KeptComment(Base):
    """A comment in somebody's bank; with a class or a unit, markers there find it too.

    `digest` is of the text: nobody keeps the same twice.
    """

    __tablename__ = "kept_comments"
    __table_args__ = (
        only_one("uq_kept_comments_once", "author_id", "digest", where=STANDING),
        CheckConstraint("class_id IS NULL OR unit_id IS NULL", name="one_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    class_id: Mapped[int | None] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(LONGEST))
    digest: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="joined")

    def belongs_to(self, person_id: int) -> bool:
        return self.author_id == person_id


class CommentUse(Base):
    """How often somebody put a kept comment into a mark."""

    __tablename__ = "kept_comment_uses"
    __table_args__ = (CheckConstraint("uses > 0", name="uses_positive"),)

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("kept_comments.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    uses: Mapped[int]
    used_at: Mapped[datetime]
