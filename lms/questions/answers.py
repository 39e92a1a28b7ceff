"""What a learner typed as the answer that it stands for, or why it is none."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from question_bank.question import Form, InvalidResponse, Question

NAME = "answer"


@dataclass(frozen=True)
class Read:
    """The answer in normal form. Where `problem` says why there is none, `value` or `typed` is what to show again."""

    value: Any = None
    problem: str = ""
    typed: dict[str, str] = field(default_factory=dict)


def read(question: Question, form: Form, name: str = NAME) -> Read:
    """Whoever says that they do not know answers nothing, and may."""
    if "unknown" in form:
        return Read()
    typed = {one: values[0] for one, values in form.items() if one.startswith(f"{name}-") and values}
    try:
        value = question.from_form(form, name)
        parsed = question.parse(value)
    except InvalidResponse as wrong:
        return Read(_raw(question, form, name), _(wrong.sentence, **wrong.params), typed)
    if parsed is None:
        problem = _("There is no answer yet. Choose or write one, or say that you do not know it.")
        return Read(None, problem, typed)
    return Read(parsed)


def _raw(question: Question, form: Form, name: str) -> Any:
    """As it was typed, where a field can show that again."""
    try:
        return question.from_form(form, name)
    except InvalidResponse:
        return None
