"""A marking sheet that comes back: compared with what stands, then appended. Nothing is overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.files.service import shown_name
from lms.marking.models import Mark, RubricVersion
from lms.marking.rules import Sheet, read_sheet
from lms.marking.service import Conflict
from lms.reflections import recording
from lms.reflections.allocation import queries as allocation
from lms.reflections.calibration import service as calibration
from lms.reflections.double.models import ReadingMark
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.reflections.offline import rules, standing
from lms.reflections.offline.fate import Bar, Fate, decide
from lms.reflections.offline.models import MarkSheet
from lms.reflections.offline.reading import Rows
from lms.reflections.offline.rules import Code, Fault, Typed, Why
from lms.reflections.offline.standing import Standing
from lms.reflections.recording import Found


@dataclass(frozen=True)
class Change:
    """A row that would add a mark to a script, or where levels are missing (`open`) be kept as a draft."""

    submission: Submission
    base: int
    old: Decimal | None
    sheet: Sheet
    values: dict[str, str]
    open: Sequence[Fault] = ()


@dataclass(frozen=True)
class Clash:
    """A row to whose script something happened since the sheet went out; `mark` stands now."""

    row: int
    submission: Submission
    why: Bar
    mark: Mark | ReadingMark | None = None


@dataclass
class Preview:
    """What a sheet would do, and what of it cannot be done."""

    changes: list[Change] = field(default_factory=list)
    drafts: list[Change] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0
    empty: int = 0
    other_rubric: bool = False

    @property
    def has_new(self) -> bool:
        return bool(self.changes or self.drafts)


def is_of_another(task: ReflectionTask, marker: Person, rows: Rows) -> bool:
    """Whether a colleague downloaded this sheet: it counts as theirs, brought back by them, and is not even kept."""
    others = [one.id for one in allocation.markers_of(task.study_class) if one.id != marker.id]
    return any(
        not _read(cell, marker.id) and any(_read(cell, other) for other in others)
        for cell in _codes(rows.rows)
    )


def receive(task: ReflectionTask, marker: Person, name: str, rows: Rows, now: datetime) -> MarkSheet:
    """Keep what was read; nothing counts yet."""
    sheet = MarkSheet(
        task_id=task.id,
        task=task,
        marker_id=marker.id,
        name=shown_name(name),
        rows=rows.rows,
        formulas=rows.formulas,
        uploaded_at=now,
    )
    database.session.add(sheet)
    database.session.flush()
    facts = {"rows": len(rows.rows), "task": task.id}
    audit.record(marker, "mark-sheet.received", sheet, now, new=facts, class_id=task.study_class_id)
    return sheet


def preview(sheet: MarkSheet, marker: Person) -> Preview:
    """Every row against what stands at this moment."""
    version, made = sheet.task.rubric.current, Preview()
    read = _typed(sheet, marker, version)
    made.other_rubric = any(one.code and one.code.version_id != version.id for one in read)
    if made.other_rubric:
        return made
    submissions = _submissions(sheet.task, read)
    stand = standing.of(sheet.task, marker, list(submissions.values()))
    for one in _once(read, submissions, made):
        submission = submissions[one.code.public_id] if one.code else None
        if one.code and submission:
            _compare(one, one.code, version, submission, stand[submission.id], made)
    return made


def apply(sheet: MarkSheet, marker: Person, now: datetime) -> Preview:
    """Append what the sheet would change, once; who was quicker in between stands as a clash.

    Scripts are held in one order, so that two who bring sheets back at the same moment do not wait for each other.
    """
    calibration.refuse_if_untried(sheet.task, marker)
    database.session.refresh(sheet, ["applied_at"], with_for_update=True)
    if sheet.applied_at is not None:
        return Preview()
    _hold(sheet, marker)
    found = preview(sheet, marker)
    done = Preview(clashes=found.clashes, faults=found.faults)
    for change in sorted(found.changes, key=lambda one: one.submission.id):
        _record(change, sheet, marker, now, done)
    for draft in found.drafts:
        recording.save_draft(draft.submission, marker, sheet.task.rubric.current, draft.values, now)
        done.drafts.append(draft)
    sheet.applied_at, sheet.marks = now, len(done.changes)
    facts = {
        "marks": len(done.changes),
        "drafts": len(done.drafts),
        "clashes": len(done.clashes),
        "faults": len(done.faults),
    }
    audit.record(marker, "mark-sheet.applied", sheet, now, new=facts, class_id=sheet.task.study_class_id)
    return done


def _codes(rows: Sequence[tuple[int, Sequence[str]]]) -> list[str]:
    return [cells[0] for number, cells in rows if number > rules.HEAD and cells]


def _read(cell: str, marker_id: int) -> Code | None:
    return rules.read_code(cell, marker_id, str(current_app.secret_key))


def _typed(sheet: MarkSheet, marker: Person, version: RubricVersion) -> list[Typed]:
    formulas = set(sheet.formulas)
    return [
        rules.typed(number, cells, version.criteria, _read(cells[0] if cells else "", marker.id), formulas)
        for number, cells in sheet.rows
        if number > rules.HEAD
    ]


def _submissions(task: ReflectionTask, read: Iterable[Typed]) -> dict[str, Submission]:
    wanted = [one.code.public_id for one in read if one.code]
    statement = (
        select(Submission)
        .join(Submission.reflection)
        .options(joinedload(Submission.reflection))
        .where(Reflection.task_id == task.id, Submission.public_id.in_(wanted))
    )
    return {one.public_id: one for one in database.session.scalars(statement)}


def _hold(sheet: MarkSheet, marker: Person) -> None:
    wanted = [code.public_id for cell in _codes(sheet.rows) if (code := _read(cell, marker.id))]
    statement = select(Submission.id).where(Submission.public_id.in_(wanted)).order_by(Submission.id)
    database.session.execute(statement.with_for_update())


def _once(read: Iterable[Typed], submissions: dict[str, Submission], made: Preview) -> Iterable[Typed]:
    """The rows in which something is filled in, each script once."""
    seen: set[str] = set()
    for one in read:
        if one.empty:
            made.empty += 1
        elif one.code is None or one.code.public_id not in submissions:
            made.faults += one.faults or (Fault(rules.address(0, one.row), Why.CODE),)
        elif one.code.public_id in seen:
            made.faults.append(Fault(rules.address(0, one.row), Why.TWICE))
        else:
            seen.add(one.code.public_id)
            yield one


def _compare(
    one: Typed, code: Code, version: RubricVersion, submission: Submission, known: Standing, made: Preview
) -> None:
    if one.faults:
        made.faults += one.faults
        return
    sheet, mark = read_sheet(version.criteria, one.values), known.mark
    fate = decide(one.values, code, known.stand, complete=sheet.complete)
    if isinstance(fate, Bar):
        made.clashes.append(Clash(one.row, submission, fate, mark))
    elif fate is Fate.SAME:
        made.same += 1
    else:
        missing = () if sheet.complete else rules.open_cells(one, version.criteria)
        values = {**one.values, "base": str(code.base)}
        listed = made.changes if fate is Fate.MARK else made.drafts
        listed.append(Change(submission, code.base, mark.total if mark else None, sheet, values, missing))


def _record(change: Change, sheet: MarkSheet, marker: Person, now: datetime, done: Preview) -> None:
    version = sheet.task.rubric.current
    outcome = recording.record(change.submission, marker, version, change.sheet, base=change.base, now=now)
    if isinstance(outcome, Conflict):
        done.clashes.append(Clash(0, change.submission, Bar.MARKED, outcome.latest))
    elif isinstance(outcome, Found):
        done.clashes.append(Clash(0, change.submission, Bar.FOUND))
    else:
        done.changes.append(change)
