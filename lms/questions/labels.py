"""What types, levels and states are called on a page."""

from typing import Any

from flask import Flask
from flask_babel import gettext, lazy_pgettext

from lms.questions.kinds import Kind
from lms.questions.models import Question, Step, VersionState
from question_bank.problems import PLACES, SENTENCES, Unit
from question_bank.question import Level

TYPES = {
    "single_choice": lazy_pgettext("question", "Single choice"),
    "multiple_choice": lazy_pgettext("question", "Multiple choice"),
    "true_false": lazy_pgettext("question", "True or false"),
    "statements": lazy_pgettext("question", "True or false, several statements"),
    "short_text": lazy_pgettext("question", "Short answer"),
    "numeric": lazy_pgettext("question", "Number"),
    "matching": lazy_pgettext("question", "Matching"),
    "ordering": lazy_pgettext("question", "Ordering"),
    "cloze": lazy_pgettext("question", "Fill in the gaps"),
    "essay": lazy_pgettext("question", "Essay"),
}
LEVELS = {
    Level.RECOGNITION: lazy_pgettext("question", "Recognition"),
    Level.UNDERSTANDING: lazy_pgettext("question", "Understanding"),
    Level.APPLICATION: lazy_pgettext("question", "Application"),
    Level.HIGH_APPLICATION: lazy_pgettext("question", "Higher application"),
}
STATES = {
    VersionState.DRAFT: (lazy_pgettext("question", "Draft"), "neutral"),
    VersionState.SUBMITTED: (lazy_pgettext("question", "Waiting for review"), "info"),
    VersionState.RETURNED: (lazy_pgettext("question", "Returned"), "warning"),
    VersionState.PUBLISHED: (lazy_pgettext("question", "In use"), "success"),
    VersionState.REPLACED: (lazy_pgettext("question", "Replaced"), "neutral"),
}
RETIRED = (lazy_pgettext("question", "Retired"), "danger")
STEPS = {
    Step.SUBMITTED: lazy_pgettext("question", "submitted for review"),
    Step.WITHDRAWN: lazy_pgettext("question", "taken back from review"),
    Step.RETURNED: lazy_pgettext("question", "returned"),
    Step.PUBLISHED: lazy_pgettext("question", "approved"),
}
KINDS = {
    Kind.KEY: lazy_pgettext("question", "Right answer not clear"),
    Kind.TWIN: lazy_pgettext("question", "Nearly the same as another"),
    Kind.ESSAY: lazy_pgettext("question", "Read as an essay"),
    Kind.OPTIONS: lazy_pgettext("question", "Options to look at"),
    Kind.LOST: lazy_pgettext("question", "Something was left out"),
    Kind.OTHER: lazy_pgettext("question", "Other things"),
}

translated = gettext  # for sentences that stand in the library, which no extractor finds here


def state_of(question: Question) -> tuple[Any, str]:
    """Words and tone for a question in a list."""
    return RETIRED if question.retired_at else STATES[question.latest.state]


def problem_text(problem: dict[str, Any]) -> str:
    """A stored problem in the person's language."""
    return translated(SENTENCES[problem["code"]]) % problem["params"]


def place_text(place: dict[str, Any] | None) -> str:
    """Where in the file, in the person's language."""
    if not place:
        return ""
    return translated(PLACES[Unit(place["unit"])][place["first"] != place["last"]]) % place


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "question_types": TYPES,
        "question_levels": LEVELS,
        "question_states": STATES,
        "question_steps": STEPS,
        "question_state": state_of,
    }
    app.jinja_env.filters |= {"problem_text": problem_text, "place_text": place_text}
