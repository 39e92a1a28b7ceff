"""What states, steps and decisions are called on a page, and why something cannot be done."""

from flask import Flask
from flask_babel import lazy_gettext as _l, lazy_pgettext
from markupsafe import Markup

from lms.appraisals.rules import No
from lms.appraisals.sheets import Conclusion
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank.models import LessonState, Step
from lms.lessons.texts.cleaning import clean
from lms.lessons.texts.printing import printed

STATES = {
    LessonState.DRAFT: (lazy_pgettext("lesson", "Draft"), "neutral"),
    LessonState.SUBMITTED: (lazy_pgettext("lesson", "Under appraisal"), "info"),
    LessonState.RETURNED: (lazy_pgettext("lesson", "Returned"), "warning"),
    LessonState.TO_CORRECT: (lazy_pgettext("lesson", "Approved after correction"), "warning"),
    LessonState.APPROVED: (lazy_pgettext("lesson", "Approved"), "success"),
    LessonState.REPLACED: (lazy_pgettext("lesson", "Replaced by a later version"), "neutral"),
}
STEPS = {
    Step.SUBMITTED: lazy_pgettext("lesson", "handed in for appraisal"),
    Step.WITHDRAWN: lazy_pgettext("lesson", "taken back"),
    Step.RETURNED: lazy_pgettext("lesson", "returned"),
    Step.TO_CORRECT: lazy_pgettext("lesson", "approved on condition of corrections"),
    Step.APPROVED: lazy_pgettext("lesson", "approved"),
}
CONCLUSIONS = {
    Conclusion.PASS: (lazy_pgettext("lesson", "Passes"), "success"),
    Conclusion.CORRECT: (lazy_pgettext("lesson", "To be corrected"), "warning"),
    Conclusion.FAIL: (lazy_pgettext("lesson", "Does not pass"), "danger"),
}
DECISIONS = {
    Decision.APPROVE: lazy_pgettext("lesson", "Approve: it may be taught"),
    Decision.AFTER_CORRECTION: lazy_pgettext(
        "lesson", "Approve after correction: the lecturer corrects it first"
    ),
    Decision.RETURN: lazy_pgettext("lesson", "Return to the lecturer"),
}
WHY_NOT = {
    No.OWN: _l("You wrote a part of this lesson; somebody else appraises it."),
    No.COUNCIL: _l("This topic has a council, and only its members appraise the lesson."),
    No.STATE: _l("The version is not under appraisal any more, or somebody has appraised it already."),
    No.FEW: _l("Two people must have handed in their sheets first."),
    No.FAILED: _l(
        "A sheet says that the lesson does not pass. Return it, or ask that appraiser to look again."
    ),
    No.CORRECTIONS: _l(
        "A sheet asks for corrections. Choose “after correction”, or ask that appraiser to look again."
    ),
    No.UNSAID: _l("Say why, or what is to be corrected: the lecturer works by it."),
    No.EMPTY: _l("A page has no text yet. Write it or take it out, then hand the lesson in."),
}


def surface(body: str) -> Markup:
    """A page as it is edited."""
    return Markup(clean(body))  # noqa: S704 - cleaned just now


def text(body: str, place: int, staff: bool = False) -> Markup:
    """A page as it is read."""
    return printed(body, place, with_documents=staff)


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "lesson_states": STATES,
        "lesson_steps": STEPS,
        "lesson_conclusions": CONCLUSIONS,
        "lesson_why_not": WHY_NOT,
    }
    app.jinja_env.filters |= {"lesson_surface": surface, "lesson_text": text}
