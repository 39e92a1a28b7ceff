"""Proposing, approving, refusing and taking back corrections. Marks follow in batches, always by the same function."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.quizzes import closing
from lms.quizzes.corrections import consequences, rules, telling
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.preview import after, preview
from lms.quizzes.corrections.queries import changes_of
from lms.quizzes.corrections.rules import WEIGHED, Action
from lms.quizzes.models import Attempt, PaperSlot, Quiz
from lms.quizzes.sheets import sheet

AT_ONCE = 200  # attempts that are marked again before the answer; the sweep marks the rest


class Refused(StrEnum):
    """Why a correction is not taken: one of the same question waits already; nothing would be left of a paper;
    nobody approves their own; it was decided already."""

    WAITING = "waiting"
    NOTHING_LEFT = "nothing-left"
    OWN = "own"
    DECIDED = "decided"


@dataclass(frozen=True)
class Proposal:
    """What is to be corrected, and why."""

    version_id: int
    action: Action
    reason: str
    answer: Any = None
    points: Decimal | None = None
    only_up: bool = False
    explanation: str = ""
    reverses_id: int | None = None


def propose(actor: Person, quiz: Quiz, wanted: Proposal, now: datetime) -> QuizCorrection | Refused:
    """Store a correction for another person to approve; nothing changes yet."""
    correction = QuizCorrection(
        quiz_id=quiz.id,
        question_version_id=wanted.version_id,
        action=wanted.action,
        answer={} if wanted.answer is None else {"value": wanted.answer},
        points=wanted.points,
        only_up=wanted.only_up,
        explanation=wanted.explanation,
        reason=wanted.reason,
        reverses_id=wanted.reverses_id,
        made_at=now,
        made_by_id=actor.id,
    )
    correction.quiz = quiz
    if not _something_left(correction, now):
        return Refused.NOTHING_LEFT
    try:
        with database.session.begin_nested():
            database.session.add(correction)
    except IntegrityError:
        return Refused.WAITING
    _record(actor, "correction.proposed", correction, now)
    return correction


def approve(actor: Person, correction: QuizCorrection, now: datetime) -> Refused | None:
    """Let it count from now on, and have every attempt that asked the question marked again.

    The rows of all attempts are held, those under way too: what is being closed at this moment is closed first and
    marked again, or waits and then knows the correction.
    """
    _hold(correction)
    if not correction.waits:
        return Refused.DECIDED
    if correction.made_by_id == actor.id:
        return Refused.OWN
    _hold_attempts(correction.quiz_id)
    found = preview(correction, now)
    correction.effect = found.effect
    correction.approved_at, correction.approved_by_id = now, actor.id
    database.session.flush()
    database.session.execute(_to_mark_again(correction))
    _record(actor, "correction.approved", correction, now)
    telling.changed(correction, found.moves, now)
    consequences.tell(correction, now)
    database.after_commit(lambda: closing.mark_unmarked(now, AT_ONCE))
    return None


def refuse(actor: Person, correction: QuizCorrection, now: datetime) -> Refused | None:
    """Turn it down, or take back what one proposed oneself."""
    _hold(correction)
    if not correction.waits:
        return Refused.DECIDED
    correction.refused_at, correction.refused_by_id = now, actor.id
    _record(actor, "correction.refused", correction, now)
    return None


def propose_undoing(
    actor: Person, correction: QuizCorrection, reason: str, now: datetime
) -> QuizCorrection | Refused:
    """Propose to take a correction back that counts; another person approves that too."""
    if correction.approved_at is None or correction.action is Action.UNDO:
        return Refused.DECIDED
    wanted = Proposal(correction.question_version_id, Action.UNDO, reason, reverses_id=correction.id)
    return propose(actor, correction.quiz, wanted, now)


def _something_left(correction: QuizCorrection, now: datetime) -> bool:
    """Whether every paper still asks something that counts."""
    if correction.action not in WEIGHED:
        return True
    changes = after(correction, changes_of(database.session.connection(), correction.quiz_id), now)
    return all(
        any(rules.weights(sheet(paper.key).items, {}, changes.standing).values())
        for paper in correction.quiz.papers
    )


def _hold(correction: QuizCorrection) -> None:
    database.session.refresh(correction, with_for_update={"of": QuizCorrection})


def _hold_attempts(quiz_id: int) -> None:
    statement = select(Attempt.id).where(Attempt.quiz_id == quiz_id).order_by(Attempt.id)
    database.session.execute(statement.with_for_update()).all()


def _to_mark_again(correction: QuizCorrection) -> Any:
    papers = select(PaperSlot.paper_id).where(PaperSlot.question_version_id == correction.question_version_id)
    there = (
        Attempt.quiz_id == correction.quiz_id,
        Attempt.closed_at.is_not(None),
        Attempt.paper_id.in_(papers),
    )
    return update(Attempt).where(*there).values(marked_at=None)


def _record(actor: Person, action: str, correction: QuizCorrection, now: datetime) -> None:
    """What was corrected and why; the key itself stays out of the history of the whole centre."""
    facts = {
        "quiz_id": correction.quiz_id,
        "question_version_id": correction.question_version_id,
        "action": correction.action.value,
        "only_up": correction.only_up,
    } | correction.effect
    reason, class_id = correction.reason, correction.quiz.study_class_id
    record(actor, action, correction, now, new=facts, reason=reason, class_id=class_id)
