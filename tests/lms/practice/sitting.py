"""The page of a question that is practised, and what it sends."""

import re
from typing import Any

from sqlalchemy import func, select

from lms import database
from question_bank.question import Question as BankQuestion
from tests.lms.cast import Cast


def page_of(cast: Cast) -> str:
    return f"/classes/{cast.k1.id}/practice"


def form_of(html: str) -> dict[str, str]:
    """The hidden fields of the page of a question."""
    return dict(re.findall(r'<input type="hidden" name="(question|version|number)" value="(\d+)">', html))


def fields(question: BankQuestion, value: Any) -> dict[str, Any]:
    """An answer as the plain form of its type sends it."""
    if question.type == "ordering":
        return {f"answer-{name}": str(place) for place, name in enumerate(value, 1)}
    if isinstance(value, dict):
        return {f"answer-{name}": _typed(part) for name, part in value.items()}
    return {"answer": value if isinstance(value, list) else _typed(value)}


def _typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def count(model: type) -> int:
    return database.session.scalar(select(func.count()).select_from(model)) or 0
