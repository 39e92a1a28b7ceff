"""The columns of every kind of sheet and of every kind of approval; the kind adds what they are about.

The database itself knows no approval without two sheets of two other people.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from lms.accounts.models import Person
from lms.appraisals.sheets import Conclusion


class SheetColumns:
    """The sheet of one appraiser; `author_id` is who wrote the thing, never the same person."""

    id: Mapped[int] = mapped_column(primary_key=True)
    appraiser_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="RESTRICT"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    marks: Mapped[list[Any]] = mapped_column(default=list)
    comment: Mapped[str] = mapped_column(String(4000), default="")
    conclusion: Mapped[Conclusion]
    at: Mapped[datetime]
    reply: Mapped[str] = mapped_column(String(4000), default="")
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    @declared_attr
    @classmethod
    def appraiser(cls) -> Mapped[Person]:
        return relationship(foreign_keys=[cls.appraiser_id])

    @declared_attr
    @classmethod
    def replied_by(cls) -> Mapped[Person | None]:
        return relationship(foreign_keys=[cls.replied_by_id])


class ApprovalColumns:
    """It rests on two sheets, which are those of two people."""

    first_id: Mapped[int]
    first_by_id: Mapped[int]
    second_id: Mapped[int]
    second_by_id: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime]

    @declared_attr
    @classmethod
    def decided_by(cls) -> Mapped[Person | None]:
        return relationship(foreign_keys=[cls.decided_by_id])


def sheet_rules(about: str) -> tuple[UniqueConstraint | CheckConstraint, ...]:
    """One sheet of each appraiser about each thing, by somebody else than who wrote it."""
    return (
        UniqueConstraint(about, "appraiser_id"),
        UniqueConstraint("id", "appraiser_id"),
        CheckConstraint("appraiser_id <> author_id", name="by_another"),
    )


def approval_rules(sheets: str) -> tuple[ForeignKeyConstraint | CheckConstraint, ...]:
    """`sheets` is the table on which it rests."""
    by_whom = [f"{sheets}.id", f"{sheets}.appraiser_id"]
    return (
        ForeignKeyConstraint(["first_id", "first_by_id"], by_whom, ondelete="RESTRICT"),
        ForeignKeyConstraint(["second_id", "second_by_id"], by_whom, ondelete="RESTRICT"),
        CheckConstraint("first_by_id <> second_by_id", name="two_people"),
        CheckConstraint("decided_by_id <> author_id", name="decided_by_another"),
    )
