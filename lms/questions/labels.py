"""What types, levels and states are called on a page."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l

from lms.questions.models import Question, Step, VersionState
from question_bank.problems import PLACES, SENTENCES, Unit
from question_bank.question import Level

TYPES = {
    "single_choice": _l("Single choice"),
    "multiple_choice": _l("Multiple choice"),
    "true_false": _l("True or false"),
    "statements": _l("True or false, several statements"),
    "short_text": _l("Short answer"),
    "numeric": _l("Number"),
    "matching": _l("Matching"),
    "ordering": _l("Ordering"),
    "cloze": _l("Fill in the gaps"),
    "essay": _l("Essay"),
}
LEVELS = {
    Level.RECOGNITION: _l("Recognition"),
    Level.UNDERSTANDING: _l("Understanding"),
    Level.APPLICATION: _l("Application"),
    Level.HIGH_APPLICATION: _l("Higher application"),
}
STATES = {
    VersionState.DRAFT: (_l("Draft"), "neutral"),
    VersionState.SUBMITTED: (_l("Waiting for review"), "info"),
    VersionState.RETURNED: (_l("Returned"), "warning"),
    VersionState.PUBLISHED: (_l("In use"), "success"),
    VersionState.REPLACED: (_l("Replaced"), "neutral"),
}
RETIRED = (_l("Retired"), "danger")
STEPS = {
    Step.SUBMITTED: _l("submitted for review"),
    Step.WITHDRAWN: _l("taken back from review"),
    Step.RETURNED: _l("returned"),
    Step.PUBLISHED: _l("approved"),
}


def state_of(question: Question) -> tuple[Any, str]:
    """Words and tone for a question in a list."""
    return RETIRED if question.retired_at else STATES[question.latest.state]


def problem_text(problem: dict[str, Any]) -> str:
    """A stored problem in the person's language."""
    return _(SENTENCES[problem["code"]]) % problem["params"]


def place_text(place: dict[str, Any] | None) -> str:
    """Where in the file, in the person's language."""
    if not place:
        return ""
    return _(PLACES[Unit(place["unit"])][place["first"] != place["last"]]) % place


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "question_types": TYPES,
        "question_levels": LEVELS,
        "question_states": STATES,
        "question_steps": STEPS,
        "question_state": state_of,
    }
    app.jinja_env.filters |= {"problem_text": problem_text, "place_text": place_text}
