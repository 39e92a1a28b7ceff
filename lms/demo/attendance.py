"""Who came when: check-ins before and after every session held so far, excuses, corrections, somebody at the door."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from lms.accounts.models import Person
from lms.attendance import checkpoints, excuse_notices, excuses, roll
from lms.attendance.models import CheckIn, Checkpoint, Excuse, ExcuseState, Method, WalkIn
from lms.attendance.windows import Mark, Phase, Timing
from lms.classes.models import ClassSession, StudyClass
from lms.classes.queries import enrolled
from lms.database import session
from lms.demo import letters
from lms.demo.scene import Scene

REASONS = (
    "Đi công tác theo lịch của cơ quan", "Con ốm, đã báo tổ trưởng", "Trực cấp cứu theo phân công",
    "Dự đám tang người thân", "Khám sức khỏe theo hẹn", "Họp hội đồng nhân dân xã",
)  # fmt: skip
SCANS_BEGIN = timedelta(minutes=45)
UNEXCUSED = 0.3
FORGETTING = 3
BUS = "Xe đưa đón của đơn vị đến muộn, chủ tọa đồng ý"
FORGOT = "Quên điện thoại, tổ trưởng xác nhận có mặt đến hết buổi"


@dataclass(frozen=True)
class Habit:
    """How a person keeps their times; some forget their telephone on the day of one session."""

    person: Person
    comes: float
    is_late: float
    forgets_in: int = 0

    @classmethod
    def drawn(cls, rng: Random, person: Person, place: int) -> "Habit":
        kind = rng.random()
        comes = 0.985 if kind < 0.78 else 0.92 if kind < 0.95 else 0.55
        forgets_in = FORGETTING if place % 40 == 7 else 0
        return cls(person, comes, rng.choice((0.01, 0.03, 0.12)), forgets_in)


def make(scene: Scene) -> None:
    """Attendance of the finished and the running class."""
    for study_class in (scene.finished, scene.running):
        _attend(scene, study_class)
    _correct(scene, scene.running)
    _ask(scene, scene.running)
    _come_uninvited(scene)


def _attend(scene: Scene, study_class: StudyClass) -> None:
    people = [one.person for one in enrolled(study_class.id)]
    habits = [Habit.drawn(scene.rng, person, place) for place, person in enumerate(people)]
    for class_session in _sessions(study_class, scene.now + SCANS_BEGIN):
        points = {phase: checkpoints.prepare(class_session, phase) for phase in Phase}
        rows, away = [], []
        for habit in filter(None, (_today(scene, one, class_session) for one in habits)):
            forgets = habit.forgets_in == class_session.number
            came = scene.rng.random() < habit.comes or forgets
            rows += list(_came(scene, points, habit, forgets=forgets)) if came else []
            away += [] if came or scene.rng.random() < UNEXCUSED else [habit.person]
        _insert(CheckIn, [row for row in rows if row["at"] <= scene.now])
        _excuse(scene, class_session, away)


def _today(scene: Scene, habit: Habit, class_session: ClassSession) -> Habit | None:
    """The learner with an account missed one session, excused, and scans what is open now with their own hands."""
    if habit.person.id != scene.learner.id:
        return habit
    if class_session.ends_at > scene.now - timedelta(hours=1):
        return None
    return Habit(habit.person, float(class_session.number != 4), 0)


def _came(
    scene: Scene, points: dict[Phase, Checkpoint], habit: Habit, *, forgets: bool
) -> Iterator[dict[str, Any]]:
    """A check-in before and, for nearly all, one after."""
    rng, window = scene.rng, points[Phase.BEFORE].window
    minutes = rng.uniform(6, 14) if forgets or rng.random() < habit.is_late else -abs(rng.gauss(14, 9))
    at = max(window.opens_at, window.starts_at + timedelta(minutes=minutes)).replace(microsecond=0)
    yield _check_in(scene, points[Phase.BEFORE], habit.person, at, late=window.at(at) is Timing.LATE)
    if rng.random() < 0.985 and not forgets:
        left = window.ends_at + timedelta(minutes=rng.uniform(-6, 9))
        yield _check_in(scene, points[Phase.AFTER], habit.person, left.replace(microsecond=0))


def _check_in(
    scene: Scene, checkpoint: Checkpoint, person: Person, at: datetime, *, late: bool = False
) -> dict[str, Any]:
    method = scene.rng.choices((Method.QR, Method.CODE, Method.LIST), (88, 6, 6))[0]
    return {
        "checkpoint_id": checkpoint.id,
        "person_id": person.id,
        "at": at,
        "received_at": at + timedelta(seconds=1),
        "method": method,
        "late": late,
        "by_id": scene.organiser.id if method is Method.LIST else None,
    }


def _excuse(scene: Scene, class_session: ClassSession, people: Iterable[Person]) -> None:
    asked_at = class_session.starts_at - timedelta(hours=14)
    _insert(
        Excuse,
        [
            {
                "class_session_id": class_session.id,
                "person_id": person.id,
                "reason": scene.rng.choice(REASONS),
                "state": ExcuseState.APPROVED,
                "asked_at": asked_at,
                "decided_at": asked_at + timedelta(hours=1),
                "decided_by_id": scene.organiser.id,
            }
            for person in people
        ],
    )


def _correct(scene: Scene, study_class: StudyClass) -> None:
    """Who came late with the bus of their unit and left the telephone in it: put right by hand, with the reasons."""
    class_session = _sessions(study_class)[FORGETTING - 1]
    before, after = (checkpoints.prepare(class_session, phase) for phase in (Phase.BEFORE, Phase.AFTER))
    there = select(CheckIn.person_id).where(CheckIn.checkpoint_id == before.id, CheckIn.late)
    gone = select(CheckIn.person_id).where(CheckIn.checkpoint_id == after.id)
    forgetful = list(session.scalars(there.where(CheckIn.person_id.not_in(gone)).order_by(CheckIn.person_id)))
    if forgetful:
        done_at = class_session.ends_at + timedelta(minutes=50)
        roll.mark(before, roll.Wish(forgetful, Mark.PRESENT, BUS), scene.organiser, done_at)
        roll.mark(after, roll.Wish(forgetful, Mark.PRESENT, FORGOT), scene.organiser, done_at)


def _ask(scene: Scene, study_class: StudyClass) -> None:
    """Two people ask to stay away from the last session, one with a paper; the organiser has not answered yet."""
    last, asked_at = _sessions(study_class)[-1], scene.now - timedelta(hours=3)
    for enrolment, paper in zip(enrolled(study_class.id)[3:5], (letters.page(), None), strict=False):
        reason = scene.rng.choice(REASONS)
        excuses.ask(last, enrolment.person, reason, asked_at, [paper] if paper else [])
    excuse_notices.asked(study_class, asked_at)


def _come_uninvited(scene: Scene) -> None:
    """Two people of the next class came too early in the year: they scanned, and wait for the organiser."""
    open_ones = _sessions(scene.running, scene.now + SCANS_BEGIN)
    coming = enrolled(scene.planned[0].id)[:2]
    checkpoint = checkpoints.prepare(open_ones[-1], Phase.BEFORE)
    at = min(scene.now, checkpoint.class_session.starts_at - timedelta(minutes=4))
    moments = {"at": at, "received_at": at, "method": Method.QR}
    _insert(
        WalkIn, [{"checkpoint_id": checkpoint.id, "person_id": one.person_id, **moments} for one in coming]
    )


def _sessions(study_class: StudyClass, before: datetime | None = None) -> Sequence[ClassSession]:
    """In order; those only that begin before a moment, if one is given."""
    statement = select(ClassSession).where(ClassSession.study_class_id == study_class.id)
    found = session.scalars(statement.order_by(ClassSession.number)).all()
    return [one for one in found if before is None or one.starts_at < before]


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model), rows)
