"""Reads behind the figures of a reflection: a constant number of statements, however many learners there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import Select, and_, case, func, select

from lms.accounts.models import Person
from lms.classes.models import Enrolment
from lms.classes.queries import seen_by
from lms.database import session
from lms.marking import queries as marking
from lms.marking.models import BatchKind, Criterion, Mark, Release, SubjectKind
from lms.organisations.models import OrgUnit
from lms.permissions import GrantLike, Permission
from lms.programmes.models import Band
from lms.reflections import origins
from lms.reflections.group_models import MemberMark, Participant
from lms.reflections.handed_in import current_submission_ids
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.reflections.origins import Origin
from lms.reflections.queries import Entry
from lms.reports.reflections.figures import TEN, Bands, Handed, Line, Scored, Sight, rounded
from lms.web.clock import ZONE


@dataclass(frozen=True)
class Unit:
    id: int = 0
    name: str = ""


def lines_of(task: ReflectionTask, entries: Sequence[Entry], seen: Sight, *, may_mark: bool) -> list[Line]:
    """One line a learner, by name. Who does not mark is told the released mark, whatever was given since."""
    units = _units(task)
    if may_mark:
        marks = {entry.submission.id: entry.mark for entry in entries if entry.submission and entry.mark}
    else:
        marks = marking.released_marks(SubjectKind.SUBMISSION, current_submission_ids([task.id]))
    shown = marks if seen.marks else {}
    markers = _names(mark.marker_id for mark in shown.values())
    made = origins.of_marks(list(shown.values()))
    lines = [_line(entry, units, shown, markers, made) for entry in entries]
    if seen.persons or not may_mark:
        return lines
    return [_without_time(line) for line in (once(lines) if task.by_group else lines)]


def once(lines: Sequence[Line]) -> list[Line]:
    """For a blind marker, the mark of a group's script once: how often it stands would tell how many they are."""
    seen: set[int | None] = set()
    made = []
    for line in lines:
        again = line.total is not None and line.script_no in seen
        seen.add(line.script_no)
        made.append(
            replace(line, total=None, marker_id=None, marker="", made="", scores=()) if again else line
        )
    return made


def bands_of(task: ReflectionTask) -> Bands:
    """The bands of the programme, highest first."""
    statement = select(Band.label, Band.minimum).where(Band.programme_id == task.study_class.programme_id)
    rows = session.execute(statement.order_by(Band.minimum.desc()))
    return [(row.label, row.minimum) for row in rows]


def is_released(task: ReflectionTask) -> bool:
    return bool(marking.standing_releases(BatchKind.REFLECTION_TASK, task.id))


def marks_of(tasks: Sequence[ReflectionTask]) -> dict[int, list[Decimal]]:
    """Released marks of these tasks on the scale of ten, in one statement; a group's once for everybody it names."""
    named = and_(Participant.reflection_id == Reflection.id, Participant.number == Submission.number)
    apart = and_(
        *(MemberMark.reflection_id == Participant.reflection_id, MemberMark.number == Participant.number),
        MemberMark.person_id == Participant.person_id,
    )
    standing = select(Release.id).where(Release.withdrawn_at.is_(None))
    newest = (
        select(func.max(Mark.number).label("number"), Mark.subject_id)
        .where(
            Mark.subject_kind == SubjectKind.SUBMISSION,
            Mark.subject_id.in_(current_submission_ids([task.id for task in tasks])),
            Mark.release_id.in_(standing),
        )
        .group_by(Mark.subject_id)
        .subquery()
    )
    points = (
        select(Criterion.rubric_version_id, func.sum(Criterion.points).label("out_of"))
        .group_by(Criterion.rubric_version_id)
        .subquery()
    )
    statement = (
        select(
            Reflection.task_id,
            case((MemberMark.id.is_not(None), MemberMark.points), else_=Mark.total).label("total"),
            func.coalesce(MemberMark.out_of, points.c.out_of).label("out_of"),
        )
        .select_from(Mark)
        .join(newest, and_(Mark.subject_id == newest.c.subject_id, Mark.number == newest.c.number))
        .join(points, points.c.rubric_version_id == Mark.rubric_version_id)
        .join(Submission, Submission.id == Mark.subject_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .outerjoin(Participant, named)
        .outerjoin(MemberMark, and_(apart, MemberMark.ended_at.is_(None)))
        .where(Mark.subject_kind == SubjectKind.SUBMISSION)
    )
    found: dict[int, list[Decimal]] = {}
    for row in session.execute(statement):
        if row.total is None:
            continue
        found.setdefault(row.task_id, []).append(rounded(row.total * TEN / row.out_of))
    return found


def tasks_seen(grants: Sequence[GrantLike], year: int) -> Select[ReflectionTask]:
    """Published tasks due in a year, of the classes whose staff these grants make one; the latest first."""
    begins, ends = (datetime.combine(date(day, 1, 1), time(), ZONE) for day in (year, year + 1))
    return (
        select(ReflectionTask)
        .join(ReflectionTask.study_class)
        .where(
            seen_by(grants, Permission.ROSTER_SEE),
            ReflectionTask.published_at.is_not(None),
            ReflectionTask.due_at >= begins,
            ReflectionTask.due_at < ends,
        )
        .order_by(ReflectionTask.due_at.desc(), ReflectionTask.id)
    )


def bands_of_programmes(tasks: Sequence[ReflectionTask]) -> dict[int, Bands]:
    """Programme → its bands, highest first."""
    ids = {task.study_class.programme_id for task in tasks}
    statement = select(Band).where(Band.programme_id.in_(ids)).order_by(Band.minimum.desc())
    found: dict[int, list[tuple[str, Decimal]]] = {}
    for band in session.scalars(statement):
        found.setdefault(band.programme_id, []).append((band.label, band.minimum))
    return dict(found)


def _without_time(line: Line) -> Line:
    """For a blind marker: when something came may tell whose it is."""
    return replace(line, handed=Handed.HANDED_IN) if line.handed is Handed.LATE else line


def _line(
    entry: Entry,
    units: Mapping[int, Unit],
    marks: Mapping[int, Mark],
    markers: Mapping[int, str],
    made: Mapping[int, Origin],
) -> Line:
    unit = units.get(entry.person.id, Unit())
    mark = marks.get(entry.submission.id) if entry.submission else None
    known = Line(
        person_id=entry.person.id,
        name=entry.person.full_name,
        unit_id=unit.id,
        unit=unit.name,
        handed=Handed(entry.state),
        script_no=entry.reflection.script_no if entry.reflection else None,
    )
    if mark is None:
        return known
    return _apart(_with_mark(known, mark, markers, made.get(mark.id)), entry)


def _with_mark(line: Line, mark: Mark, markers: Mapping[int, str], origin: Origin | None) -> Line:
    places = {criterion.id: (place, criterion) for place, criterion in enumerate(mark.version.criteria, 1)}
    scores = [
        Scored(
            places[score.criterion_id][0],
            places[score.criterion_id][1].title,
            score.level.label if score.level else "",
            score.points,
            places[score.criterion_id][1].points,
        )
        for score in mark.scores
        if score.criterion_id in places
    ]
    return Line(
        *(line.person_id, line.name, line.unit_id, line.unit, line.handed, line.script_no),
        total=mark.total,
        out_of=mark.version.points or Decimal(10),
        marker_id=mark.marker_id,
        marker=markers.get(mark.marker_id or 0, origin.markers if origin else ""),
        made=origin.said if origin else "",
        scores=tuple(sorted(scores, key=lambda score: score.criterion)),
    )


def _apart(line: Line, entry: Entry) -> Line:
    """A member's own mark in place of the group's; it has no criteria."""
    if entry.own is None:
        return line
    return replace(line, total=entry.own.points, out_of=entry.own.out_of, scores=())


def _units(task: ReflectionTask) -> dict[int, Unit]:
    """Person → the unit they came from when they were enrolled."""
    statement = (
        select(Enrolment.person_id, OrgUnit.id, OrgUnit.name)
        .join(OrgUnit, OrgUnit.id == Enrolment.unit_id)
        .where(Enrolment.study_class_id == task.study_class_id)
    )
    return {row.person_id: Unit(row.id, row.name) for row in session.execute(statement)}


def _names(ids: Iterable[int | None]) -> dict[int, str]:
    statement = select(Person.id, Person.full_name).where(Person.id.in_({one for one in ids if one}))
    return {row.id: row.full_name for row in session.execute(statement)}
