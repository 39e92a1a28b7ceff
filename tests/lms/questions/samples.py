"""Questions that the tests of the bank are played with."""

from datetime import datetime

from lms.accounts.models import Person
from lms.questions import review, service
from lms.questions.models import Question
from lms.questions.service import Placement
from question_bank.question import Level, Question as BankQuestion
from question_bank.types import SingleChoice, options


def choice(text: str = "Đảng ta ra đời năm nào?", right: int = 1) -> SingleChoice:
    return SingleChoice(text=text, options=options(["1929", "1930", "1931", "1945"], {right}))


def stored(
    author: Person, now: datetime, asked: BankQuestion | None = None, **where: int | Level | None
) -> Question:
    return service.create(author, asked or choice(), Placement(**where), now)  # type: ignore[arg-type]


def published(
    author: Person,
    reviewer: Person,
    now: datetime,
    asked: BankQuestion | None = None,
    **where: int | Level | None,
) -> Question:
    question = stored(author, now, asked, **where)
    review.submit(author, [question.latest.id], now)
    review.publish(reviewer, [question.latest.id], now)
    return question
