"""A marker's queue, read where the rows are: how far it has come, what stands before and after, what comes next.

Nothing here is counted or sorted in Python, and no text of a script is read: with 2,500 scripts in a task it costs
what it costs with 25.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    union_all,
)

from lms import database
from lms.accounts.models import Person
from lms.marking.models import Mark, SubjectKind
from lms.marking.ordering import Order
from lms.reflections import gate
from lms.reflections.allocation.models import ScriptAllocation
from lms.reflections.double.models import ReadingMark, ScriptReading
from lms.reflections.double.queries import is_double
from lms.reflections.models import Reflection, ReflectionState, ReflectionTask, Submission
from lms.reflections.workbench import flags, pace
from lms.reflections.workbench.models import FlagKind, ScriptFlag
from lms.web.pagination import PER_PAGE, Page

KIND = SubjectKind.SUBMISSION
LOOK = 12  # scripts that are looked at for one without a mark before all are
_NUMBER: Any = cast(func.coalesce(Reflection.script_no, 0), BigInteger)


class Show(StrEnum):
    """Which scripts of the queue the list shows."""

    ALL = "all"
    OPEN = "open"
    MARKED = "marked"
    LOOK_AGAIN = "look-again"
    ASK_COLLEAGUE = "ask-colleague"
    ASKED = "asked"


@dataclass(frozen=True)
class Place:
    """One script in a marker's queue."""

    public_id: str
    script_no: int
    marked: bool
    name: str = ""
    flags: frozenset[FlagKind] = frozenset()
    askers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Progress:
    """How far a marker's queue has come, and how fast it goes."""

    all: int
    marked: int
    pace: pace.Pace | None

    @property
    def left(self) -> int:
        return self.all - self.marked


def progress(task: ReflectionTask, marker_id: int) -> Progress:
    counts = (func.count(), func.sum(case((_marked(marker_id), 1), else_=0)))
    statement = _with_submission(_in_queue(task, marker_id)).with_only_columns(*counts)
    total, done = database.session.execute(statement).one()
    marked = int(done or 0)
    return Progress(total, marked, pace.pace(_marked_at(task, marker_id), total - marked))


def around(task: ReflectionTask, marker_id: int, number: int) -> tuple[Place | None, Place | None]:
    """The scripts before and after the one with this number."""
    order = Order.of(task.order_seed, marker_id)
    here, place = order.place(number), order.place(_NUMBER)
    before = _ids(_in_queue(task, marker_id).where(place < here).order_by(place.desc()).limit(1))
    after = _ids(_in_queue(task, marker_id).where(place > here).order_by(place).limit(1))
    found = _places([*before, *after], marker_id)
    return found.get(before[0]) if before else None, found.get(after[0]) if after else None


def open_after(
    task: ReflectionTask, marker_id: int, number: int | None = None, limit: int = 1
) -> list[Place]:
    """The next scripts without a mark: from this one on and round again, or from the beginning.

    Those that come next have none nearly always, so a few are looked at before all are.
    """
    order = Order.of(task.order_seed, marker_id)
    place, here = order.place(_NUMBER), -1 if number is None else order.place(number)
    following = (
        _in_queue(task, marker_id)
        .where((-1 if number is None else number) != _NUMBER)
        .order_by(case((place > here, 0), else_=1), place)
    )
    next_ids = _ids(following.limit(LOOK))
    found = _places(next_ids, marker_id)
    still_open = [found[one] for one in next_ids if not found[one].marked]
    if len(still_open) < limit and len(next_ids) == LOOK:
        ids = _ids(_with_submission(following).where(~_marked(marker_id)).limit(limit))
        found = _places(ids, marker_id)
        still_open = [found[one] for one in ids]
    return still_open[:limit]


def listed(task: ReflectionTask, marker_id: int, show: Show, number: int) -> Page:
    """One page of the queue in the marker's order; without names where marking is blind."""
    kept = _shown(task, marker_id, show)
    total = database.session.scalar(kept.with_only_columns(func.count())) or 0
    number = min(max(1, number), max(1, -(-total // PER_PAGE)))
    place = Order.of(task.order_seed, marker_id).place(_NUMBER)
    ids = _ids(kept.order_by(place).limit(PER_PAGE).offset((number - 1) * PER_PAGE))
    found = _places(ids, marker_id, blind=gate.is_blind(task))
    own, askers = flags.own(ids, marker_id), flags.askers(ids, marker_id)
    items = [
        replace(found[one], flags=frozenset(own.get(one, ())), askers=askers.get(one, [])) for one in ids
    ]
    return Page(items, number, total)


def stretch(task: ReflectionTask, marker_id: int, number: int, size: int) -> list[str]:
    """The addresses of a stretch of the queue, in the marker's order."""
    place = Order.of(task.order_seed, marker_id).place(_NUMBER)
    ids = _ids(_in_queue(task, marker_id).order_by(place).limit(size).offset((number - 1) * size))
    found = _places(ids, marker_id)
    return [found[one].public_id for one in ids]


def counted(task: ReflectionTask, marker_id: int) -> dict[Show, int]:
    """How many scripts each filter shows, in one statement."""
    columns = [
        func.sum(case((_condition(show, marker_id), 1), else_=0)) for show in Show if show is not Show.ASKED
    ]
    own = database.session.execute(
        _with_submission(_in_queue(task, marker_id)).with_only_columns(*columns)
    ).one()
    asked = _shown(task, marker_id, Show.ASKED).with_only_columns(func.count())
    counts = dict(zip([show for show in Show if show is not Show.ASKED], own, strict=True))
    return {show: int(count or 0) for show, count in counts.items()} | {
        Show.ASKED: database.session.scalar(asked) or 0
    }


def is_allocated(task_id: int) -> ColumnElement[bool]:
    """Whether anything of the task stands allocated."""
    standing = select(ScriptAllocation.id).where(
        ScriptAllocation.task_id == task_id, ScriptAllocation.ended_at.is_(None)
    )
    return exists(standing)


def _in_queue(task: ReflectionTask, marker_id: int) -> Select[Any]:
    """What is allocated to the marker; all scripts where nothing is allocated to anybody.

    Where two people mark, what is theirs to read.
    """
    mine = exists().where(
        *(ScriptAllocation.reflection_id == Reflection.id, ScriptAllocation.marker_id == marker_id),
        ScriptAllocation.ended_at.is_(None),
    )
    double = is_double(task.id)
    once = and_(~double, or_(~is_allocated(task.id), mine))
    return _handed_in(task).where(or_(once, and_(double, _reads(marker_id))))


def _handed_in(task: ReflectionTask) -> Select[Any]:
    """Reflections without what was handed in, which is much to read past."""
    return select(Reflection.id).where(
        Reflection.task_id == task.id, Reflection.state == ReflectionState.HANDED_IN
    )


def _with_submission(statement: Select[Any]) -> Select[Any]:
    counts = and_(
        Submission.reflection_id == Reflection.id, Submission.number == Reflection.submission_number
    )
    return statement.join(Submission, counts)


def _shown(task: ReflectionTask, marker_id: int, show: Show) -> Select[Any]:
    """A colleague may ask about any script of the task, also about one that somebody else marks."""
    if show is Show.ALL:
        return _in_queue(task, marker_id)
    queue = _handed_in(task) if show is Show.ASKED else _in_queue(task, marker_id)
    return _with_submission(queue).where(_condition(show, marker_id))


def _condition(show: Show, marker_id: int) -> ColumnElement[bool]:
    match show:
        case Show.OPEN:
            return ~_marked(marker_id)
        case Show.MARKED:
            return _marked(marker_id)
        case Show.LOOK_AGAIN | Show.ASK_COLLEAGUE:
            return _flagged(ScriptFlag.marker_id == marker_id, FlagKind(show.value))
        case Show.ASKED:
            return _flagged(ScriptFlag.marker_id != marker_id, FlagKind.ASK_COLLEAGUE)
        case Show.ALL:
            return Reflection.id.is_not(None)


def _flagged(whose: ColumnElement[bool], kind: FlagKind) -> ColumnElement[bool]:
    standing = and_(ScriptFlag.kind == kind, ScriptFlag.lowered_at.is_(None))
    return exists().where(ScriptFlag.reflection_id == Reflection.id, whose, standing)


def _marked(marker_id: int) -> ColumnElement[bool]:
    """Whether the script has its mark, or this marker has recorded what they found as one of two."""
    has_mark = exists().where(Mark.subject_kind == KIND, Mark.subject_id == Submission.id)
    recorded = exists().where(
        *(ScriptReading.submission_id == Submission.id, ScriptReading.marker_id == marker_id),
        ScriptReading.closed_at.is_not(None),
    )
    return or_(has_mark, recorded)


def _reads(marker_id: int) -> ColumnElement[bool]:
    """Whether what counts of the reflection is this marker's to read."""
    return exists().where(
        *(Submission.reflection_id == Reflection.id, Submission.number == Reflection.submission_number),
        *(ScriptReading.submission_id == Submission.id, ScriptReading.marker_id == marker_id),
    )


def _marked_at(task: ReflectionTask, marker_id: int) -> Sequence[datetime]:
    """The times of the marker's latest marks, as far as they are of this task."""
    marks = (
        select(Mark.subject_id, Mark.marked_at)
        .where(Mark.marker_id == marker_id, Mark.subject_kind == KIND)
        .order_by(Mark.id.desc())
        .limit(pace.LATEST)
        .subquery()
    )
    readings = (
        select(ScriptReading.submission_id.label("subject_id"), ReadingMark.marked_at)
        .join(ReadingMark, ReadingMark.reading_id == ScriptReading.id)
        .where(ScriptReading.marker_id == marker_id)
        .order_by(ReadingMark.id.desc())
        .limit(pace.LATEST)
        .subquery()
    )
    latest = union_all(select(marks), select(readings)).subquery()
    statement = (
        select(latest.c.marked_at)
        .join(Submission, Submission.id == latest.c.subject_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Reflection.task_id == task.id)
    )
    return database.session.scalars(statement).all()


def _ids(statement: Select[Any]) -> list[int]:
    return list(database.session.scalars(statement))


def _places(ids: Sequence[int], marker_id: int, *, blind: bool = True) -> dict[int, Place]:
    """What is said of these scripts, by reflection."""
    if not ids:
        return {}
    columns = (
        Reflection.id,
        Submission.public_id,
        Reflection.script_no,
        _marked(marker_id).label("marked"),
        gate.name_column(blind=blind).label("name"),
    )
    statement = _with_submission(select(*columns).where(Reflection.id.in_(ids)))
    if not blind:
        statement = statement.outerjoin(Person, Person.id == Reflection.person_id)
    return {
        row.id: Place(row.public_id, row.script_no or 0, bool(row.marked), row.name)
        for row in database.session.execute(statement)
    }
