"""A case text through all its versions, and which version of which question tells which of them."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.permissions import SHARED, Permission, Scope


class Situation(Base):
    """A set. `title` and `source` are for those who work with the bank; `words` and `search_key` as of a question."""

    __tablename__ = "situations"
    see_permission = Permission.QUESTION_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    latest_number: Mapped[int] = mapped_column(default=1)
    words: Mapped[str] = mapped_column(Text)
    search_key: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None]

    author: Mapped[Person | None] = relationship()
    texts: Mapped[list["SituationText"]] = relationship(
        order_by="SituationText.number.desc()", passive_deletes=True
    )
    latest: Mapped["SituationText"] = relationship(
        primaryjoin="and_(Situation.id == SituationText.situation_id,"
        " Situation.latest_number == SituationText.number)",
        foreign_keys="[SituationText.situation_id, SituationText.number]",
        viewonly=True,
    )

    @property
    def scope(self) -> Scope:
        """The policy lets roles in; its questions narrow that down (`situations/gate`)."""
        return SHARED


class SituationText(Base):
    """What is told, frozen. It is reviewed with the questions that tell it, and so has no state of its own."""

    __tablename__ = "situation_texts"
    __table_args__ = (UniqueConstraint("situation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    situation_id: Mapped[int] = mapped_column(ForeignKey("situations.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]

    created_by: Mapped[Person | None] = relationship()


class SituationPart(Base):
    """The version of a question that tells a text of a set, and at which place of the set the question stands.

    A question belongs to the set of its newest version. The place is that of all its versions in the set.
    """

    __tablename__ = "situation_parts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["situation_id", "number"],
            ["situation_texts.situation_id", "situation_texts.number"],
            name="fk_situation_parts_text",
            ondelete="CASCADE",
        ),
        Index("ix_situation_parts_situation_id_number", "situation_id", "number"),
        CheckConstraint("place > 0", name="place_positive"),
    )

    version_id: Mapped[int] = mapped_column(
        ForeignKey("question_versions.id", ondelete="CASCADE"), primary_key=True
    )
    situation_id: Mapped[int]
    number: Mapped[int]
    place: Mapped[int]
