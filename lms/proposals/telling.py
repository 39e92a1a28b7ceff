"""Who is told what of a proposal: the officers of the unit that it came, its writers that it was answered."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from lms.accounts.models import Grant
from lms.database import session
from lms.notices import service as notices
from lms.notices.service import Message
from lms.permissions import Role
from lms.proposals.models import CollectedOriginal, CollectedProposal
from lms.reflections.groups import queries as groups
from lms.reflections.models import Proposal, Reflection, Submission


def the_unit(collected: CollectedProposal, now: datetime) -> None:
    """Its officers, so that they need not look every day."""
    officers = select(Grant.person_id).where(
        Grant.role == Role.UNIT_OFFICER, Grant.unit_id == collected.unit_id, Grant.ended_at.is_(None)
    )
    message = Message(
        key=_to_the_unit(collected),
        title=_("A proposal for your unit"),
        body=collected.content,
        path=f"/proposals/{collected.id}",
    )
    notices.send(session.scalars(officers), message, now)


def taken_back(collected: CollectedProposal) -> None:
    """Officers who have not read of it need not come and find nothing."""
    notices.take_back(_to_the_unit(collected))


def the_writers(collected: CollectedProposal, now: datetime) -> None:
    """Each of them, with the way to their own reflection, where the answer stands."""
    proposing = (
        select(Submission.reflection_id)
        .join(Proposal, Proposal.submission_id == Submission.id)
        .join(CollectedOriginal, CollectedOriginal.proposal_id == Proposal.id)
        .where(CollectedOriginal.collected_id == collected.id, CollectedOriginal.left_at.is_(None))
    )
    statement = select(Reflection).where(Reflection.id.in_(proposing)).options(lazyload(Reflection.task))
    for reflection in session.scalars(statement).all():
        message = Message(
            key=f"proposal-answered:{collected.id}:{collected.version}:{reflection.public_id}",
            title=_("Your proposal is answered"),
            body=_("%(unit)s has answered it.", unit=collected.unit.name),
            path=f"/reflections/{reflection.public_id}#answers",
        )
        notices.send(groups.people_of(reflection), message, now)


def _to_the_unit(collected: CollectedProposal) -> str:
    """Once for each unit that it is sent to."""
    return f"proposal-for-unit:{collected.id}:{collected.unit_id}"
