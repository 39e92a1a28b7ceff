"""A council, its members and its topics. Who was what when stands in the history of changes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.columns import Base
from lms.organisations.models import OrgUnit
from lms.permissions import Permission, Scope

_STANDS = text("ended_at IS NULL")


class ReviewCouncil(Base):
    """A council of a unit. Once it has ended, its topics are nobody's."""

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
    )
    see_permission = Permission.COUNCIL_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    founded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    unit: Mapped[OrgUnit] = relationship()
    members: Mapped[list[Person]] = relationship(
        secondary="review_council_members", order_by=Person.sort_key, viewonly=True
    )
    topics: Mapped[list["CouncilTopic"]] = relationship(order_by="CouncilTopic.lineage", viewonly=True)

    @property
    def scope(self) -> Scope:
        return self.unit.scope


class CouncilMember(Base):
    """Somebody sits on a council."""

    __tablename__ = "review_council_members"

    council_id: Mapped[int] = mapped_column(
        ForeignKey("review_councils.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class CouncilTopic(Base):
    """A topic that a council reviews, in all versions of its programme."""

    __tablename__ = "review_council_topics"

    council_id: Mapped[int] = mapped_column(
        ForeignKey("review_councils.id", ondelete="CASCADE"), primary_key=True
    )
    lineage: Mapped[str] = mapped_column(String(16), primary_key=True, index=True)
