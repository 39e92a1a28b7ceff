"""What is due for staff: today's sessions with who is there, and what waits for this person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _, ngettext
from sqlalchemy import ColumnElement, func, select

from lms.accounts.models import Person
from lms.attendance.models import CheckIn, Checkpoint, WalkIn, WalkInState
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession, SessionState, StudyClass
from lms.classes.queries import learner_counts, seen_by
from lms.database import session
from lms.home import councils, lessons, programmes
from lms.home.due import Due
from lms.organisations.models import OrgUnit
from lms.organisations.queries import people_of, tops
from lms.permissions import Permission, Role, allowed
from lms.proposals import queries as proposals
from lms.questions import inbox
from lms.questions.sharing.viewers import as_viewer
from lms.reflections.appeals import queries as appeals
from lms.reflections.queries import counts_of, tasks_to_mark
from lms.web.clock import ZONE, local

EARLY = timedelta(minutes=60)


@dataclass(frozen=True)
class Today:
    """One session of today: how many are expected, how many were there before and after."""

    class_session: ClassSession
    expected: int
    present: dict[Phase, int]

    def phase(self, now: datetime) -> Phase:
        """Which checkpoint matters now."""
        return Phase.AFTER if now > self.class_session.ends_at - timedelta(minutes=20) else Phase.BEFORE

    def runs(self, now: datetime) -> bool:
        return self.class_session.starts_at - EARLY <= now <= self.class_session.ends_at + EARLY


def today(person: Person, now: datetime) -> list[Today]:
    """The sessions of this day in the classes the person may see, in three statements."""
    midnight = datetime.combine(local(now).date(), time(), ZONE)
    this_day = (ClassSession.starts_at >= midnight, ClassSession.starts_at < midnight + timedelta(days=1))
    return _sessions(seen_by(person.grants), ClassSession.state == SessionState.PLANNED, *this_day)


def sessions_of(study_class: StudyClass) -> list[Today]:
    """All sessions of a class with who was there, in three statements."""
    return _sessions(ClassSession.study_class_id == study_class.id)


def own_units(person: Person) -> list[tuple[OrgUnit, int]]:
    """The units in which the person holds a role, with how many people belong there."""
    held = [grant for grant in person.grants if grant.unit_id is not None]
    return [(unit, people_of(unit)) for unit in tops(held)] if held else []


def waiting(person: Person, now: datetime) -> list[Due]:
    """What waits for this person, the most pressing first."""
    return [
        *_at_the_door(person, now),
        *_to_mark(person),
        *_to_decide(person),
        *_to_review(person, now),
        *lessons.for_appraiser(person, local(now).date()),
        *lessons.for_writer(person, local(now).date()),
        *programmes.for_appraiser(person, local(now).date()),
        *programmes.for_writer(person),
        *_to_answer(person),
        *councils.for_organiser(person, local(now).date()),
    ]


def _sessions(*conditions: ColumnElement[bool]) -> list[Today]:
    statement = (
        select(ClassSession)
        .join(ClassSession.study_class)
        .where(*conditions)
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    found = session.scalars(statement).unique().all()
    expected = learner_counts({one.study_class_id for one in found})
    present = _present([one.id for one in found])
    return [Today(one, expected.get(one.study_class_id, 0), present.get(one.id, {})) for one in found]


def _present(session_ids: Sequence[int]) -> dict[int, dict[Phase, int]]:
    statement = (
        select(Checkpoint.class_session_id, Checkpoint.phase, func.count(CheckIn.id))
        .join(CheckIn, CheckIn.checkpoint_id == Checkpoint.id)
        .where(Checkpoint.class_session_id.in_(session_ids))
        .group_by(Checkpoint.class_session_id, Checkpoint.phase)
    )
    found: dict[int, dict[Phase, int]] = {}
    for session_id, phase, count in session.execute(statement):
        found.setdefault(session_id, {})[phase] = count
    return found


def _at_the_door(person: Person, now: datetime) -> list[Due]:
    if not allowed(person.grants, Permission.ATTENDANCE_RUN):
        return []
    counted = (
        select(Checkpoint.class_session_id, func.count(WalkIn.id).label("people"))
        .join(WalkIn, WalkIn.checkpoint_id == Checkpoint.id)
        .where(WalkIn.state == WalkInState.WAITING)
        .group_by(Checkpoint.class_session_id)
        .subquery()
    )
    statement = (
        select(ClassSession, counted.c.people)
        .join(counted, counted.c.class_session_id == ClassSession.id)
        .join(ClassSession.study_class)
        .where(seen_by(person.grants, Permission.ATTENDANCE_RUN))
        .order_by(ClassSession.starts_at.desc())
    )
    return [
        Due(
            ngettext("%(num)s person not on the list", "%(num)s people not on the list", count),
            f"{one.study_class.title}, {one.title}",
            url_for("attendance.show", class_session_id=one.id),
            _("Decide"),
            urgent=one.starts_at - EARLY <= now <= one.ends_at + EARLY,
        )
        for one, count in session.execute(statement)
    ]


def _to_mark(person: Person) -> list[Due]:
    if not allowed(person.grants, Permission.REFLECTION_MARK):
        return []
    tasks = tasks_to_mark(seen_by(person.grants, Permission.REFLECTION_MARK))
    counts = counts_of(tasks)
    left = [(task, counts[task.id].handed_in - counts[task.id].marked) for task in tasks]
    return [
        Due(
            ngettext("%(num)s reflection to mark", "%(num)s reflections to mark", count),
            f"{task.title} · {task.study_class.title}",
            url_for("scripts.queue", reflection_task_id=task.id),
            _("Mark them"),
        )
        for task, count in left
        if count > 0
    ]


def _to_review(person: Person, now: datetime) -> list[Due]:
    if not allowed(person.grants, Permission.QUESTION_APPROVE):
        return []
    count = sum(pile.count for pile in inbox.to_review(as_viewer(person, now)))
    if not count:
        return []
    title = ngettext("%(num)s question to review", "%(num)s questions to review", count)
    return [Due(title, "", url_for("questions.inbox"), _("Review"))]


def _to_decide(person: Person) -> list[Due]:
    """Re-marks of reflections that somebody else than the marker decides."""
    if not allowed(person.grants, Permission.REFLECTION_MARK):
        return []
    return [
        Due(
            ngettext("%(num)s re-mark to decide", "%(num)s re-marks to decide", count),
            f"{task.title} · {task.study_class.title}",
            url_for("reflection_appeals.index", reflection_task_id=task.id),
            _("Decide"),
        )
        for task, count in appeals.waiting(seen_by(person.grants, Permission.REFLECTION_MARK), person.id)
    ]


def _to_answer(person: Person) -> list[Due]:
    """What was sent to the units that the person serves and waits for an answer."""
    serves = [grant for grant in person.grants if grant.role is Role.UNIT_OFFICER]
    count = proposals.waiting(serves) if serves else 0
    if not count:
        return []
    title = ngettext("%(num)s proposal to answer", "%(num)s proposals to answer", count)
    return [Due(title, "", url_for("proposals.index", state="waiting"), _("Answer it"))]
