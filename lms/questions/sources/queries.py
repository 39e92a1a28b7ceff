"""What questions cite, and which of them cite what no longer holds; each answer is one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.documents.models import Document
from lms.documents.queries import no_longer_in_force
from lms.questions.models import Question, QuestionVersion
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.situations.citations import tells_outdated
from lms.questions.sources.models import QuestionSource


@dataclass(frozen=True)
class Outdated:
    """A document that no longer holds, and how many of a person's questions cite it."""

    document: Document
    count: int


def sources_of(question_id: int) -> Sequence[QuestionSource]:
    """The sources of a question in the order in which they were given."""
    replacing = joinedload(QuestionSource.document).joinedload(Document.replaced_by)
    statement = select(QuestionSource).where(QuestionSource.question_id == question_id).options(replacing)
    return database.session.scalars(statement.order_by(QuestionSource.id)).all()


def outdated(day: date) -> ColumnElement[bool]:
    """The condition on Question: a document that it or the case it tells cites was replaced or has expired."""
    return or_(_cites_outdated(day), tells_outdated(day))


def cites(document_id: int) -> ColumnElement[bool]:
    """The condition on Question: it cites this document."""
    return Question.id.in_(
        select(QuestionSource.question_id).where(QuestionSource.document_id == document_id)
    )


def outdated_among(question_ids: Collection[int], day: date) -> set[int]:
    """Those of these questions that cite what no longer holds, or tell a case that does."""
    return _among(question_ids, outdated(day))


def telling_outdated(question_ids: Collection[int], day: date) -> set[int]:
    """Those of these questions that tell a case which cites what no longer holds."""
    return _among(question_ids, tells_outdated(day))


def outdated_of(person_id: int, day: date) -> list[Outdated]:
    """The documents that no longer hold and that this person's questions cite, the most cited first."""
    counted = (
        select(
            QuestionSource.document_id, func.count(QuestionSource.question_id.distinct()).label("questions")
        )
        .join(Question, Question.id == QuestionSource.question_id)
        .where(Question.author_id == person_id, Question.retired_at.is_(None))
        .group_by(QuestionSource.document_id)
        .subquery()
    )
    statement = (
        select(Document, counted.c.questions)
        .join(counted, counted.c.document_id == Document.id)
        .where(no_longer_in_force(day))
        .order_by(counted.c.questions.desc(), Document.id)
        .options(joinedload(Document.replaced_by))
    )
    return [Outdated(*row) for row in database.session.execute(statement)]


def citing(
    document_id: int, limit: int, viewer: Viewer = NOBODY
) -> tuple[int, Sequence[tuple[int, str, str]]]:
    """How many questions that are not retired and that the viewer sees cite it; id, text and clause of the newest."""
    here = (QuestionSource.document_id == document_id, Question.retired_at.is_(None), open_to(viewer))
    joined = select(QuestionSource).join(Question, Question.id == QuestionSource.question_id).where(*here)
    count = database.session.scalar(
        joined.with_only_columns(func.count(QuestionSource.question_id.distinct()))
    )
    newest = (
        joined.join(Question.latest)
        .with_only_columns(Question.id, QuestionVersion.text, QuestionSource.clause)
        .order_by(Question.id.desc(), QuestionSource.id)
        .limit(limit)
    )
    return count or 0, [(one, text, clause) for one, text, clause in database.session.execute(newest)]


def _cites_outdated(day: date) -> ColumnElement[bool]:
    return exists(
        select(QuestionSource.id)
        .join(Document, Document.id == QuestionSource.document_id)
        .where(QuestionSource.question_id == Question.id, no_longer_in_force(day))
        .correlate(Question)
    )


def _among(question_ids: Collection[int], condition: ColumnElement[bool]) -> set[int]:
    return set(database.session.scalars(select(Question.id).where(Question.id.in_(question_ids), condition)))
