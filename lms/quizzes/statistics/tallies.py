"""How a question fared in every test that asked it, counted by the database: alike answers together.

One statement, however many tests and years. Which attempts count is what `sat.counting` says; what they earned is what
`answers` reads for one test.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Float,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.sql import type_coerce

from lms import database
from lms.classes.models import Enrolment, EnrolmentState, StudyClass
from lms.classes.queries import seen_by
from lms.columns import ExactNumber
from lms.permissions import GrantLike, Permission
from lms.questions.models import QuestionVersion
from lms.quizzes.models import Attempt, AttemptMark, Paper, PaperSlot, Quiz, Response, SlotMark
from lms.quizzes.rules import Counting
from lms.quizzes.statistics.answers import NOT_COUNTED
from lms.quizzes.statistics.items import NOTHING, UNDECIDED

SIGNED_DIGITS = "-0123456789"
UNIT = float(ExactNumber.unit)


@dataclass(frozen=True)
class Tally:
    """So many attempts at one test that answered one version alike, earned the same with it and the same in all.

    `share` is as it is stored; `total` and `points` are in points. Of `whole` attempts nothing waits to be marked.
    `code` is the first of their papers.
    """

    quiz_id: int
    version_id: int
    code: str
    points: float
    share: str
    value: Any
    total: float
    whole: bool
    count: int


def tallies(question_id: int, grants: Iterable[GrantLike]) -> list[Tally]:
    """Of all versions of the question, in tests of classes that these grants show."""
    counted = _counted(tests_of(question_id, grants))
    latest = _latest(counted)
    rows = _rows(question_id, counted, latest, _totals(counted, latest)).subquery()
    alike = [column for column in rows.c if column.name != "code"]
    statement = select(*alike, func.min(rows.c.code).label("code"), func.count().label("count"))
    return [_tally(row) for row in database.session.execute(statement.group_by(*alike))]


def tests_of(question_id: int, grants: Iterable[GrantLike]) -> Select[int]:
    """The ids of the tests that have any version of the question on a paper, of classes that these grants show."""
    return (
        select(Paper.quiz_id)
        .join(PaperSlot, PaperSlot.paper_id == Paper.id)
        .join(Quiz, Quiz.id == Paper.quiz_id)
        .join(StudyClass, StudyClass.id == Quiz.study_class_id)
        .where(
            PaperSlot.question_version_id.in_(versions_of(question_id)), seen_by(grants, Permission.QUIZ_SEE)
        )
    )


def versions_of(question_id: int) -> Select[int]:
    return select(QuestionVersion.id).where(QuestionVersion.question_id == question_id)


def _counted(quiz_ids: Select[int]) -> CTE:
    """The closed attempts of people in the class that make their marks, each with what waits in it."""
    closed = and_(Attempt.quiz_id.in_(quiz_ids), Attempt.closed_at.is_not(None))
    newest = (
        select(func.max(AttemptMark.id))
        .join(Attempt, Attempt.id == AttemptMark.attempt_id)
        .where(closed)
        .group_by(AttemptMark.attempt_id)
    )
    first = case(
        (Quiz.counting == Counting.LAST, -Attempt.number),
        (Quiz.counting == Counting.BEST, -type_coerce(AttemptMark.points, BigInteger)),
        else_=0,
    )
    place = func.row_number().over(
        partition_by=(Attempt.quiz_id, Attempt.person_id), order_by=(first, Attempt.number)
    )
    there = and_(
        Enrolment.study_class_id == Quiz.study_class_id,
        Enrolment.person_id == Attempt.person_id,
        Enrolment.state == EnrolmentState.ENROLLED,
    )
    ranked = (
        select(
            Attempt.id,
            Attempt.quiz_id,
            Attempt.paper_id,
            AttemptMark.waiting,
            place.label("place"),
            Quiz.counting,
        )
        .join(AttemptMark, AttemptMark.attempt_id == Attempt.id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(Enrolment, there)
        .where(closed, AttemptMark.id.in_(newest))
        .subquery()
    )
    return select(ranked).where(or_(ranked.c.place == 1, ranked.c.counting == Counting.AVERAGE)).cte()


def _latest(counted: CTE) -> CTE:
    """The marks that stand, of all places of those attempts: the total of a paper needs them all."""
    newest = (
        select(func.max(SlotMark.id))
        .where(SlotMark.attempt_id.in_(select(counted.c.id)))
        .group_by(SlotMark.attempt_id, SlotMark.slot)
    )
    share = func.coalesce(SlotMark.share, UNDECIDED).label("share")
    return select(SlotMark.attempt_id, SlotMark.slot, share).where(SlotMark.id.in_(newest)).cte()


def _totals(counted: CTE, latest: CTE) -> CTE:
    """What each attempt earned before any weight was corrected, and whether something in it is undecided."""
    at_place = and_(latest.c.attempt_id == counted.c.id, latest.c.slot == PaperSlot.number)
    earned = type_coerce(PaperSlot.points, BigInteger) * _number(latest.c.share)
    undecided = func.max(case((latest.c.share == UNDECIDED, 1), else_=0))
    return (
        select(counted.c.id, func.sum(earned).label("total"), undecided.label("undecided"))
        .join(PaperSlot, PaperSlot.paper_id == counted.c.paper_id)
        .outerjoin(latest, at_place)
        .group_by(counted.c.id)
        .cte()
    )


def _rows(question_id: int, counted: CTE, latest: CTE, totals: CTE) -> Select[Any]:
    """One row for each attempt that was asked the question; essays are not counted by what they say."""
    at_place = and_(latest.c.attempt_id == counted.c.id, latest.c.slot == PaperSlot.number)
    answered = and_(Response.attempt_id == counted.c.id, Response.slot == PaperSlot.number)
    text = func.coalesce(cast(Response.value, String), "null")
    value = case((QuestionVersion.type.in_(NOT_COUNTED), "null"), else_=text)
    whole = case((and_(counted.c.waiting == 0, totals.c.undecided == 0), 1), else_=0)
    return (
        select(
            counted.c.quiz_id,
            QuestionVersion.id.label("version_id"),
            Paper.code,
            type_coerce(PaperSlot.points, BigInteger).label("points"),
            func.coalesce(latest.c.share, NOTHING).label("share"),
            value.label("value"),
            totals.c.total,
            whole.label("whole"),
        )
        .join(PaperSlot, PaperSlot.paper_id == counted.c.paper_id)
        .join(Paper, Paper.id == counted.c.paper_id)
        .join(QuestionVersion, QuestionVersion.id == PaperSlot.question_version_id)
        .join(totals, totals.c.id == counted.c.id)
        .outerjoin(latest, at_place)
        .outerjoin(Response, answered)
        .where(QuestionVersion.question_id == question_id)
    )


def _number(share: ColumnElement[str]) -> ColumnElement[float]:
    """A stored share ("1", "1/3", "-2/3") as a number; nothing where there is none. Said so that both databases
    understand it.
    """
    below = func.ltrim(func.ltrim(share, SIGNED_DIGITS), "/")
    above = func.rtrim(func.rtrim(share, SIGNED_DIGITS), "/")
    return case(
        (or_(share.is_(None), share == UNDECIDED), 0.0),
        (below == "", cast(share, Float)),
        else_=cast(above, Float) / cast(func.nullif(below, ""), Float),
    )


def _tally(row: Any) -> Tally:
    return Tally(
        quiz_id=row.quiz_id,
        version_id=row.version_id,
        code=row.code,
        points=row.points * UNIT,
        share=row.share,
        value=json.loads(row.value),
        total=round(float(row.total), 6) * UNIT,
        whole=bool(row.whole),
        count=row.count,
    )
