"""One statement that is true or false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from question_bank.problems import Problem, error
from question_bank.question import (
    RIGHT,
    UNDECIDED,
    WRONG,
    Form,
    Grade,
    InvalidResponse,
    Json,
    Question,
    register,
)

WORDS = {"true": True, "false": False}
SPOKEN = {True: "Đúng", False: "Sai"}


@register
@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    """The response is true or false; `answer` is None while the key is not known."""

    type: ClassVar[str] = "true_false"

    answer: bool | None
    feedback_true: str = ""
    feedback_false: str = ""

    def from_form(self, form: Form, prefix: str) -> Json:
        return truth_from_form(form, prefix)

    def correct_response(self) -> bool | None:
        return self.answer

    def describe(self, response: bool | None) -> str:
        return "" if response is None else SPOKEN[response]

    def _parse(self, value: Any) -> bool:
        return truth(value)

    def _grade(self, response: bool) -> Grade:
        if self.answer is None:
            return UNDECIDED
        verdict = RIGHT if response == self.answer else WRONG
        return Grade(verdict.fraction, self.feedback_true if response else self.feedback_false)

    def _problems(self) -> list[Problem]:
        return [error("question.no_key")] if self.answer is None else []


def truth(value: Any) -> bool:
    """A JSON true or false, or the word for it."""
    if isinstance(value, str) and value in WORDS:
        return WORDS[value]
    if isinstance(value, bool):
        return value
    raise InvalidResponse("This answer must be true or false.")


def truth_from_form(form: Form, name: str) -> Json:
    """True or false as a radio button sends it; None if none is chosen."""
    value = next((value for value in form.get(name, ()) if value.strip()), None)
    return None if value is None else WORDS.get(value, value)
