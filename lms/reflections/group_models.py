"""A group's reflection: who is named as taking part in a version, and who of them has a mark of their own."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    exists,
    false,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState
from lms.columns import Base

_STANDING = text("ended_at IS NULL")


class Participant(Base):
    """Somebody whom a group named when it handed in this version. Never changed: another version names anew."""

    __tablename__ = "reflection_participants"
    __table_args__ = (
        ForeignKeyConstraint(
            ["reflection_id", "number"],
            ["reflection_submissions.reflection_id", "reflection_submissions.number"],
            ondelete="CASCADE",
        ),
    )

    reflection_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="RESTRICT"), primary_key=True, index=True
    )

    person: Mapped[Person] = relationship(lazy="joined")


class MemberMark(Base):
    """Another mark than the group's for one who took part, or none at all (`points` empty), and why.

    What is decided anew ends what stood.
    """

    __tablename__ = "reflection_member_marks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["reflection_id", "number", "person_id"],
            [
                "reflection_participants.reflection_id",
                "reflection_participants.number",
                "reflection_participants.person_id",
            ],
            ondelete="CASCADE",
        ),
        CheckConstraint("reason <> ''", name="for_a_reason"),
        CheckConstraint("points IS NULL OR points BETWEEN 0 AND out_of", name="points_in_range"),
        Index(
            "uq_reflection_member_marks_standing",
            *("reflection_id", "number", "person_id"),
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_id: Mapped[int]
    number: Mapped[int]
    person_id: Mapped[int]
    points: Mapped[Decimal | None]
    out_of: Mapped[Decimal]
    reason: Mapped[str] = mapped_column(String(500))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]


def belongs_to_member(reflection_id: int, group_id: int | None, person_id: int) -> bool:
    """Whether a group's reflection is this person's too."""
    named = exists().where(Participant.reflection_id == reflection_id, Participant.person_id == person_id)
    return bool(database.session.scalar(select(or_(named, _in_group(group_id, person_id)))))


def _in_group(group_id: int | None, person_id: int) -> ColumnElement[bool]:
    if group_id is None:  # dissolved; whoever is in no group is not in this one
        return false()
    return exists().where(
        *(Enrolment.group_id == group_id, Enrolment.person_id == person_id),
        Enrolment.state == EnrolmentState.ENROLLED,
    )
