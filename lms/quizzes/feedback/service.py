"""Telling a learner whether the saved answer is right, where the quiz does so; told twice, it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from http import HTTPStatus
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, insert, select, update

from lms import database
from lms.quizzes import results
from lms.quizzes.corrections.rules import graded
from lms.quizzes.feedback import rules
from lms.quizzes.feedback.models import AnswerCheck
from lms.quizzes.feedback.queries import checks_by_slot, checks_of
from lms.quizzes.models import Attempt, Paper, Quiz, Response
from lms.quizzes.rules import Feedback
from lms.quizzes.saving import Locked, sitting, writer
from lms.quizzes.sheets import Item, sheet
from lms.web.errors import LmsError
from question_bank.markup import plain


@dataclass(frozen=True)
class Asked:
    """Which answer the learner wants to hear about, in the version that is on the page."""

    slot: int
    version: int
    certainty: int = rules.UNSURE


def check(attempt_id: int, asked: Asked, now: datetime) -> dict[str, Any]:
    """What to tell, as the page shows it (see `told`).

    Raises:
        LmsError: the attempt is over, the answer is not saved, or a person has to mark it; nothing is written.
    """
    with database.writing_connection() as connection:
        owner = writer.owners.lock(connection, [attempt_id]).get(attempt_id)
        if owner is None:
            raise LmsError(_("This attempt cannot be worked on any more."), HTTPStatus.FORBIDDEN)
        how = connection.execute(_HOW.where(Attempt.id == attempt_id)).one()
        item = sheet(how.key).items.get(asked.slot)
        if how.feedback is Feedback.DEFERRED or item is None:
            raise LmsError("", HTTPStatus.NOT_FOUND)
        tries = rules.tries_of(how.feedback, how.tries)
        made = checks_of(connection, attempt_id, asked.slot)
        if not made or not _repeats(made[-1], asked, owner):
            if sitting(owner).is_over(now):
                raise LmsError(_("Time is up. What is saved counts."))
            _add(
                connection,
                owner,
                asked,
                _graded(connection, item, attempt_id, asked),
                (len(made) + 1, tries),
                now,
            )
            made = checks_of(connection, attempt_id, asked.slot)
    return told(item, made, tries)


def told_before(connection: Connection, attempt_id: int, paper_key: str, tries: int) -> list[dict[str, Any]]:
    """Everything that was told in an attempt, for a page that is loaded again."""
    items, by_slot = sheet(paper_key).items, checks_by_slot(connection, attempt_id)
    return [told(items[slot], made, tries) for slot, made in by_slot.items()]


def told(item: Item, made: Sequence[Any], tries: int) -> dict[str, Any]:
    """The last check in words; what would have been right only where nothing can be changed any more."""
    last = made[-1]
    share = Fraction(last.share)
    final = rules.is_final(share, last.number, tries)
    question = item.question
    return {
        "slot": item.number,
        "version": last.version,
        "verdict": "right" if share == 1 else "wrong" if share <= 0 else "partly",
        "final": final,
        "left": 0 if final else tries - last.number,
        "certainty": last.certainty,
        "key": results.described(item, question.correct_response()) if final and share != 1 else "",
        "explanation": _paragraphs(question.explanation) if final else [],
    }


_HOW = (
    select(Quiz.feedback, Quiz.tries, Paper.key)
    .join(Attempt, Attempt.quiz_id == Quiz.id)
    .join(Paper, Paper.id == Attempt.paper_id)
)


def _paragraphs(markup: str) -> list[str]:
    """Rich text as plain paragraphs, which a script may put on the page."""
    return [line.strip() for line in plain(markup).splitlines() if line.strip()]


def _repeats(last: Any, asked: Asked, owner: Locked) -> bool:
    return bool(last.version == asked.version) or asked.slot in owner.course.locked


def _graded(connection: Connection, item: Item, attempt_id: int, asked: Asked) -> Fraction:
    """What the saved answer is worth."""
    statement = select(Response.value, Response.version).where(
        Response.attempt_id == attempt_id, Response.slot == asked.slot
    )
    row = connection.execute(statement).one_or_none()
    if row is None or row.value is None:
        raise LmsError(_("There is no saved answer to look at yet."))
    if row.version != asked.version:
        raise LmsError(_("Another answer is saved than the one on this page. Load the page again."))
    share = graded(item.question, row.value)
    if share is None:
        raise LmsError(_("This answer is marked by a person, after handing in."))
    return share


def _add(
    connection: Connection,
    owner: Locked,
    asked: Asked,
    share: Fraction,
    try_of: tuple[int, int],
    now: datetime,
) -> None:
    number, tries = try_of
    row = {
        "attempt_id": owner.id,
        "slot": asked.slot,
        "number": number,
        "version": asked.version,
        "certainty": asked.certainty,
        "share": str(share),
        "at": now,
    }
    connection.execute(insert(AnswerCheck), [row])
    if rules.is_final(share, number, tries):
        locked = sorted(owner.course.locked | {asked.slot})
        connection.execute(update(Attempt).where(Attempt.id == owner.id).values(locked=locked))
