"""What is due for a learner: the next session, what is still missing, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _, ngettext

from lms.accounts.models import Person
from lms.attendance.book import Book, Session
from lms.attendance.queries import book_of_class
from lms.attendance.rules import Totals
from lms.classes.models import ClassState, StudyClass
from lms.classes.queries import classes_of
from lms.home import lessons
from lms.home.due import Due
from lms.permissions import Role
from lms.practice import queries as practice
from lms.practice.rules import Today
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.queries import attempts_by_quiz, quizzes_of
from lms.quizzes.rules import may_start
from lms.reflections.own import OwnTask, own_tasks
from lms.web.filters import as_datetime

SOON = timedelta(hours=24)


@dataclass(frozen=True)
class LearnerClass:
    """One class as its learner sees it."""

    study_class: StudyClass
    book: Book
    totals: Totals
    dues: Sequence[Due]
    reading: Sequence[Due]
    quizzes: Sequence[Quiz]
    attempts: dict[int, list[Attempt]]
    tasks: Sequence[OwnTask]
    practice: Today

    def next_session(self, now: datetime) -> Session | None:
        """The session that runs, or the first to come."""
        coming = [
            session for session in self.book.sessions if not session.cancelled and session.ends_at > now
        ]
        return min(coming, key=lambda session: session.starts_at, default=None)

    @property
    def quizzes_done(self) -> int:
        return sum(any(one.closed_at for one in self.attempts.get(quiz.id, [])) for quiz in self.quizzes)


def classes_for(person: Person, now: datetime) -> list[LearnerClass]:
    """The open classes in which the person learns, the latest first."""
    own = {grant.class_id for grant in person.grants if grant.role is Role.LEARNER}
    found = [one for one in classes_of(person.grants) if one.id in own and one.state is ClassState.OPEN]
    return [of(study_class, person, now) for study_class in found]


def of(study_class: StudyClass, person: Person, now: datetime) -> LearnerClass:
    book = book_of_class(study_class.id, person.id)
    quizzes = quizzes_of(study_class.id, published_only=True)
    attempts = attempts_by_quiz(study_class.id, person.id)
    tasks = own_tasks(person.id, study_class.id)
    dues = [due for quiz in quizzes if (due := _quiz_due(quiz, attempts.get(quiz.id, []), now))]
    dues += [due for task in tasks if (due := _reflection_due(task, now))]
    dues.sort(key=lambda due: (due.until is None, due.until))
    reading = lessons.to_read(study_class, person, now)
    totals = book.totals(person.id, now)
    waiting = practice.today(practice.Place(study_class, person.id), now)
    return LearnerClass(study_class, book, totals, dues, reading, quizzes, attempts, tasks, waiting)


def _quiz_due(quiz: Quiz, attempts: Sequence[Attempt], now: datetime) -> Due | None:
    """A test that runs, or that is open and was not taken yet."""
    running = next((one for one in attempts if one.closed_at is None and one.ends_at > now), None)
    if running is not None:
        url = url_for("attempts.show", attempt_public_id=running.public_id)
        note = _("Begun; ends at %(time)s.", time=as_datetime(running.ends_at))
        return Due(quiz.title, note, url, _("Go on"), running.ends_at, urgent=True)
    if attempts or may_start(quiz.window, quiz.published_at, len(attempts), now) is not None:
        return None
    parts = [ngettext("%(num)s question", "%(num)s questions", quiz.question_count)]
    if quiz.minutes:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", quiz.minutes))
    until = quiz.last_start_at or quiz.closes_at
    url = url_for("quizzes.show", quiz_id=quiz.id)
    return Due(quiz.title, ", ".join(parts), url, _("Take the test"), until, _is_soon(until, now))


def _reflection_due(own: OwnTask, now: datetime) -> Due | None:
    """A reflection that can be written and was not handed in."""
    window = own.window
    if own.exempt_reason or own.submission or not window.opens_at <= now < window.ends_at:
        return None
    begun = own.reflection is not None
    url = (
        url_for("reflections.edit", reflection_public_id=own.reflection.public_id)
        if own.reflection
        else url_for("reflections.index", study_class_id=own.task.study_class_id)
    )
    note = _("Begun, not handed in yet.") if begun else _("Not begun yet.")
    action = _("Go on writing") if begun else _("Write")
    return Due(own.task.title, note, url, action, window.due_at, _is_soon(window.due_at, now))


def _is_soon(until: datetime | None, now: datetime) -> bool:
    return until is not None and until - now < SOON
