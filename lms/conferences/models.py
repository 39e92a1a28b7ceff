"""A conference (hội nghị) of a unit: a session without a class, whose participants are counted."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.classes.models import Delivery
from lms.columns import Base
from lms.organisations.models import OrgUnit
from lms.permissions import Permission, Scope
from lms.web.clock import local


class ConferenceKind(StrEnum):
    """What is held: news of the time every quarter, speakers, dialogue with the head, briefing, a theme."""

    CURRENT_AFFAIRS = "current-affairs"
    REPORTERS = "reporters"
    DIALOGUE = "dialogue"
    BRIEFING = "briefing"
    THEMATIC = "thematic"


class ConferenceState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Conference(Base):
    """One conference of one unit. It was held when its participants are counted.

    `agenda` and `places` hold what `lms.classes.agenda` and `lms.classes.places` make of them; heads counted at places
    are not among the participants.
    """

    __tablename__ = "conferences"
    __table_args__ = (
        CheckConstraint("(state = 'held') = (participants IS NOT NULL)", name="held_with_a_count"),
        CheckConstraint("state <> 'cancelled' OR reason <> ''", name="cancelled_for_a_reason"),
        CheckConstraint("invited >= 0 AND participants >= 0 AND answered >= 0", name="counts_not_negative"),
        CheckConstraint("answered <= questions", name="answered_of_the_asked"),
    )
    see_permission = Permission.CONFERENCE_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[ConferenceKind]
    title: Mapped[str] = mapped_column(String(250))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    chair: Mapped[str] = mapped_column(String(120), default="")
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.IN_PERSON)
    state: Mapped[ConferenceState] = mapped_column(default=ConferenceState.PLANNED)
    reason: Mapped[str] = mapped_column(String(300), default="")
    invited: Mapped[int | None]
    participants: Mapped[int | None]
    questions: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    agenda: Mapped[list[Any]] = mapped_column(default=list)
    places: Mapped[list[Any]] = mapped_column(default=list)
    notes: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    unit: Mapped[OrgUnit] = relationship(lazy="joined")

    @property
    def day(self) -> date:
        """The day on which it is held, in Việt Nam."""
        return local(self.starts_at).date()

    @property
    def scope(self) -> Scope:
        return self.unit.scope
