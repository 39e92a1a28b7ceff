"""What other features and the lists ask of the bank; every answer is one statement, whatever the bank's size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from lms import database
from lms.programmes.models import Topic
from lms.programmes.queries import version_ids
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.openings import is_open, known_from_practice
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import NOBODY, Right, Viewer
from lms.questions.situations.conditions import told_alike
from lms.questions.situations.models import SituationPart
from lms.questions.sources.queries import outdated
from question_bank.encoding import decode
from question_bank.question import Level, Question as BankQuestion

T = TypeVar("T")
_HERE = aliased(Topic)  # what the topic of a question is called in the programme that asks
AT_ONCE = 900  # values in one IN (…); SQLite once allowed no more than 999


@dataclass(frozen=True)
class PoolEntry:
    """One published version that papers may be drawn from."""

    version_id: int
    question_id: int
    topic_id: int | None
    level: Level | None
    type: str
    place: int  # in its set


def pool(programme_id: int | None, day: date, viewer: Viewer = NOBODY) -> list[PoolEntry]:
    """The published versions of a programme and of the shared bank that the viewer may use, in a stable order.

    Left out is what is retired, what is open for practice or asks the same as what is (whoever practises knows its
    key), what cites a document that no longer holds on that day, and what tells the case of its set in an older text
    than another of the set that is in use.
    A question that was written for a topic of another version of the programme stands under what that topic is here.
    """
    statement = (
        select(
            QuestionVersion.id,
            Question.id,
            _HERE.id,
            Question.level,
            QuestionVersion.type,
            func.coalesce(SituationPart.place, 0),
        )
        .join(QuestionVersion.question)
        .outerjoin(SituationPart, SituationPart.version_id == QuestionVersion.id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .outerjoin(_HERE, _is_here(programme_id))
        .where(*_drawable(programme_id, day, viewer))
        .order_by(QuestionVersion.id)
    )
    return [PoolEntry(*row) for row in database.session.execute(statement)]


def load_versions(version_ids: Iterable[int]) -> dict[int, BankQuestion]:
    """The questions as they were frozen, by version id; unknown ids are left out."""
    found: dict[int, BankQuestion] = {}
    for part in parts(dict.fromkeys(version_ids)):
        statement = select(QuestionVersion.id, QuestionVersion.content).where(QuestionVersion.id.in_(part))
        found |= {version_id: decode(content) for version_id, content in database.session.execute(statement)}
    return found


def cell_counts(
    programme_id: int | None, day: date, viewer: Viewer = NOBODY
) -> dict[tuple[int | None, Level | None], int]:
    """How many published questions each cell (topic × level) of the matrix holds; topics as in `pool`."""
    statement = (
        select(_HERE.id, Question.level, func.count())
        .select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .outerjoin(_HERE, _is_here(programme_id))
        .where(*_drawable(programme_id, day, viewer))
        .group_by(_HERE.id, Question.level)
    )
    return {(topic_id, level): count for topic_id, level, count in database.session.execute(statement)}


def held_back(
    programme_id: int, day: date, viewer: Viewer = NOBODY
) -> dict[tuple[int | None, Level | None], int]:
    """How many published questions of each cell wait because a document that they cite no longer holds."""
    statement = (
        select(_HERE.id, Question.level, func.count())
        .select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .outerjoin(_HERE, _is_here(programme_id))
        .where(*_in_use(viewer), _of_programme(programme_id), outdated(day), ~known_from_practice())
        .group_by(_HERE.id, Question.level)
    )
    return {(topic_id, level): count for topic_id, level, count in database.session.execute(statement)}


def open_but_outdated(programme_id: int, day: date, viewer: Viewer = NOBODY) -> int:
    """How many questions of the programme are open for practice and not asked, for the same reason."""
    statement = (
        select(func.count())
        .select_from(Question)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(*_in_use(viewer), _of_programme(programme_id), outdated(day), is_open())
    )
    return database.session.scalar(statement) or 0


def opened_meanwhile(version_ids: Iterable[int]) -> bool:
    """Whether any of these versions belongs to a question that practice gives away.

    Asked again after papers were stored: who opens a question locks its versions, and one of the two sees the other.
    """
    statements = (
        select(Question.id)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(QuestionVersion.id.in_(part), known_from_practice())
        .limit(1)
        for part in parts(version_ids)
    )
    return any(database.session.scalar(statement) is not None for statement in statements)


def published_version(question_id: int) -> QuestionVersion | None:
    """The version that is in use now."""
    return database.session.scalars(_in_state(question_id, VersionState.PUBLISHED)).one_or_none()


def _in_state(question_id: int, state: VersionState) -> Select[QuestionVersion]:
    return select(QuestionVersion).where(
        QuestionVersion.question_id == question_id, QuestionVersion.state == state
    )


def usable(programme_id: int | None, day: date, viewer: Viewer = NOBODY) -> list[ColumnElement[bool]]:
    """Published, not retired, of any version of the programme or shared, citing nothing that no longer holds.

    What is kept to a unit or to its author is left out unless the viewer may use it.
    """
    banks: ColumnElement[bool] = Question.programme_id.is_(None)
    if programme_id is not None:
        banks = or_(banks, _of_programme(programme_id))
    return [*_in_use(viewer), banks, ~outdated(day)]


def _drawable(programme_id: int | None, day: date, viewer: Viewer) -> list[ColumnElement[bool]]:
    """What papers may be drawn from."""
    return [*usable(programme_id, day, viewer), told_alike(), ~known_from_practice()]


def usable_anywhere(day: date, viewer: Viewer) -> list[ColumnElement[bool]]:
    """Published, not retired, citing nothing that no longer holds, of whatever programme."""
    return [*_in_use(viewer), ~outdated(day)]


def _of_programme(programme_id: int) -> ColumnElement[bool]:
    return Question.programme_id.in_(version_ids(programme_id))


def _in_use(viewer: Viewer) -> list[ColumnElement[bool]]:
    published = QuestionVersion.state == VersionState.PUBLISHED
    return [published, Question.retired_at.is_(None), open_to(viewer, Right.USE)]


def _is_here(programme_id: int | None) -> ColumnElement[bool]:
    return and_(_HERE.lineage == Topic.lineage, _HERE.programme_id == programme_id)


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that one `IN (…)` can hold."""
    remaining = iter(values)
    while part := list(islice(remaining, AT_ONCE)):
        yield part
