"""Reading what the figures of the questions are made of: four statements; the database counts equal answers."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import String, cast, func, select

from lms import database
from lms.programmes.models import Topic
from lms.questions.models import Question, QuestionVersion
from lms.quizzes.models import Attempt, Paper, PaperSlot, Quiz, Response, SlotMark
from lms.quizzes.statistics.items import Asked, Material, Slot
from lms.quizzes.statistics.sat import Sat
from question_bank.encoding import decode

UNDECIDED = "?"
# What somebody wrote at length is not counted by what it says.
NOT_COUNTED = ("essay",)


def material(sat: Sat) -> Material:
    """Everything about the attempts that count."""
    ids = [taken.id for taken in sat.counted]
    slots = _slots(sat.quiz)
    asked = _asked({slot.version_id for found in slots.values() for slot in found})
    return Material(sat.counted, slots, asked, _shares(ids), _answers(ids))


def given(sat: Sat, version_id: int) -> dict[int, Any]:
    """What was answered to one question in the attempts that count, by attempt."""
    statement = (
        select(Response.attempt_id, Response.value)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .join(PaperSlot, (PaperSlot.paper_id == Attempt.paper_id) & (PaperSlot.number == Response.slot))
        .where(
            Response.attempt_id.in_([taken.id for taken in sat.counted]),
            PaperSlot.question_version_id == version_id,
        )
    )
    return {row.attempt_id: row.value for row in database.session.execute(statement)}


def _slots(quiz: Quiz) -> dict[int, list[Slot]]:
    """The places of each paper, by the id of the paper."""
    statement = (
        select(
            PaperSlot.paper_id,
            Paper.code,
            PaperSlot.number,
            PaperSlot.question_version_id,
            PaperSlot.points,
            PaperSlot.option_order,
        )
        .join(Paper, Paper.id == PaperSlot.paper_id)
        .where(Paper.quiz_id == quiz.id)
        .order_by(Paper.code, PaperSlot.number)
    )
    found: dict[int, list[Slot]] = {}
    for paper_id, code, number, version_id, points, order in database.session.execute(statement):
        found.setdefault(paper_id, []).append(Slot(code, number, version_id, float(points), tuple(order)))
    return found


def _asked(version_ids: Iterable[int]) -> dict[int, Asked]:
    statement = (
        select(QuestionVersion.id, QuestionVersion.content, Topic.title, Question.level)
        .join(Question, Question.id == QuestionVersion.question_id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .where(QuestionVersion.id.in_(sorted(version_ids)))
    )
    return {
        row.id: Asked(row.id, decode(row.content), row.title or "", row.level)
        for row in database.session.execute(statement)
    }


def _shares(attempt_ids: Sequence[int]) -> Mapping[int, Mapping[int, float | None]]:
    """What each answer earned last, one row an attempt: "1:1 2:1/3 3:?"; a row an answer would cost ten times that."""
    newest = (
        select(func.max(SlotMark.id).label("id"))
        .where(SlotMark.attempt_id.in_(attempt_ids))
        .group_by(SlotMark.attempt_id, SlotMark.slot)
        .subquery()
    )
    pair = cast(SlotMark.slot, String) + ":" + func.coalesce(SlotMark.share, UNDECIDED)
    statement = (
        select(SlotMark.attempt_id, func.aggregate_strings(pair, " "))
        .join(newest, newest.c.id == SlotMark.id)
        .group_by(SlotMark.attempt_id)
    )
    return {attempt_id: _read(line) for attempt_id, line in database.session.execute(statement)}


def _read(line: str) -> dict[int, float | None]:
    pairs = (pair.split(":") for pair in line.split())
    return {int(slot): _share(share) for slot, share in pairs}


@cache
def _share(text: str) -> float | None:
    return None if text == UNDECIDED else float(Fraction(text))


def _answers(attempt_ids: Sequence[int]) -> dict[int, list[tuple[Any, int]]]:
    """Equal answers counted by the database, by question."""
    statement = (
        select(PaperSlot.question_version_id, Response.value, func.count())
        .join(Attempt, Attempt.id == Response.attempt_id)
        .join(PaperSlot, (PaperSlot.paper_id == Attempt.paper_id) & (PaperSlot.number == Response.slot))
        .join(QuestionVersion, QuestionVersion.id == PaperSlot.question_version_id)
        .where(Response.attempt_id.in_(attempt_ids), QuestionVersion.type.not_in(NOT_COUNTED))
        .group_by(PaperSlot.question_version_id, Response.value)
    )
    found: dict[int, list[tuple[Any, int]]] = {}
    for version_id, value, count in database.session.execute(statement):
        found.setdefault(version_id, []).append((value, count))
    return found
