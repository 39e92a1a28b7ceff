"""What one question, or many, are to a viewer; and to whom a question was kept and given over time."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.questions.models import Question, QuestionVersion
from lms.questions.queries import parts
from lms.questions.sharing.conditions import open_to, shared_by
from lms.questions.sharing.models import QuestionHolding, QuestionShare
from lms.questions.sharing.rules import EVERYWHERE, Kept, Right, Viewer, may, may_share

_OF_A_SHARE = (QuestionShare.person, QuestionShare.unit, QuestionShare.given_by, QuestionShare.ended_by)
_OF_A_HOLDING = (QuestionHolding.unit, QuestionHolding.began_by, QuestionHolding.ended_by)


def among(question_ids: Iterable[int], viewer: Viewer, right: Right) -> list[int]:
    """Those of these questions to which the viewer has the right, in order."""
    return _those(question_ids, open_to(viewer, right))


def sharable_among(question_ids: Iterable[int], viewer: Viewer) -> list[int]:
    """Those of these questions of which the viewer says who may use them."""
    return _those(question_ids, shared_by(viewer))


def versions_among(version_ids: Iterable[int], viewer: Viewer, right: Right) -> list[int]:
    """The same for versions of questions, in the order in which they are named."""
    named, found = list(dict.fromkeys(version_ids)), set()
    for part in parts(named):
        statement = select(QuestionVersion.id).join(QuestionVersion.question)
        statement = statement.where(QuestionVersion.id.in_(part), open_to(viewer, right))
        found |= set(database.session.scalars(statement))
    return [one for one in named if one in found]


def allows(question: Question, viewer: Viewer, right: Right) -> bool:
    """The same question asked of one row."""
    if question.holding is None:
        return True
    shares = [one.given for one in shares_of(question.id) if one.ended_at is None]
    return may(Kept(question.author_id, question.holding.path, shares), viewer, right)


def may_be_shared_by(question: Question, viewer: Viewer) -> bool:
    return may_share(question.author_id, question.holding.path if question.holding else EVERYWHERE, viewer)


def shares_of(question_id: int) -> Sequence[QuestionShare]:
    """Every share of the question there ever was, the newest first."""
    statement = (
        select(QuestionShare)
        .where(QuestionShare.question_id == question_id)
        .options(*map(joinedload, _OF_A_SHARE))
        .order_by(QuestionShare.id.desc())
    )
    return database.session.scalars(statement).all()


def holdings_of(question_id: int) -> Sequence[QuestionHolding]:
    """To whom the question was kept and when, the newest first."""
    statement = (
        select(QuestionHolding)
        .where(QuestionHolding.question_id == question_id)
        .options(*map(joinedload, _OF_A_HOLDING))
        .order_by(QuestionHolding.id.desc())
    )
    return database.session.scalars(statement).all()


def _those(question_ids: Iterable[int], condition: ColumnElement[bool]) -> list[int]:
    found: list[int] = []
    for part in parts(sorted(set(question_ids))):
        found += database.session.scalars(
            select(Question.id).where(Question.id.in_(part), condition).order_by(Question.id)
        )
    return found
