"""A thing that waits for sheets or for a conclusion."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from lms.appraisals.sheets import FEWEST
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil
from lms.questions.councils.queries import stands_on


@dataclass(frozen=True)
class Waiting:
    """What is under appraisal, since when; how many people judged it, and whether one of them is who asks."""

    thing: Any
    people: int
    mine: bool
    since: datetime | None

    @property
    def to_appraise(self) -> bool:
        """The sheet of who asks is needed still."""
        return not self.mine and self.people < FEWEST

    @property
    def to_decide(self) -> bool:
        return self.people >= FEWEST


def within_reach(topics: Select[Any], person_id: int) -> ColumnElement[bool]:
    """No council has one of the topics, or this person sits on one that does; `topics` comes from `covered`."""
    seat = and_(CouncilMember.council_id == CouncilTopic.council_id, CouncilMember.person_id == person_id)
    return or_(~exists(topics), exists(topics.join(CouncilMember, seat)))


def covered(day: date, *which: ColumnElement[bool]) -> Select[Any]:
    """The councils that stand that day and have such topics (conditions on CouncilTopic)."""
    joined = select(CouncilTopic.council_id).join(ReviewCouncil, ReviewCouncil.id == CouncilTopic.council_id)
    return joined.where(stands_on(day), *which)
