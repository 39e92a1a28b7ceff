"""How long people were at a question, from what their pages told while they answered.

The time between two changes within an attempt belongs to the question that the later change answers; who comes back to
a question adds to it. What was never answered is not measured, nor what was written on paper.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import BigInteger, Float, Select, String, Subquery, and_, cast, func, select

from lms import database
from lms.outbox.rules import COUNTED
from lms.quizzes.models import Attempt, PaperSlot, Quiz, ResponseEdit

SECOND = 1000
Spent = dict[int, dict[int, float]]


def of_quiz(quiz: Quiz) -> Spent:
    """Seconds at each place of each closed attempt of a quiz, by attempt and place. One row an attempt."""
    closed = select(Attempt.id).where(
        Attempt.quiz_id == quiz.id, Attempt.closed_at.is_not(None), Attempt.on_paper.is_(False)
    )
    spent = _spent(closed)
    pair = cast(spent.c.slot, String) + ":" + cast(spent.c.ms, String)
    statement = select(spent.c.attempt_id, func.aggregate_strings(pair, " ")).group_by(spent.c.attempt_id)
    return {attempt_id: _read(line) for attempt_id, line in database.session.execute(statement)}


def medians(version_ids: Collection[int], attempt_ids: Iterable[int], least: int) -> dict[int, float]:
    """The median minutes at each question that at least so many of these attempts answered. One statement."""
    written = select(Attempt.id).where(Attempt.id.in_(list(attempt_ids)), Attempt.on_paper.is_(False))
    spent = _spent(written)
    place = and_(PaperSlot.paper_id == Attempt.paper_id, PaperSlot.number == spent.c.slot)
    version = PaperSlot.question_version_id
    ranked = (
        select(
            version.label("version_id"),
            spent.c.ms,
            func.row_number().over(partition_by=version, order_by=spent.c.ms).label("rank"),
            func.count().over(partition_by=version).label("many"),
        )
        .select_from(spent)
        .join(Attempt, Attempt.id == spent.c.attempt_id)
        .join(PaperSlot, place)
        .subquery()
    )
    middle = (
        ranked.c.rank * 2 - ranked.c.many
    )  # 1 for the middle one of an odd number, 0 and 2 of an even one
    statement = (
        select(ranked.c.version_id, func.avg(cast(ranked.c.ms, Float)))
        .where(ranked.c.many >= least, middle.between(0, 2))
        .group_by(ranked.c.version_id)
    )
    wanted = set(version_ids)
    rows = database.session.execute(statement)
    return {version_id: ms / (60 * SECOND) for version_id, ms in rows if version_id in wanted}


def _spent(attempts: Select[int]) -> Subquery:
    moment = ResponseEdit.elapsed_ms
    order = (moment, ResponseEdit.slot, ResponseEdit.seq)
    before = func.lag(moment, 1, 0).over(partition_by=ResponseEdit.attempt_id, order_by=order)
    gaps = (
        select(ResponseEdit.attempt_id, ResponseEdit.slot, (moment - before).label("gap"))
        .where(
            ResponseEdit.attempt_id.in_(attempts),
            ResponseEdit.outcome.in_(COUNTED),
            moment.is_not(None),
        )
        .subquery()
    )
    total = cast(func.sum(gaps.c.gap), BigInteger).label("ms")
    return select(gaps.c.attempt_id, gaps.c.slot, total).group_by(gaps.c.attempt_id, gaps.c.slot).subquery()


def _read(line: str) -> dict[int, float]:
    pairs = (one.split(":") for one in line.split())
    return {int(slot): int(ms) / SECOND for slot, ms in pairs}
