"""How a question that is being written will come to learners."""

from dataclasses import dataclass, replace
from typing import Any

from question_bank.question import Question


@dataclass(frozen=True)
class Preview:
    """One question on a phone and in print, alone, with its options in the order in which they are written."""

    whole: Question
    number: int = 1

    @property
    def asked(self) -> dict[str, Any]:
        """The question without its case, which stands before it."""
        return replace(self.whole, case="").without_key()

    @property
    def case(self) -> dict[str, Any] | None:
        return {"text": self.whole.case, "first": 1, "last": 1} if self.whole.case else None
