"""Who may appraise, and what may be decided. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.lessons.appraisal.criteria import FEWEST, Conclusion, Decision


class No(StrEnum):
    """Why somebody cannot do it."""

    OWN = "own"
    COUNCIL = "council"
    STATE = "state"
    FEW = "few"
    FAILED = "failed"
    CORRECTIONS = "corrections"
    UNSAID = "unsaid"
    EMPTY = "empty"


@dataclass(frozen=True)
class Sheets:
    """The conclusions about a version; `people` also counts those who judged the version that it corrects."""

    here: Sequence[Conclusion]
    people: int


def why_not_appraise(person_id: int, writers: Collection[int], submitted: bool, in_reach: bool) -> No | None:
    """Nobody appraises what they wrote a part of; where a council has the topic, only its members do."""
    if person_id in writers:
        return No.OWN
    if not in_reach:
        return No.COUNCIL
    return None if submitted else No.STATE


def why_not_decide(decision: Decision, sheets: Sheets, said: str) -> No | None:
    """Sheets of two people first; a sheet that fails the lesson is not passed over, one that asks for corrections
    is met by a version that makes them."""
    if sheets.people < FEWEST:
        return No.FEW
    if decision is not Decision.APPROVE:
        return None if said else No.UNSAID
    if Conclusion.FAIL in sheets.here:
        return No.FAILED
    return No.CORRECTIONS if Conclusion.CORRECT in sheets.here else None
