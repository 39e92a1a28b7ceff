"""Whose criteria are meant."""

from dataclasses import dataclass
from typing import Any

from lms.appraisals.criteria.models import (
    CENTRE,
    AppraisalCriterion,
    AppraisalForm,
    ProgrammeCriterionRow,
    ProgrammeForm,
)
from lms.questions.councils.models import ReviewCouncil


@dataclass(frozen=True)
class Whose:
    """The tables of forms and criteria, and the council, or None for the centre."""

    form: Any
    criterion: Any
    council: ReviewCouncil | None = None

    @property
    def place(self) -> str:
        return f"council-{self.council.id}" if self.council else CENTRE

    @property
    def owner(self) -> dict[str, Any]:
        """The columns of a form that say whose it is."""
        return {"place": self.place} | ({"council_id": self.council.id} if self.council else {})


LESSONS = Whose(AppraisalForm, AppraisalCriterion)
PROGRAMMES = Whose(ProgrammeForm, ProgrammeCriterionRow)


def of_council(council: ReviewCouncil) -> Whose:
    """What a council keeps for lessons."""
    return Whose(AppraisalForm, AppraisalCriterion, council)
