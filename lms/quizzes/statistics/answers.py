"""Reading what the figures of the questions are made of: six statements, one row an attempt."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import String, and_, cast, func, select, true, tuple_

from lms import database
from lms.programmes.models import Topic
from lms.programmes.objectives.models import LearningObjective
from lms.questions.models import Question, QuestionVersion
from lms.questions.tagging.models import QuestionObjective
from lms.quizzes import durations
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.models import Attempt, Paper, PaperSlot, Quiz, Response, SlotMark
from lms.quizzes.statistics.items import UNDECIDED, Asked, Material, Slot
from lms.quizzes.statistics.sat import Sat
from question_bank.encoding import decode

# What somebody wrote at length is not counted by what it says.
NOT_COUNTED = ("essay",)


def material(sat: Sat) -> Material:
    """Everything about the attempts that count."""
    slots = _slots(sat.quiz)
    asked = _asked({slot.version_id for found in slots.values() for slot in found})
    changes = changes_of(database.session.connection(), sat.quiz.id)
    answers, spent = _answers(sat, slots, asked), durations.of_quiz(sat.quiz)
    return Material(sat.counted, slots, asked, _shares(sat.quiz.id), answers, changes, spent)


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
    here = and_(
        LearningObjective.id == QuestionObjective.objective_id, LearningObjective.lineage == Topic.lineage
    )
    statement = (
        select(
            QuestionVersion.id, QuestionVersion.content, Topic.title, Question.level, LearningObjective.words
        )
        .join(Question, Question.id == QuestionVersion.question_id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .outerjoin(QuestionObjective, QuestionObjective.question_id == Question.id)
        .outerjoin(LearningObjective, here)
        .where(QuestionVersion.id.in_(sorted(version_ids)))
    )
    return {
        row.id: Asked(row.id, decode(row.content), row.title or "", row.level, row.words or "")
        for row in database.session.execute(statement)
    }


def _shares(quiz_id: int) -> dict[int, dict[str, str]]:
    """What each answer earned last, by attempt and place. One row an attempt, "9:1:1 10:2:1/3 12:3:?" (id of the mark,
    place, share): a row an answer would cost several times that.
    """
    mark = [cast(SlotMark.id, String), cast(SlotMark.slot, String), func.coalesce(SlotMark.share, UNDECIDED)]
    closed = select(Attempt.id).where(Attempt.quiz_id == quiz_id, Attempt.closed_at.is_not(None))
    statement = (
        select(SlotMark.attempt_id, func.aggregate_strings(mark[0] + ":" + mark[1] + ":" + mark[2], " "))
        .where(SlotMark.attempt_id.in_(closed))
        .group_by(SlotMark.attempt_id)
    )
    return {attempt_id: _latest(line) for attempt_id, line in database.session.execute(statement)}


def _latest(line: str) -> dict[str, str]:
    marks = [one.split(":") for one in line.split()]
    found = {slot: share for _id, slot, share in marks}
    if len(found) < len(marks):
        marks.sort(key=lambda mark: int(mark[0]))
        found = {slot: share for _id, slot, share in marks}
    return found


def _answers(
    sat: Sat, slots: Mapping[int, Sequence[Slot]], asked: Mapping[int, Asked]
) -> dict[int, dict[str, Any]]:
    """What was answered, by attempt and place; attempts that do not count are left out, and so is what is long."""
    long = [
        (paper_id, slot.number)
        for paper_id, found in slots.items()
        for slot in found
        if asked[slot.version_id].question.type in NOT_COUNTED
    ]
    pair = '"' + cast(Response.slot, String) + '":' + func.coalesce(cast(Response.value, String), "null")
    statement = (
        select(Response.attempt_id, func.aggregate_strings(pair, ","))
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(
            Attempt.quiz_id == sat.quiz.id,
            Attempt.closed_at.is_not(None),
            Attempt.id.not_in(sat.left_out),
            tuple_(Attempt.paper_id, Response.slot).not_in(long) if long else true(),
        )
        .group_by(Response.attempt_id)
    )
    rows = database.session.execute(statement)
    return {attempt_id: json.loads("{" + line + "}") for attempt_id, line in rows}
