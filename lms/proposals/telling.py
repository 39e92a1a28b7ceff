"""Who is told what of a proposal: the officers of the unit that it came, its writers that it was answered."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Grant
from lms.database import session
from lms.notices import service as notices
from lms.notices.service import Message
from lms.permissions import Role
from lms.proposals.models import CollectedOriginal, CollectedProposal
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
    statement = (
        select(Reflection.person_id, Reflection.public_id)
        .join(Submission, Submission.reflection_id == Reflection.id)
        .join(Proposal, Proposal.submission_id == Submission.id)
        .join(CollectedOriginal, CollectedOriginal.proposal_id == Proposal.id)
        .where(CollectedOriginal.collected_id == collected.id, CollectedOriginal.left_at.is_(None))
        .distinct()
    )
    for row in session.execute(statement).all():
        message = Message(
            key=f"proposal-answered:{collected.id}:{collected.version}:{row.public_id}",
            title=_("Your proposal is answered"),
            body=_("%(unit)s has answered it.", unit=collected.unit.name),
            path=f"/reflections/{row.public_id}#answers",
        )
        notices.send([row.person_id], message, now)


def _to_the_unit(collected: CollectedProposal) -> str:
    """Once for each unit that it is sent to."""
    return f"proposal-for-unit:{collected.id}:{collected.unit_id}"
