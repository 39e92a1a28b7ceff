"""`open_to` is the one condition under which the bank shows a question, wherever it lists, counts, exports or draws."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.organisations.models import OrgUnit
from lms.questions.models import Question
from lms.questions.sharing.models import QuestionHolding, QuestionShare
from lms.questions.sharing.rules import AT_LEAST, EVERYWHERE, Right, Viewer


def open_to(viewer: Viewer, right: Right = Right.SEE) -> ColumnElement[bool]:
    """The condition on Question: the viewer has this right to it. The same as `rules.may`, in SQL."""
    reasons = [~_held()]
    if viewer.person_id is not None:
        reasons.append(Question.author_id == viewer.person_id)
    if viewer.above or viewer.within:
        reasons.append(_held(_theirs(QuestionHolding.unit_id, viewer)))
    return or_(*reasons, _given(viewer, right))


def shared_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Question: the viewer says who may use it. The same as `rules.may_share`."""
    reasons: list[ColumnElement[bool]] = [Question.author_id == viewer.person_id]
    if EVERYWHERE in viewer.in_charge:
        reasons.append(~_held())
    if viewer.in_charge:
        reasons.append(_held(QuestionHolding.unit_id.in_(_below(viewer.in_charge))))
    return or_(*reasons) if viewer.person_id is not None else false()


def kept_to_author() -> ColumnElement[bool]:
    """The condition on Question: it is kept to its author."""
    return _held(QuestionHolding.unit_id.is_(None))


def kept_to_unit() -> ColumnElement[bool]:
    """The condition on Question: it is kept to a unit."""
    return _held(QuestionHolding.unit_id.is_not(None))


def given_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Question: somebody else wrote it and gave the viewer a right to it."""
    return and_(_given(viewer, Right.SEE), Question.author_id.is_distinct_from(viewer.person_id))


def unseen_by_others(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Question: it is kept to its author and given to nobody, so that nobody could review it."""
    return and_(kept_to_author(), ~_shares(viewer, Right.SEE).exists())


def _held(*also: ColumnElement[bool]) -> ColumnElement[bool]:
    standing = (QuestionHolding.question_id == Question.id, QuestionHolding.ended_at.is_(None))
    return exists().where(*standing, *also).correlate(Question)


def _given(viewer: Viewer, right: Right) -> ColumnElement[bool]:
    reaches: list[ColumnElement[bool]] = []
    if viewer.person_id is not None:
        reaches.append(QuestionShare.person_id == viewer.person_id)
    if viewer.above or viewer.within:
        reaches.append(_theirs(QuestionShare.unit_id, viewer))
    return _shares(viewer, right).where(or_(*reaches)).exists() if reaches else false()


def _shares(viewer: Viewer, right: Right) -> Select[int]:
    """The shares of the Question around this that hold on the day of the viewer and give the right."""
    holds = or_(QuestionShare.until.is_(None), QuestionShare.until >= viewer.day)
    statement = select(QuestionShare.id).where(
        QuestionShare.question_id == Question.id,
        QuestionShare.ended_at.is_(None),
        QuestionShare.allows.in_(AT_LEAST[right]),
        holds,
    )
    return statement.correlate(Question)


def _theirs(column: InstrumentedAttribute[int | None], viewer: Viewer) -> ColumnElement[bool]:
    """Whether the unit is one of the viewer's, as `Viewer.works_at` says."""
    if EVERYWHERE in viewer.within:
        return column.is_not(None)
    here = column.in_(sorted(viewer.above))
    return or_(here, column.in_(_below(viewer.within))) if viewer.within else here


def _below(paths: Sequence[str]) -> Select[int]:
    return select(OrgUnit.id).where(or_(*(OrgUnit.path.startswith(path) for path in paths)))
