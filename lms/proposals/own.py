"""What a learner sees of the proposals in their own reflection: where each was sent, and what the unit says."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.proposals import originals, queries
from lms.proposals.models import CollectedProposal
from lms.proposals.rules import Original
from lms.reflections.models import Reflection


@dataclass(frozen=True)
class Own:
    """One proposal as handed in; `sent` is None while nobody has sent it to a unit."""

    original: Original
    sent: CollectedProposal | None


def answers_to(reflection: Reflection) -> Sequence[Own]:
    """The proposals of the version that counts, in at most three statements."""
    found = originals.of_reflection(reflection.id)
    sent = queries.by_ids({one.place.collected_id for one in found if one.place})
    return [Own(one, sent.get(one.place.collected_id) if one.place else None) for one in found]
