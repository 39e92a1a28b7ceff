"""The bank as a file: GIFT, with whatever GIFT cannot hold named at its end."""

from dataclasses import replace

from sqlalchemy import select

from lms import database
from lms.programmes.models import Topic
from lms.questions.listing import Filter, listed
from lms.questions.models import Question, QuestionVersion
from question_bank.encoding import decode
from question_bank.formats import gift
from question_bank.question import Question as BankQuestion


def gift_file(wanted: Filter) -> bytes:
    """The newest versions of the questions that fit, oldest first, their topics as categories."""
    held, left_out = [], []
    for number, asked in _questions(wanted):
        problem = gift.supports(asked)
        if problem is None:
            held.append(asked)
        else:
            left_out.append(f"// {number}: {problem.message}")
    tail = "\n".join(["", *left_out, ""]) if left_out else ""
    return gift.write(held) + tail.encode()


def _questions(wanted: Filter) -> list[tuple[int, BankQuestion]]:
    ids = listed(wanted).order_by(None).with_only_columns(Question.id)
    statement = (
        select(Question.id, Question.level, Topic.title, QuestionVersion.content)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .where(Question.id.in_(ids), QuestionVersion.number == Question.latest_number)
        .order_by(Question.topic_id, Question.id)
    )
    return [
        (question_id, replace(decode(content), level=level, topic=title or ""))
        for question_id, level, title, content in database.session.execute(statement)
    ]
