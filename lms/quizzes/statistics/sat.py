"""Who sat a quiz, which attempt counts, and what it came to: two statements, from which all figures are made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, EnrolmentState, StudyGroup
from lms.organisations.models import OrgUnit
from lms.quizzes import rules
from lms.quizzes.models import Attempt, AttemptMark, Paper, Quiz
from lms.quizzes.rules import Counting


class Standing(StrEnum):
    """How far somebody is. Only MARKED has a mark that is in the figures."""

    MARKED = "marked"
    WAITING = "waiting"
    WORKING = "working"
    NOT_TAKEN = "not-taken"


@dataclass(frozen=True)
class Taken:
    """One attempt that was closed; `points` is None while the marking machine has not been there."""

    id: int
    paper_id: int
    code: str
    on_paper: bool
    started_at: datetime
    ended_at: datetime
    saved_at: datetime | None
    points: Decimal | None
    waiting: int

    @property
    def minutes(self) -> float | None:
        """How long it took; of what was written on paper nobody knows."""
        return None if self.on_paper else max(0.0, (self.ended_at - self.started_at) / timedelta(minutes=1))


@dataclass(frozen=True)
class Learner:
    """One learner of the class. `counted` are the attempts that make the mark: one, or all if they are averaged."""

    person_id: int
    full_name: str
    member_code: str
    unit_id: int
    unit: str
    unit_key: str
    unit_parent: str
    group_id: int
    group: str
    standing: Standing
    counted: Sequence[Taken]
    attempts: int
    mark: Decimal | None

    @property
    def code(self) -> str:
        return ", ".join(dict.fromkeys(taken.code for taken in self.counted))


@dataclass(frozen=True)
class Sat:
    """Everybody enrolled, in the order of lists. Whoever left the class is in no figure.

    `closed` are the ids of all closed attempts, also of those that do not count.
    """

    quiz: Quiz
    learners: Sequence[Learner]
    closed: frozenset[int] = frozenset()

    @cached_property
    def marked(self) -> list[Learner]:
        return [one for one in self.learners if one.standing is Standing.MARKED]

    @cached_property
    def counted(self) -> list[Taken]:
        """The attempts that count, whether or not a person has still to mark something in them."""
        return [taken for one in self.learners for taken in one.counted]

    @property
    def left_out(self) -> list[int]:
        """Closed attempts that do not count: further ones, and those of people who left."""
        return sorted(self.closed - {taken.id for taken in self.counted})

    def passed(self, learner: Learner) -> bool:
        return learner.mark is not None and learner.mark >= self.quiz.pass_mark

    def standing(self, *wanted: Standing) -> list[Learner]:
        return [one for one in self.learners if one.standing in wanted]


def sat(quiz: Quiz) -> Sat:
    """The class as it stands to the quiz."""
    taken: dict[int, list[Any]] = {}
    closed = set()
    for row in database.session.execute(_attempts(quiz.id)):
        taken.setdefault(row.person_id, []).append(row)
        if row.closed_at is not None:
            closed.add(row.id)
    rows = database.session.execute(_learners(quiz.study_class_id))
    learners = [_learner(row, taken.get(row.id, []), quiz.counting) for row in rows]
    return Sat(quiz, learners, frozenset(closed))


def counting(attempts: Sequence[Taken], rule: Counting) -> tuple[Sequence[Taken], Decimal | None]:
    """Which of the closed attempts count, in the order in which they were made, and the mark they come to.

    The mark is that of `rules.counted`; of two best the first counts.
    """
    known = [one for one in attempts if one.points is not None]
    mark = rules.counted([one.points for one in known if one.points is not None], rule)
    if rule is Counting.AVERAGE or not known:
        return known, mark
    if rule is Counting.BEST:
        return [next(one for one in known if one.points == mark)], mark
    return [known[0] if rule is Counting.FIRST else known[-1]], mark


_ABOVE = aliased(OrgUnit)


def _learners(study_class_id: int) -> Any:
    return (
        select(
            Person.id,
            Person.full_name,
            Person.member_code,
            OrgUnit.id.label("unit_id"),
            OrgUnit.name.label("unit"),
            OrgUnit.sort_key.label("unit_key"),
            _ABOVE.name.label("unit_parent"),
            StudyGroup.id.label("group_id"),
            StudyGroup.name.label("group"),
        )
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(OrgUnit, OrgUnit.id == Enrolment.unit_id)
        .outerjoin(_ABOVE, _ABOVE.id == OrgUnit.parent_id)
        .outerjoin(StudyGroup, StudyGroup.id == Enrolment.group_id)
        .where(Enrolment.study_class_id == study_class_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.sort_key, Person.id)
    )


def _attempts(quiz_id: int) -> Any:
    """Every attempt with its latest mark."""
    newest = (
        select(func.max(AttemptMark.id).label("id"))
        .join(Attempt, Attempt.id == AttemptMark.attempt_id)
        .where(Attempt.quiz_id == quiz_id)
        .group_by(AttemptMark.attempt_id)
        .subquery()
    )
    marks = select(AttemptMark).join(newest, newest.c.id == AttemptMark.id).subquery()
    return (
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.paper_id,
            Paper.code,
            Attempt.on_paper,
            Attempt.started_at,
            Attempt.ends_at,
            Attempt.closed_at,
            Attempt.submitted_at,
            marks.c.points,
            marks.c.waiting,
        )
        .join(Paper, Paper.id == Attempt.paper_id)
        .outerjoin(marks, and_(marks.c.attempt_id == Attempt.id))
        .where(Attempt.quiz_id == quiz_id)
        .order_by(Attempt.person_id, Attempt.number)
    )


def _learner(row: Any, attempts: Sequence[Any], rule: Counting) -> Learner:
    counted, mark = counting([_taken(one) for one in attempts if one.closed_at is not None], rule)
    standing = _standing(counted, attempts)
    return Learner(
        person_id=row.id,
        full_name=row.full_name,
        member_code=row.member_code or "",
        unit_id=row.unit_id or 0,
        unit=row.unit or "",
        unit_key=row.unit_key or "",
        unit_parent=row.unit_parent or "",
        group_id=row.group_id or 0,
        group=row.group or "",
        standing=standing,
        counted=counted,
        attempts=len(attempts),
        mark=mark if standing is Standing.MARKED else None,
    )


def _taken(row: Any) -> Taken:
    """An attempt ended when it was closed, but never later than its time was."""
    return Taken(
        id=row.id,
        paper_id=row.paper_id,
        code=row.code,
        on_paper=row.on_paper,
        started_at=row.started_at,
        ended_at=min(row.closed_at, row.ends_at),
        saved_at=row.submitted_at,
        points=row.points,
        waiting=row.waiting or 0,
    )


def _standing(counted: Iterable[Taken], attempts: Sequence[Any]) -> Standing:
    listed = list(counted)
    if listed:
        return Standing.WAITING if any(one.waiting for one in listed) else Standing.MARKED
    return Standing.WORKING if attempts else Standing.NOT_TAKEN
