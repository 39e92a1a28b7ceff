"""The answer that a verdict suggests as the right one: written into an address, read into the form. Pure."""

from collections.abc import Mapping
from typing import Any

from question_bank.question import Form, InvalidResponse, Question
from question_bank.types import Statements

FIELD = "answer"
Fields = dict[str, str | list[str]]


def fields_of(question: Question, answer: Any) -> Fields:
    """The answer as the form of the question would send it."""
    if isinstance(question, Statements) and isinstance(answer, Mapping):
        return {f"{FIELD}-{name}": _word(said) for name, said in answer.items()}
    return {FIELD: [_word(one) for one in answer] if isinstance(answer, list) else _word(answer)}


def suggested(question: Question, form: Form) -> Any:
    """The answer that these fields give; None where it is none."""
    if not any(name.partition("-")[0] == FIELD for name in form):
        return None
    try:
        return question.parse(question.from_form(form, FIELD))
    except InvalidResponse:
        return None


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
