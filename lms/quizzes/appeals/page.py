"""What the pages say about re-marks: the part of the result page, and what a script is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from lms import database
from lms.quizzes import attempts
from lms.quizzes.appeals import queries, rules, service
from lms.quizzes.appeals.forms import AppealForm
from lms.quizzes.appeals.models import QuizAppeal
from lms.quizzes.appeals.rules import Refused
from lms.quizzes.models import Attempt
from lms.quizzes.openings import opening
from lms.quizzes.queue.rules import number


@dataclass(frozen=True)
class Own:
    """The learner's own requests, and whether and until when more can be sent, about which questions."""

    appeals: Sequence[QuizAppeal]
    until: datetime | None
    over: bool
    slots: list[int]
    form: AppealForm


def own(attempt: Attempt, slots: Sequence[int], closes_at: datetime | None, now: datetime) -> Own:
    """The part of the result page; `slots` are the questions of the paper."""
    found = queries.own(attempt.id)
    until = rules.until(service.asking_about(attempt, closes_at), now)
    taken = {appeal.slot for appeal in found if appeal.withdrawn_at is None}
    free = [slot for slot in (0, *slots) if slot not in taken]
    refused = isinstance(until, Refused)
    form = AppealForm(formdata=None)
    return Own(found, None if refused else until, until is Refused.OVER, free, form)  # type: ignore[arg-type]


def closes_at(attempt: Attempt, now: datetime) -> datetime | None:
    """When the quiz closes for the person of this attempt."""
    found = opening(database.session.connection(), attempt.quiz_id, attempt.person_id)
    return attempts.chance(found, now).window.closes_at if found else attempt.quiz.closes_at


def called(attempt: Attempt, *, blind: bool) -> str:
    """The gate: a number while nobody is to know whose it is, else the name."""
    return _("Script %(number)s", number=number(attempt.public_id)) if blind else attempt.person.full_name
