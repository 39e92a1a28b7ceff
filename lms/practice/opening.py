"""Which questions of the bank learners may practise: judged one by one, opened and closed many at once.

What is open is left out of the papers of new tests; what stands on a paper that may still be sat is not opened.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.practice.queries import BY_HAND
from lms.questions import openings
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.queries import parts
from lms.questions.service import lock
from lms.questions.sharing.conditions import kept_to_author
from lms.questions.sources.queries import outdated
from lms.quizzes.corrections.queries import with_another_key
from lms.quizzes.unfinished import unfinished_with
from lms.web.clock import local

MOST_TITLES = 10


class Stays(StrEnum):
    """Why a question cannot be opened."""

    RETIRED = "retired"
    PRIVATE = "private"
    NOT_IN_USE = "not-in-use"
    BY_HAND = "by-hand"
    CORRECTED = "corrected"
    OUTDATED = "outdated"
    IN_TEST = "in-test"


@dataclass
class Judged:
    """What can be opened, what is open, and why the others stay; `tests` are those whose papers hold some."""

    ready: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    stays: Counter[Stays] = field(default_factory=Counter)
    tests: list[str] = field(default_factory=list)

    def add(self, other: "Judged") -> None:
        self.ready += other.ready
        self.open += other.open
        self.stays += other.stays
        self.tests = sorted({*self.tests, *other.tests})[:MOST_TITLES]


def judge(question_ids: Collection[int], now: datetime) -> Judged:
    """What opening these would come to; a question that is unknown is not spoken of."""
    judged = Judged()
    for part in parts(dict.fromkeys(question_ids)):
        judged.add(_judge(part, now))
    return judged


def open_all(person: Person, question_ids: Collection[int], now: datetime) -> Judged:
    """Open what can be. Tests that are published at this moment and this see each other: the versions are locked."""
    judged = Judged()
    for part in parts(dict.fromkeys(question_ids)):
        lock(part)
        versions = select(QuestionVersion.id).where(QuestionVersion.question_id.in_(part))
        database.session.execute(versions.order_by(QuestionVersion.id).with_for_update())
        found = _judge(part, now)
        openings.add(found.ready, person, now)
        _record(person, "practice.opened", found.ready, now)
        judged.add(found)
    return judged


def close_all(person: Person, question_ids: Collection[int], now: datetime) -> int:
    """Close what is open; papers may be drawn from it again. How many were."""
    closed = 0
    for part in parts(dict.fromkeys(question_ids)):
        lock(part)
        ids = sorted(openings.open_among(part))
        closed += openings.close(ids, person, now)
        _record(person, "practice.closed", ids, now)
    return closed


def _judge(ids: list[int], now: datetime) -> Judged:
    tests = unfinished_with(ids, now)
    is_open = openings.open_among(ids)
    judged = Judged()
    for row in _facts(ids, local(now).date()):
        why = _why_not(row, row.id in tests)
        if row.id in is_open:
            judged.open.append(row.id)
        elif why is None:
            judged.ready.append(row.id)
        else:
            judged.stays[why] += 1
    judged.tests = sorted({title for titles in tests.values() for title in titles})[:MOST_TITLES]
    return judged


def _why_not(row: Any, in_test: bool) -> Stays | None:
    if row.retired_at is not None:
        return Stays.RETIRED
    if row.private:
        return Stays.PRIVATE
    if row.type is None:
        return Stays.NOT_IN_USE
    if row.type in BY_HAND:
        return Stays.BY_HAND
    if row.corrected:
        return Stays.CORRECTED
    if row.outdated:
        return Stays.OUTDATED
    return Stays.IN_TEST if in_test else None


def _facts(ids: list[int], day: date) -> Sequence[Any]:
    """Each question with the type of the version that is in use, if there is one."""
    in_use = (QuestionVersion.question_id == Question.id) & (QuestionVersion.state == VersionState.PUBLISHED)
    corrected = QuestionVersion.id.in_(with_another_key())
    statement = (
        select(
            Question.id,
            Question.retired_at,
            QuestionVersion.type,
            corrected.label("corrected"),
            outdated(day).label("outdated"),
            kept_to_author().label("private"),
        )
        .outerjoin(QuestionVersion, in_use)
        .where(Question.id.in_(ids))
        .order_by(Question.id)
    )
    return database.session.execute(statement).all()


def _record(person: Person, action: str, ids: list[int], now: datetime) -> None:
    if ids:
        record(person, action, database.session.get_one(Question, ids[0]), now, new={"questions": ids})
