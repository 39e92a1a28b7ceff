"""A document in the register."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.documents.kinds import DocumentKind
from lms.documents.rules import Validity, validity
from lms.permissions import SHARED, Permission, Scope


class Document(Base):
    """One official document. An issuer gives a number once a year; the keys are equal for all spellings.

    `number` is empty for what has none, as statutes; its key is then that of the abstract. `words` and `search_key` are
    all that a search may find, in small letters, with and without marks. `replaced_on` is the first day on which
    the other one holds.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("number_key", "issuer_key", "year"),
        CheckConstraint("replaced_by_id <> id", name="replaced_by_another"),
        CheckConstraint("(replaced_by_id IS NULL) = (replaced_on IS NULL)", name="replaced_on_a_day"),
        CheckConstraint("valid_until >= valid_from", name="days_in_order"),
    )
    see_permission = Permission.DOCUMENT_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    number_key: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(200))
    issuer_key: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    issued_on: Mapped[date] = mapped_column(index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    abstract: Mapped[str] = mapped_column(String(500))
    words: Mapped[str] = mapped_column(Text)
    search_key: Mapped[str] = mapped_column(Text)
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="RESTRICT"), index=True
    )
    replaced_on: Mapped[date | None] = mapped_column(index=True)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    replaced_by: Mapped["Document | None"] = relationship(remote_side=[id])
    entered_by: Mapped[Person | None] = relationship()

    @property
    def scope(self) -> Scope:
        return SHARED

    @property
    def named(self) -> str:
        """What it is called in a list: its number or, without one, its abstract."""
        return self.number or self.abstract

    @property
    def citation(self) -> str:
        """As papers cite it; `numbers.read` reads it back."""
        return f"{self.named} ngày {self.issued_on:%d/%m/%Y} của {self.issuer}"

    def validity(self, day: date) -> Validity:
        return validity(self, day)
