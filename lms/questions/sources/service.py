"""Giving a question its sources: they hold for all its versions at once, as its place in the bank does."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.documents.citations.shelf import Cited
from lms.questions.models import Question
from lms.questions.service import lock
from lms.questions.sources.models import QuestionSource
from lms.questions.sources.queries import sources_of


def cite(person: Person, question: Question, wanted: Iterable[Cited], now: datetime) -> bool:
    """The question rests on these, in this order, and on no others. True if that is something new."""
    lock([question.id])
    old = [(one.document_id, one.clause) for one in sources_of(question.id)]
    new = list(dict.fromkeys((one.document.id, one.clause) for one in wanted))
    if old == new:
        return False
    database.session.execute(delete(QuestionSource).where(QuestionSource.question_id == question.id))
    rows = [
        {"question_id": question.id, "document_id": document, "clause": clause} for document, clause in new
    ]
    if rows:
        database.session.execute(insert(QuestionSource), rows)
    record(person, "question.sources-set", question, now, old={"sources": old}, new={"sources": new})
    return True
