"""What rights and the homes of questions are called on a page."""

from typing import Any

from flask import Flask
from flask_babel import gettext, lazy_pgettext
from flask_login import current_user

from lms.questions.models import Question
from lms.questions.sharing.models import QuestionHolding
from lms.questions.sharing.rules import Right

RIGHTS = {
    Right.SEE: lazy_pgettext("right to a question", "see them"),
    Right.USE: lazy_pgettext("right to a question", "use them in tests"),
    Right.EDIT: lazy_pgettext("right to a question", "change them"),
}
GIVEN = {
    Right.SEE: lazy_pgettext("right to a question", "may see it"),
    Right.USE: lazy_pgettext("right to a question", "may use it in tests"),
    Right.EDIT: lazy_pgettext("right to a question", "may change it"),
}


def home_words(holding: QuestionHolding | None) -> str:
    """To whom a question belongs."""
    if holding is None:
        return gettext("Bank of the programme")
    return holding.unit.name if holding.unit else gettext("Its author alone")


def home_badge(question: Question) -> Any:
    """Words for a list; nothing for what belongs to the bank of all."""
    if question.holding is None:
        return ""
    if question.holding.unit is not None:
        return question.holding.unit.name
    return gettext("Mine alone") if question.author_id == current_user.id else gettext("Shared with me")


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"question_rights": GIVEN, "home_words": home_words, "home_badge": home_badge}
