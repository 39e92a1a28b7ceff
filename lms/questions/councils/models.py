"""A council with its term, who sits on it as what, who sat on it before, and its topics."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.organisations.models import OrgUnit
from lms.permissions import Permission, Scope
from lms.questions.councils.rules import RANK, Post, Standing, standing

_STANDS = text("ended_at IS NULL")
_ONE_OF_A_KIND = text("post <> 'member'")


class ReviewCouncil(Base):
    """A council of a unit. Once it has ended or its term is over, its topics are nobody's."""

    __tablename__ = "review_councils"
    __table_args__ = (
        Index(
            "uq_review_councils_standing",
            "unit_id",
            "name",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        CheckConstraint("ended_at >= founded_at", name="founded_before_ended"),
        CheckConstraint("ends_on >= begins_on", name="begins_before_ends"),
    )
    see_permission = Permission.COUNCIL_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    founded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    unit: Mapped[OrgUnit] = relationship()
    seats: Mapped[list["CouncilMember"]] = relationship(order_by="CouncilMember.person_id", viewonly=True)
    past_seats: Mapped[list["PastSeat"]] = relationship(order_by="PastSeat.id.desc()", viewonly=True)
    topics: Mapped[list["CouncilTopic"]] = relationship(order_by="CouncilTopic.lineage", viewonly=True)

    @property
    def scope(self) -> Scope:
        return self.unit.scope

    @property
    def seated(self) -> list["CouncilMember"]:
        """The chair first, plain members by name at the end."""
        return sorted(self.seats, key=lambda seat: (RANK[seat.post], seat.person.sort_key))

    @property
    def members(self) -> list[Person]:
        return [seat.person for seat in self.seated]

    def standing(self, day: date) -> Standing:
        return standing(self.ended_at is not None, self.begins_on, self.ends_on, day)


class CouncilMember(Base):
    """Somebody sits on a council, as its chair or something else; `since` None: since it was founded."""

    __tablename__ = "review_council_members"
    __table_args__ = (
        Index(
            "uq_review_council_members_post",
            "council_id",
            "post",
            unique=True,
            sqlite_where=_ONE_OF_A_KIND,
            postgresql_where=_ONE_OF_A_KIND,
        ),
    )

    council_id: Mapped[int] = mapped_column(
        ForeignKey("review_councils.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    post: Mapped[Post] = mapped_column(default=Post.MEMBER)
    since: Mapped[datetime | None]

    person: Mapped[Person] = relationship(viewonly=True)


class PastSeat(Base):
    """Somebody sat on a council until they left, or until they became something else in it."""

    __tablename__ = "review_council_past_seats"
    __table_args__ = (CheckConstraint("until >= since", name="since_before_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("review_councils.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    post: Mapped[Post]
    since: Mapped[datetime]
    until: Mapped[datetime]

    person: Mapped[Person] = relationship(viewonly=True)


class CouncilTopic(Base):
    """A topic that a council reviews, in all versions of its programme."""

    __tablename__ = "review_council_topics"

    council_id: Mapped[int] = mapped_column(
        ForeignKey("review_councils.id", ondelete="CASCADE"), primary_key=True
    )
    lineage: Mapped[str] = mapped_column(String(16), primary_key=True, index=True)
