"""Asking for a re-mark, taking it back, deciding it. Each step is on record; the learner is told of the decision."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.notices import service as notices
from lms.notices.service import Message
from lms.quizzes import closing, marking
from lms.quizzes.appeals import queries, rules
from lms.quizzes.appeals.models import WHOLE, QuizAppeal, Verdict
from lms.quizzes.appeals.rules import Asking, Refused
from lms.quizzes.judges import judges
from lms.quizzes.marking import Decided, TooMany
from lms.quizzes.models import Attempt
from lms.quizzes.sheets import sheet


@dataclass(frozen=True)
class Decision:
    """The answer in words, and new points by slot where they change."""

    reply: str
    points: Mapping[int, Decimal]


@dataclass(frozen=True)
class TooManyPoints:
    """More points than the question in this slot is worth."""

    slot: int
    worth: Decimal


def asking_about(attempt: Attempt, closes_at: datetime | None) -> Asking:
    """What the rule looks at; `closes_at` is when the quiz closes for this person."""
    quiz = attempt.quiz
    stood = queries.stood(attempt.id)
    return Asking(quiz.appeal_days, quiz.show_score, attempt.closed_at, closes_at, stood)


def ask(
    attempt: Attempt, slot: int, reason: str, closes_at: datetime | None, now: datetime
) -> QuizAppeal | Refused:
    """The learner asks about one question or the whole attempt, while the days last."""
    known = queries.own(attempt.id)
    open_ones = {appeal.slot for appeal in known if appeal.is_open}
    decided = {appeal.slot for appeal in known if appeal.decided_at}
    refused = rules.may_ask(slot, sheet(attempt.paper.key).items, open_ones, decided)
    until = rules.until(asking_about(attempt, closes_at), now)
    if isinstance(until, Refused):
        return until
    if refused:
        return refused
    due_at = now + timedelta(days=attempt.quiz.appeal_days)
    appeal = QuizAppeal(attempt_id=attempt.id, slot=slot, reason=reason, asked_at=now, due_at=due_at)
    try:
        with database.session.begin_nested():
            database.session.add(appeal)
    except IntegrityError:
        return Refused.OPEN
    _record(attempt.person, "appeal.asked", appeal, now)
    return appeal


def withdraw(appeal: QuizAppeal, now: datetime) -> bool:
    """The learner takes it back; False once it is decided."""
    _hold(appeal)
    if not appeal.is_open:
        return False
    appeal.withdrawn_at = now
    _record(appeal.attempt.person, "appeal.withdrawn", appeal, now)
    return True


def barred(appeal: QuizAppeal) -> frozenset[int]:
    """Who may not decide about this one."""
    attempt = appeal.attempt
    return rules.barred(attempt.person_id, queries.markers(attempt.id), queries.correctors(appeal))


def others(appeal: QuizAppeal) -> list[Person]:
    """Who could decide."""
    return judges(appeal.attempt.quiz, barred(appeal))


def slots(appeal: QuizAppeal) -> Collection[int]:
    """What the decision may change."""
    return [appeal.slot] if appeal.slot != WHOLE else list(sheet(appeal.attempt.paper.key).items)


def decide(actor: Person, appeal: QuizAppeal, wanted: Decision, now: datetime) -> TooManyPoints | bool:
    """Append the new marks, if there are any, and answer; False if it was decided or withdrawn meanwhile."""
    marking.hold([appeal.attempt_id])
    _hold(appeal)
    if not appeal.is_open:
        return False
    decided = _decided(appeal, wanted)
    if isinstance(decided, TooManyPoints):
        return decided
    if decided:
        marking.append(actor, appeal.attempt.quiz, decided, now, appeal_id=appeal.id)
    appeal.decided_at, appeal.decided_by_id, appeal.reply = now, actor.id, wanted.reply
    appeal.verdict = Verdict.CHANGED if decided else Verdict.STANDS
    _record(actor, "appeal.decided", appeal, now)
    return True


def tell_learner(appeal: QuizAppeal, path: str, now: datetime) -> None:
    """That it is decided; what was decided stands on the result page."""
    title = _("Your request for a re-mark is answered: %(title)s", title=appeal.attempt.quiz.title)
    _send([appeal.attempt.person_id], appeal, "decided", title, path, now)


def tell_staff(appeal: QuizAppeal, path: str, now: datetime) -> None:
    """Those who may decide learn that somebody asked."""
    title = _("A re-mark is asked for: %(title)s", title=appeal.attempt.quiz.title)
    _send([person.id for person in others(appeal)], appeal, "asked", title, path, now)


def _send(
    people: Collection[int], appeal: QuizAppeal, occasion: str, title: str, path: str, now: datetime
) -> None:
    key, class_id = f"quiz-appeal-{occasion}:{appeal.id}", appeal.attempt.quiz.study_class_id
    notices.send(people, Message(key=key, title=title, path=path, class_id=class_id), now)


def _decided(appeal: QuizAppeal, wanted: Decision) -> list[Decided] | TooManyPoints:
    """Only what differs from the mark that stands."""
    attempt = appeal.attempt
    asked, out_of = sheet(attempt.paper.key), attempt.quiz.out_of
    marks = closing.latest_marks(database.session.connection(), [attempt.id]).get(attempt.id, {})
    found = []
    for slot in slots(appeal):
        if slot not in wanted.points:
            continue
        share = marking.share_for(wanted.points[slot], asked, slot, out_of)
        if isinstance(share, TooMany):
            return TooManyPoints(slot, share.worth)
        standing = marks[slot].share if slot in marks else Fraction(0)
        same = (
            standing is not None and marking.points_for(standing, asked, slot, out_of) == wanted.points[slot]
        )
        if not same:
            found.append(Decided(attempt.id, slot, share))
    return found


def _hold(appeal: QuizAppeal) -> None:
    database.session.refresh(appeal, with_for_update={"of": QuizAppeal})


def _record(actor: Person, action: str, appeal: QuizAppeal, now: datetime) -> None:
    facts = {"attempt_id": appeal.attempt_id, "slot": appeal.slot}
    if appeal.verdict:
        facts["verdict"] = appeal.verdict.value  # type: ignore[assignment]
    class_id = appeal.attempt.quiz.study_class_id
    record(actor, action, appeal, now, new=facts, reason=appeal.reply, class_id=class_id)
