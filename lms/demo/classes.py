"""The classes of the demo: one that runs today, one that is over, and those to come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.classes import groups, lecturers, service, sessions
from lms.classes.agenda import Item
from lms.classes.grouping import Spread
from lms.classes.models import ClassSession, Delivery, StudyClass
from lms.classes.places import Place
from lms.classes.service import Details
from lms.classes.timetable import HalfDay, Pattern, lay_out
from lms.database import session
from lms.demo.scene import Scene, moment
from lms.programmes import service as programmes
from lms.programmes.models import Programme
from lms.programmes.presets import AWARENESS, NEW_MEMBERS
from lms.web.clock import local

HALL = 242
DAYS_HELD = 3
WORKDAYS = frozenset(range(6))
WEEKENDS = frozenset({4, 5})
DAYTIME = (HalfDay(time(7, 30), time(11, 15)), HalfDay(time(13, 30), time(17, 0)))
EVENING = (HalfDay(time(13, 30), time(17, 0)), HalfDay(time(18, 30), time(21, 30)))
CHAIR = "Đồng chí Đỗ Minh Tâm"
AGENDA = (
    Item("Ổn định lớp, điểm danh, giới thiệu chuyên đề", 10),
    Item("Giảng viên trình bày nội dung chuyên đề", 110),
    Item("Nghỉ giữa buổi", 15),
    Item("Trao đổi, thảo luận, giải đáp thắc mắc", 40, True),
)
POINTS = (
    Place("Điểm cầu Trung tâm Chính trị huyện Hòa Bình", 60),
    Place("Điểm cầu Hội trường Công ty cổ phần Dệt may Lam Giang", 45),
    Place("Điểm cầu Trường Cao đẳng Kỹ thuật tỉnh", 35),
)
ROOMS = (
    "Hội trường A, Trường Chính trị tỉnh",
    "Hội trường B, Trường Chính trị tỉnh",
    "Hội trường Trung tâm Văn hóa tỉnh",
)


def make(scene: Scene) -> None:
    """Programmes, then classes with timetable, lecturers, people and groups."""
    founded = scene.now - timedelta(days=118)
    scene.awareness = programmes.create(AWARENESS, scene.organiser, founded)
    scene.new_members = programmes.create(NEW_MEMBERS, scene.organiser, founded)
    running, finished, rest = divided(scene.learners)
    scene.finished = _finished(scene, finished)
    scene.running = _running(scene, [scene.learner, *running])
    scene.planned = [_planned(scene, number, people) for number, people in enumerate(rest, 1)]
    _at_weekends(scene)
    _prepare_sessions(scene)


def divided(people: Sequence[Person]) -> tuple[list[Person], list[Person], list[list[Person]]]:
    """Who is in the running class, in the finished one, and in those to come, none larger than the hall."""
    running = min(HALL - 1, len(people) * 45 // 100)
    finished = min(205, len(people) * 35 // 100)
    rest = list(people[running + finished :])
    return (
        list(people[:running]),
        list(people[running : running + finished]),
        [rest[start : start + HALL] for start in range(0, len(rest), HALL)] or [[]],
    )


def first_day(today: date, days_held: int) -> date:
    """The day on which a class began that has met on so many days before today; it never meets on Sundays."""
    day = today
    while days_held:
        day -= timedelta(days=1)
        days_held -= day.weekday() in WORKDAYS
    return day


def parts_for(now: datetime) -> tuple[HalfDay, HalfDay]:
    """Morning and afternoon; who starts the demo in the evening meets an evening class."""
    return EVENING if local(now).hour >= 17 else DAYTIME


def _running(scene: Scene, people: Sequence[Person]) -> StudyClass:
    weekdays = WORKDAYS | {scene.today.weekday()}
    pattern = Pattern(first_day(scene.today, DAYS_HELD), weekdays, parts_for(scene.now))
    study_class = _class(scene, scene.awareness, 2, pattern, people)
    service.open_class(study_class, scene.organiser, moment(pattern.first_day, 7))
    return study_class


def _finished(scene: Scene, people: Sequence[Person]) -> StudyClass:
    pattern = Pattern(scene.today - timedelta(days=75), WORKDAYS, DAYTIME)
    study_class = _class(scene, scene.awareness, 1, pattern, people)
    service.open_class(study_class, scene.organiser, moment(pattern.first_day, 7))
    service.close_class(study_class, scene.organiser, moment(study_class.closes_on + timedelta(days=12), 16))
    return study_class


def _planned(scene: Scene, number: int, people: Sequence[Person]) -> StudyClass:
    start = scene.today + timedelta(days=4 + 14 * number)
    programme = scene.new_members if number % 2 else scene.awareness
    return _class(
        scene, programme, number if number % 2 else number + 2, Pattern(start, WORKDAYS, DAYTIME), people
    )


def _at_weekends(scene: Scene) -> StudyClass:
    """Fridays and Saturdays over three weeks, for people who cannot leave their work five days in a row."""
    start = scene.today + timedelta(days=9)
    return _class(scene, scene.awareness, 9, Pattern(start, WEEKENDS, DAYTIME), [])


def _prepare_sessions(scene: Scene) -> None:
    """The running class: what happens in its next session, and who listens elsewhere."""
    statement = select(ClassSession).where(
        ClassSession.study_class_id == scene.running.id, ClassSession.ends_at > scene.now
    )
    coming = list(session.scalars(statement.order_by(ClassSession.number)))
    for class_session in coming:
        sessions.set_agenda(class_session, list(AGENDA), scene.organiser, scene.now)
    sessions.set_places(coming[-1], list(POINTS), scene.organiser, scene.now)
    coming[-1].delivery = Delivery.POINTS
    session.flush()


def _class(
    scene: Scene, programme: Programme, intake: int, pattern: Pattern, people: Sequence[Person]
) -> StudyClass:
    session.expire(programme, ["topics"])
    planned = lay_out(programme.topics, pattern)
    opens, closes = planned[0].starts_at.date(), planned[-1].starts_at.date()
    decided = min(opens - timedelta(days=14), scene.today)
    details = Details(
        code=f"{programme.code}-{opens.year}-{intake:02}",
        title=f"Lớp {programme.title[0].lower()}{programme.title[1:]}, khóa {intake} năm {opens.year}",
        unit_id=scene.tree.centre.id,
        opens_on=opens,
        closes_on=closes,
        place=ROOMS[intake % len(ROOMS)],
        decision_no=f"{36 + intake}-QĐ/TCT",
        decision_on=decided,
    )
    made_at = moment(decided, 9)
    study_class = service.create(details, programme, planned, scene.organiser, made_at)
    _appoint(scene, study_class, made_at)
    service.enrol_many(study_class, people, made_at, scene.organiser)
    if len(people) >= 8:
        count = max(2, min(12, len(people) // 20))
        groups.divide(
            study_class,
            [f"Tổ {number}" for number in range(1, count + 1)],
            Spread.EVENLY,
            scene.organiser,
            made_at,
        )
    return study_class


def _appoint(scene: Scene, study_class: StudyClass, now: datetime) -> None:
    """The lecturer of the demo and two colleagues, who take turns."""
    teaching = [scene.lecturer, *scene.lecturers[:2]]
    for person in teaching:
        lecturers.appoint(person, study_class, scene.organiser, now)
    statement = select(ClassSession).where(ClassSession.study_class_id == study_class.id)
    for class_session in session.scalars(statement.order_by(ClassSession.number)):
        class_session.lecturer_id = teaching[class_session.number % len(teaching)].id
        class_session.chair = CHAIR if class_session.number in {1, 10} else ""
    session.flush()
