"""Who may appraise, and what may be concluded from the sheets. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.appraisals.sheets import FEWEST, Conclusion


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
    SAME = "same"


@dataclass(frozen=True)
class Sheets:
    """The conclusions about a thing; `people` also counts those who judged what it corrects."""

    here: Sequence[Conclusion]
    people: int


def why_not_appraise(person_id: int, writers: Collection[int], submitted: bool, in_reach: bool) -> No | None:
    """Nobody appraises what they wrote a part of; where a council has the topic, only its members do."""
    if person_id in writers:
        return No.OWN
    if not in_reach:
        return No.COUNCIL
    return None if submitted else No.STATE


def why_not_conclude(passes: bool, sheets: Sheets, said: str) -> No | None:
    """Sheets of two people first; one that fails the thing is not passed over, nor one that asks for corrections.

    Whatever does not pass is told why.
    """
    if sheets.people < FEWEST:
        return No.FEW
    if not passes:
        return None if said else No.UNSAID
    if Conclusion.FAIL in sheets.here:
        return No.FAILED
    return No.CORRECTIONS if Conclusion.CORRECT in sheets.here else None
