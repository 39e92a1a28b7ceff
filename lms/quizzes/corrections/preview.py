"""Who a correction would change, from what to what, before it counts. As many statements however many sat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.quizzes import closing, queries
from lms.quizzes.closing import Latest
from lms.quizzes.corrections import rules
from lms.quizzes.corrections.consequences import NONE, Consequences, following
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.corrections.rules import Action, Changes
from lms.quizzes.feedback.queries import tellings
from lms.quizzes.feedback.rules import SILENT, Telling
from lms.quizzes.models import Attempt, Paper, PaperSlot, Quiz, Response
from lms.quizzes.sheets import sheet


@dataclass(frozen=True)
class Move:
    """One attempt whose mark would change."""

    attempt_id: int
    person_id: int
    full_name: str
    number: int
    old: Decimal
    new: Decimal
    passed: bool
    passes: bool

    @property
    def turns(self) -> bool:
        """Whether failed becomes passed, or the other way round."""
        return self.passed != self.passes


@dataclass(frozen=True)
class Preview:
    """`attempts` are all that asked the question; `kept` answers keep the mark that a person gave; `beyond` is what
    would follow for the class.
    """

    attempts: int
    kept: int
    moves: list[Move]
    beyond: Consequences = NONE

    @property
    def effect(self) -> dict[str, int]:
        """What is kept of it once it counts. `renewed`: so many lines of a result sheet that was known changed."""
        return {
            "attempts": self.attempts,
            "changed": len(self.moves),
            "up": sum(move.new > move.old for move in self.moves),
            "down": sum(move.new < move.old for move in self.moves),
            "to_passed": sum(move.passes for move in self.moves if move.turns),
            "to_failed": sum(move.passed for move in self.moves if move.turns),
            "kept": self.kept,
            "finals": self.beyond.finals,
            "classified": len(self.beyond.turns),
            "renewed": max(self.beyond.finals, len(self.beyond.turns)) if self.beyond.issued else 0,
        }


def preview(correction: QuizCorrection, now: datetime) -> Preview:
    """What the correction would do if it were approved now."""
    connection, quiz = database.session.connection(), correction.quiz
    found = asking(quiz.id, correction.question_version_id)
    ids = [row.id for row in found]
    changes = after(correction, changes_of(connection, quiz.id), now)
    marks = closing.latest_marks(connection, ids)
    hands = closing.hand_marks(connection, ids)
    told = tellings(connection, ids, quiz.feedback, quiz.tries)
    answers, totals = _answers(found), queries.totals(Attempt.id.in_(ids))
    moves, kept = [], 0
    for row in found:
        answer, known = answers.get((row.id, row.slot)), marks.get(row.id, {})
        place = (row.slot, answer.version) if answer else None
        hand = hands.get(row.id, {}).get(place) if place else None
        kept += hand is not None
        old = totals[row.id].points if row.id in totals else Decimal(0)
        weighed = told.get(row.id, SILENT)
        new = _total(row, quiz, _with(known, row, answer, hand, changes, weighed), changes)
        if new != old:
            moves.append(_move(row, old, new, quiz.pass_mark))
    points = {move.attempt_id: move.new for move in moves}
    beyond = following(quiz.study_class, points, now) if quiz.published_at else NONE
    return Preview(len(found), kept, sorted(moves, key=lambda move: not move.turns), beyond)


def after(correction: QuizCorrection, changes: Changes, now: datetime) -> Changes:
    """The corrections of the quiz as they would be in force."""
    if correction.action is Action.UNDO and correction.reverses_id is not None:
        return changes.without(correction.reverses_id, correction.id)
    return changes.with_one(correction.as_change(now))


def asking(quiz_id: int, version_id: int) -> Sequence[Any]:
    """The closed attempts whose paper asks this question, in order of given names, with the place where it stands."""
    columns = (
        Attempt.id,
        Attempt.number,
        Attempt.person_id,
        Person.full_name,
        Paper.key,
        PaperSlot.number.label("slot"),
    )
    statement = (
        select(*columns)
        .join(Person, Person.id == Attempt.person_id)
        .join(Paper, Paper.id == Attempt.paper_id)
        .join(PaperSlot, PaperSlot.paper_id == Paper.id)
        .where(
            Attempt.quiz_id == quiz_id,
            Attempt.closed_at.is_not(None),
            PaperSlot.question_version_id == version_id,
        )
        .order_by(Person.sort_key, Person.id, Attempt.number)
    )
    return database.session.execute(statement).all()


def _answers(found: Sequence[Any]) -> dict[tuple[int, int], Any]:
    columns = (Response.attempt_id, Response.slot, Response.value, Response.version)
    there = Response.attempt_id.in_([row.id for row in found]), Response.slot.in_({row.slot for row in found})
    rows = database.session.execute(select(*columns).where(*there))
    return {(row.attempt_id, row.slot): row for row in rows}


def _with(
    known: Mapping[int, Latest],
    row: Any,
    answer: Any,
    hand: rules.Hand | None,
    changes: Changes,
    told: Telling,
) -> dict[int, Latest]:
    """The marks of one attempt with what its answer to the question would earn."""
    item = sheet(row.key).items[row.slot]
    share = rules.share(item.question, answer and answer.value, changes.of(item.version_id), hand)
    if hand is None and answer is not None and answer.value is not None and share is not None:
        share = told.earned(row.slot, share, answer.version)
    if answer is None and row.slot not in known and not share:
        return dict(known)
    return dict(known) | {row.slot: Latest(share, answer.version if answer else 0, None)}


def _total(row: Any, quiz: Quiz, marks: Mapping[int, Latest], changes: Changes) -> Decimal:
    return closing.total(sheet(row.key), marks, quiz.out_of, changes).points


def _move(row: Any, old: Decimal, new: Decimal, pass_mark: Decimal) -> Move:
    return Move(
        row.id, row.person_id, row.full_name, row.number, old, new, old >= pass_mark, new >= pass_mark
    )
