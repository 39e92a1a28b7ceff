"""What types, levels and states are called on a page."""

from typing import Any

from flask import Flask
from flask_babel import gettext, lazy_pgettext

from lms.questions.checklist.criteria import Criterion, criteria_of
from lms.questions.kinds import Kind
from lms.questions.models import Question, Step, VersionState
from lms.questions.outline import outline
from lms.questions.remarks.models import ReviewRemark
from lms.questions.remarks.parts import EXPLANATION, KEY, SOURCE, STEM, Part, parts_of
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
CRITERIA = {
    Criterion.KEY: lazy_pgettext("criterion", "The key is right, and nothing else is"),
    Criterion.CHOICES: lazy_pgettext("criterion", "The wrong choices are plausible"),
    Criterion.HINT: lazy_pgettext("criterion", "Neither length nor wording gives the key away"),
    Criterion.CLEAR: lazy_pgettext("criterion", "The wording is clear and can be read in one way only"),
    Criterion.SOURCE: lazy_pgettext("criterion", "The source is named and in force"),
    Criterion.LEVEL: lazy_pgettext("criterion", "Topic and level are right"),
    Criterion.TAUGHT: lazy_pgettext("criterion", "It asks what is taught, never what a person thinks"),
}
PARTS = {
    STEM: lazy_pgettext("part", "Text of the question"),
    KEY: lazy_pgettext("part", "Key"),
    EXPLANATION: lazy_pgettext("part", "Explanation"),
    SOURCE: lazy_pgettext("part", "Source"),
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


def part_words(part: Part) -> str:
    """What a part of a question is called, e.g. "Option B"."""
    if part.key in PARTS:
        return str(PARTS[part.key])
    words = (
        gettext("Option %(mark)s", mark=part.mark)
        if part.option
        else gettext("Line %(mark)s", mark=part.mark)
    )
    return str(words)


def remarked_part(remark: ReviewRemark) -> str:
    """The part of its version that a remark stands beside."""
    asked = remark.version.asked
    words = {part.key: part_words(part) for part in parts_of(asked, outline(asked))}
    return words.get(remark.part, "")


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "question_types": TYPES,
        "question_levels": LEVELS,
        "question_states": STATES,
        "question_steps": STEPS,
        "question_state": state_of,
        "review_criteria": CRITERIA,
        "criteria_of": criteria_of,
        "remarked_part": remarked_part,
    }
    app.jinja_env.filters |= {"problem_text": problem_text, "place_text": place_text}
