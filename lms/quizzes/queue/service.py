"""Marking what lies on the desk: every answer of a script at once, never over a mark that was not seen."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from lms import database
from lms.accounts.models import Person
from lms.quizzes import closing, marking
from lms.quizzes.marking import Decided, TooMany
from lms.quizzes.models import Quiz
from lms.quizzes.queue import queries
from lms.quizzes.queue.rules import Answer, Script
from lms.quizzes.sheets import Item, Sheet


@dataclass(frozen=True)
class Done:
    """How many answers were marked, and those whose mark had changed since the marker looked: they were left."""

    marked: int
    conflicts: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What a marker decided about a script, and the marks that were seen (ids)."""

    points: Decimal
    comment: str
    seen: set[int]


def mark(
    actor: Person, quiz: Quiz, place: tuple[Sheet, Item], script: Script, wanted: Judgement, now: datetime
) -> Done | TooMany:
    """Append the same mark to every answer of the script that still stands as it was seen."""
    asked, item = place
    share = marking.share_for(wanted.points, asked, item.number, quiz.out_of)
    if isinstance(share, TooMany):
        return share
    return _append(
        actor, quiz, script, wanted.seen, dict.fromkeys(_ids(script), (share, wanted.comment)), now
    )


def undo(actor: Person, quiz: Quiz, script: Script, seen: set[int], now: datetime) -> Done:
    """Put back the mark that stood before one's own, as a new mark; of answers marked by somebody else nothing."""
    mine = [answer for answer in script.answers if answer.by_id == actor.id]
    earlier = queries.before(mine)
    wanted = {
        answer.mark_id: (_share(earlier, answer), getattr(earlier.get(answer.mark_id), "comment", ""))
        for answer in mine
    }
    return _append(actor, quiz, script, seen, wanted, now)


def _append(
    actor: Person,
    quiz: Quiz,
    script: Script,
    seen: set[int],
    wanted: dict[int, tuple[Fraction | None, str]],
    now: datetime,
) -> Done:
    attempts = marking.hold(answer.attempt_id for answer in script.answers)
    latest = closing.latest_marks(database.session.connection(), attempts)
    standing = [
        answer
        for answer in script.answers
        if answer.mark_id in seen and latest[answer.attempt_id][answer.slot].id == answer.mark_id
    ]
    decided = [
        Decided(answer.attempt_id, answer.slot, *wanted[answer.mark_id])
        for answer in standing
        if answer.mark_id in wanted
    ]
    if decided:
        marking.append(actor, quiz, decided, now)
    return Done(len(decided), tuple(answer for answer in script.answers if answer not in standing))


def _ids(script: Script) -> list[int]:
    return [answer.mark_id for answer in script.answers]


def _share(earlier: dict[int, object], answer: Answer) -> Fraction | None:
    share = getattr(earlier.get(answer.mark_id), "share", None)
    return None if share is None else Fraction(share)
