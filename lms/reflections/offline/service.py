"""A marking sheet that comes back: compared with what stands, then appended. Nothing is overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from http import HTTPStatus

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.files.service import shown_name
from lms.marking import queries as marking, service
from lms.marking.models import Mark, RubricVersion, SubjectKind
from lms.marking.rules import Sheet, read_sheet
from lms.marking.service import Conflict
from lms.reflections import bench
from lms.reflections.calibration import service as calibration
from lms.reflections.double import queries as double
from lms.reflections.models import Reflection, ReflectionState, ReflectionTask, Submission
from lms.reflections.offline import rules
from lms.reflections.offline.models import MarkSheet
from lms.reflections.offline.reading import Rows
from lms.reflections.offline.rules import Fault, Typed, Why
from lms.web.errors import LmsError


@dataclass(frozen=True)
class Change:
    """A row that would add a mark to a script."""

    submission: Submission
    base: int
    old: Decimal | None
    sheet: Sheet


@dataclass(frozen=True)
class Clash:
    """A row whose script was marked, returned or handed in anew since the sheet went out; `mark` stands now."""

    row: int
    number: int
    mark: Mark | None


@dataclass
class Preview:
    """What a sheet would do, and what of it cannot be done."""

    changes: list[Change] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0
    empty: int = 0
    other_rubric: bool = False


def refuse_where_two_mark(task: ReflectionTask) -> None:
    """A sheet knows of one mark for a script; of two people who must not know of each other it would know too much."""
    if double.setting_of(task.id) is not None:
        raise LmsError(
            _("Two people mark these scripts without knowing of each other. Mark them on screen, please."),
            HTTPStatus.CONFLICT,
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
    submissions = _submissions(sheet.task, [one.code.public_id for one in read if one.code])
    marks = _marks(submissions.values())
    seen: set[str] = set()
    for one in read:
        _judge(one, version, submissions, marks, seen, made)
    return made


def apply(sheet: MarkSheet, marker: Person, now: datetime) -> Preview:
    """Append what the sheet would change, once; who was quicker in between stands as a clash."""
    refuse_where_two_mark(sheet.task)
    calibration.refuse_if_untried(sheet.task, marker)
    database.session.refresh(sheet, ["applied_at"], with_for_update=True)
    found = preview(sheet, marker)
    if sheet.applied_at is not None:
        return Preview()
    done = Preview(clashes=found.clashes, faults=found.faults)
    for change in found.changes:
        subject, version = bench.subject_of(change.submission), sheet.task.rubric.current
        outcome = service.record_mark(subject, marker, version, change.sheet, base=change.base, now=now)
        if isinstance(outcome, Conflict):
            done.clashes.append(Clash(0, change.submission.reflection.script_no or 0, outcome.latest))
        else:
            done.changes.append(change)
    sheet.applied_at, sheet.marks = now, len(done.changes)
    facts = {"marks": len(done.changes), "clashes": len(done.clashes), "faults": len(done.faults)}
    audit.record(marker, "mark-sheet.applied", sheet, now, new=facts, class_id=sheet.task.study_class_id)
    return done


def _typed(sheet: MarkSheet, marker: Person, version: RubricVersion) -> list[Typed]:
    secret, formulas = str(current_app.secret_key), set(sheet.formulas)
    return [
        rules.typed(
            number,
            cells,
            version.criteria,
            rules.read_code(cells[0] if cells else "", marker.id, secret),
            formulas,
        )
        for number, cells in sheet.rows
        if number > rules.HEAD
    ]


def _submissions(task: ReflectionTask, public_ids: Sequence[str]) -> dict[str, Submission]:
    statement = (
        select(Submission)
        .join(Submission.reflection)
        .options(joinedload(Submission.reflection))
        .where(Reflection.task_id == task.id, Submission.public_id.in_(public_ids))
    )
    return {one.public_id: one for one in database.session.scalars(statement)}


def _marks(submissions: Iterable[Submission]) -> dict[int, Mark]:
    ids = select(Submission.id).where(Submission.id.in_([one.id for one in submissions]))
    return marking.latest_marks(SubjectKind.SUBMISSION, ids)


def _judge(
    one: Typed,
    version: RubricVersion,
    submissions: dict[str, Submission],
    marks: dict[int, Mark],
    seen: set[str],
    made: Preview,
) -> None:
    submission = submissions.get(one.code.public_id) if one.code else None
    if one.empty:
        made.empty += 1
    elif one.code is None or submission is None:
        made.faults += one.faults or (Fault(rules.address(0, one.row), Why.CODE),)
    elif submission.public_id in seen:
        made.faults.append(Fault(rules.address(0, one.row), Why.TWICE))
    else:
        seen.add(submission.public_id)
        _compare(one, one.code.base, version, submission, marks.get(submission.id), made)


def _compare(
    one: Typed, base: int, version: RubricVersion, submission: Submission, mark: Mark | None, made: Preview
) -> None:
    sheet = read_sheet(version.criteria, one.values)
    stands = mark is not None and mark.rubric_version_id == version.id and _same(one, mark)
    if one.faults:
        made.faults += one.faults
    elif stands or _untouched(one, base, version, submission, mark):
        made.same += 1
    elif not sheet.complete:
        made.faults += rules.open_cells(one, version.criteria)
    elif (mark.number if mark else 0) != base or not _counts(submission):
        made.clashes.append(Clash(one.row, submission.reflection.script_no or 0, mark))
    else:
        made.changes.append(Change(submission, base, mark.total if mark else None, sheet))


def _same(one: Typed, mark: Mark) -> bool:
    """Whether the row says what the mark says already."""
    known = {name: value for name, value in bench.values_of(mark).items() if value}
    return known == {name: value for name, value in one.values.items() if value}


def _untouched(
    one: Typed, base: int, version: RubricVersion, submission: Submission, mark: Mark | None
) -> bool:
    """Whether the row came back as it went out, with a mark that is no longer the latest."""
    if mark is None or mark.number == base:
        return False
    earlier = marking.marks_of(SubjectKind.SUBMISSION, submission.id)
    return any(
        old.number == base and old.rubric_version_id == version.id and _same(one, old) for old in earlier
    )


def _counts(submission: Submission) -> bool:
    reflection = submission.reflection
    return reflection.state is ReflectionState.HANDED_IN and reflection.submission_number == submission.number
