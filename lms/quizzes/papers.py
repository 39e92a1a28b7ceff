"""Publishing draws the papers; withdrawing throws them away again as long as nobody sat one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random

from flask_babel import gettext as _
from sqlalchemy import delete, exists, insert, select

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.programmes.queries import branches_of
from lms.questions.queries import opened_meanwhile
from lms.questions.service import forget_uses, note_uses
from lms.questions.sharing.viewers import drawing
from lms.quizzes import matrix
from lms.quizzes.models import Attempt, Paper, PaperSlot, Quiz
from lms.quizzes.pool import pool
from lms.web.clock import local
from lms.web.errors import LmsError
from question_bank.assembly import Mixing, Overlap, Slot, assemble
from question_bank.blueprint import Shortfall

FIRST_CODE = 101


class Refused(StrEnum):
    EMPTY = "empty"


@dataclass(frozen=True)
class Published:
    """What came of publishing: nothing when something is short, papers are too alike, or the matrix is empty."""

    papers: int = 0
    shortfalls: tuple[Shortfall, ...] = ()
    overlap: Overlap | None = None
    refused: Refused | None = None


def publish(actor: Person, quiz: Quiz, seed: int, now: datetime) -> Published:
    """Draw the papers and show the quiz. Doing it twice changes nothing, also at the same moment."""
    database.session.refresh(quiz, ["published_at"], with_for_update={"of": Quiz})
    if quiz.published_at is not None:
        return Published(papers=len(quiz.papers))
    if not quiz.question_count:
        return Published(refused=Refused.EMPTY)
    if not has_attempts(quiz):
        _throw_away(quiz)
        found = _draw(actor, quiz, seed, now)
        if not found.papers:
            return found
    quiz.published_at = now
    record(actor, "quiz.published", quiz, now, class_id=quiz.study_class_id)
    return Published(papers=len(quiz.papers))


def withdraw(actor: Person, quiz: Quiz, now: datetime) -> None:
    """Nobody starts any more; who has started goes on."""
    if quiz.published_at is None:
        return
    quiz.published_at = None
    record(actor, "quiz.withdrawn", quiz, now, class_id=quiz.study_class_id)


def has_attempts(quiz: Quiz) -> bool:
    """Whether the papers of the quiz have been sat; they are kept for good then."""
    return bool(database.session.scalar(select(exists().where(Attempt.quiz_id == quiz.id))))


def _draw(actor: Person, quiz: Quiz, seed: int, now: datetime) -> Published:
    branches = branches_of(quiz.study_class.programme)
    plan = matrix.blueprint(quiz.blueprint, quiz.weights, len(quiz.sections), branches)
    how = Mixing(
        shuffle_questions=quiz.shuffle_questions,
        shuffle_options=quiz.shuffle_options,
        most_shared=quiz.most_shared,
    )
    day = local(now).date()
    found = pool(quiz, day, drawing(quiz.study_class, actor.id, day))
    drawn = assemble(
        plan,
        found.candidates,
        Random(seed),  # noqa: S311 - repeatable
        quiz.papers_wanted,
        used=found.used,
        seen=found.seen,
        mixing=how,
    )
    for number, paper in enumerate(drawn.papers):
        _store(quiz, str(FIRST_CODE + number), paper.slots, now)
    database.session.flush()
    database.session.expire(quiz, ["papers"])
    used = {int(str(slot.question_ref)) for paper in drawn.papers for slot in paper.slots}
    note_uses(used, "quiz", quiz.id, quiz.title, now)
    if opened_meanwhile(used):
        raise LmsError(
            _(
                "Somebody opened questions of this test for practice at this very moment. Nothing is published; "
                "please publish again: other questions are drawn then."
            )
        )
    return Published(len(drawn.papers), tuple(drawn.shortfalls), drawn.overlap)


def _store(quiz: Quiz, code: str, slots: Sequence[Slot], now: datetime) -> None:
    """`slots` come in the order in which they stand."""
    paper = Paper(quiz_id=quiz.id, code=code, made_at=now)
    database.session.add(paper)
    database.session.flush()
    rows = [
        {
            "paper_id": paper.id,
            "number": number,
            "question_version_id": slot.question_ref,
            "option_order": list(slot.option_order),
            "points": slot.points,
            "section": slot.section,
        }
        for number, slot in enumerate(slots, 1)
    ]
    database.session.execute(insert(PaperSlot), rows)


def _throw_away(quiz: Quiz) -> None:
    ids: Iterable[int] = [paper.id for paper in quiz.papers]
    database.session.execute(delete(PaperSlot).where(PaperSlot.paper_id.in_(ids)))
    database.session.execute(delete(Paper).where(Paper.quiz_id == quiz.id))
    database.session.expire(quiz, ["papers"])
    forget_uses("quiz", quiz.id)
