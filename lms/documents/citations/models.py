"""What people found when they looked at a thing that cites a document which no longer holds."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base


class Verdict(StrEnum):
    """STILL_RIGHT: it holds as it stands. CHANGED: it was put right."""

    STILL_RIGHT = "still-right"
    CHANGED = "changed"


class CitationReview(Base):
    """One look at one thing; rows are only added, the latest counts.

    `kind` and `thing_id` name the thing as `citing.Kind` does. `replaced_by_id` is what had replaced the document then:
    once another document does, everything is to be looked at again.
    """

    __tablename__ = "citation_reviews"
    __table_args__ = (
        Index("ix_citation_reviews_document_id_kind_thing_id", "document_id", "kind", "thing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int]
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="SET NULL"), index=True
    )
    verdict: Mapped[Verdict]
    note: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)

    by: Mapped[Person | None] = relationship()
