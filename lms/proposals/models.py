"""A proposal sent to a unit: which originals say it, where it stands, what the unit answered, and how it came there.

It is a task for a unit, never a mark of a person. The originals stay where they were handed in.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.columns import Base, only_one
from lms.organisations.models import OrgUnit
from lms.permissions import Permission, Scope
from lms.reflections.models import ProposalLevel

_STANDS = text("left_at IS NULL")
LONGEST_ANSWER = 4000


class ProposalState(StrEnum):
    """Received by the unit, under consideration, adopted (it will be done), answered (it will not, or not so)."""

    RECEIVED = "received"
    CONSIDERING = "considering"
    ADOPTED = "adopted"
    ANSWERED = "answered"

    @property
    def decided(self) -> bool:
        return self in {ProposalState.ADOPTED, ProposalState.ANSWERED}


class StepKind(StrEnum):
    """What can happen to it."""

    SENT = "sent"
    JOINED = "joined"
    TAKEN_OUT = "taken-out"
    REWORDED = "reworded"
    READDRESSED = "readdressed"
    CONSIDERED = "considered"
    ADOPTED = "adopted"
    ANSWERED = "answered"
    TAKEN_BACK = "taken-back"


class CollectedProposal(Base):
    """What one or several learners propose, in one wording, addressed to one unit. `version` counts its steps."""

    __tablename__ = "collected_proposals"
    __table_args__ = (
        CheckConstraint(
            "(state IN ('adopted', 'answered')) = (answered_at IS NOT NULL)", name="answered_when_decided"
        ),
        CheckConstraint("answered_at IS NULL OR answer <> ''", name="answered_in_words"),
        CheckConstraint("taken_back_at IS NULL OR answered_at IS NULL", name="answered_is_not_taken_back"),
        CheckConstraint("version > 0", name="version_positive"),
        Index("ix_collected_proposals_unit_state", "unit_id", "state"),
    )
    see_permission = Permission.PROPOSAL_SEE

    id: Mapped[int] = mapped_column(primary_key=True)
    study_class_id: Mapped[int] = mapped_column(
        ForeignKey("study_classes.id", ondelete="CASCADE"), index=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"))
    level: Mapped[ProposalLevel]
    content: Mapped[str] = mapped_column(String(2000))
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.RECEIVED)
    version: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(String(LONGEST_ANSWER), default="")
    reference: Mapped[str] = mapped_column(String(120), default="")
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    taken_back_at: Mapped[datetime | None]

    study_class: Mapped[StudyClass] = relationship()
    unit: Mapped[OrgUnit] = relationship(lazy="joined")
    answered_by: Mapped[Person | None] = relationship()
    steps: Mapped[list["CollectedStep"]] = relationship(order_by="CollectedStep.number")

    @property
    def scope(self) -> Scope:
        """Where it was sent: whoever serves that unit, or one above it, sees it; the class is asked for apart."""
        return self.unit.scope


class CollectedOriginal(Base):
    """One learner's proposal among those that say the same; taking it out is a date."""

    __tablename__ = "collected_originals"
    __table_args__ = (only_one("uq_collected_originals_standing", "proposal_id", where=_STANDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    collected_id: Mapped[int] = mapped_column(
        ForeignKey("collected_proposals.id", ondelete="CASCADE"), index=True
    )
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class CollectedStep(Base):
    """One step on its way: who did what when, in which words, to which unit. Never changed."""

    __tablename__ = "collected_steps"
    __table_args__ = (UniqueConstraint("collected_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    collected_id: Mapped[int] = mapped_column(ForeignKey("collected_proposals.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[StepKind]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_units.id", ondelete="RESTRICT"))
    words: Mapped[str] = mapped_column(String(LONGEST_ANSWER), default="")
    reference: Mapped[str] = mapped_column(String(120), default="")

    by: Mapped[Person | None] = relationship()
    unit: Mapped[OrgUnit | None] = relationship()
