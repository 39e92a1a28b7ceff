"""How scripts stand for one marker now: for the sheet that goes out, and for the one that comes back.

Where two people mark, a marker's sheet knows of their own reading and of nothing that the other found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from lms.accounts.models import Person
from lms.marking import queries as marking
from lms.marking.models import Mark, MarkDraft, RubricVersion, SubjectKind
from lms.reflections import bench
from lms.reflections.double import queries as double
from lms.reflections.double.models import ReadingMark, ScriptReading
from lms.reflections.models import ReflectionState, ReflectionTask, Submission
from lms.reflections.offline import rules
from lms.reflections.offline.fate import Bar, Stand

KIND = SubjectKind.SUBMISSION
UNSAID = ("passage-body", "place-note")  # a comment that is being written on screen


@dataclass(frozen=True)
class Standing:
    """`stand` as the rules want it, the mark behind it, and the number of the mark from which the screen goes on."""

    stand: Stand
    mark: Mark | ReadingMark | None
    base: int

    @property
    def values(self) -> dict[str, str]:
        """What the screen of the marker shows, without comments that are still being written."""
        return {name: value for name, value in self.stand.shown.items() if name not in UNSAID}


@dataclass(frozen=True)
class _Known:
    """What one marker may know of one script."""

    mark: Mark | ReadingMark | None
    draft: MarkDraft | ScriptReading | None
    barred: Bar | None = None


def of(task: ReflectionTask, marker: Person, submissions: Sequence[Submission]) -> dict[int, Standing]:
    """By submission; a constant number of statements."""
    version = task.rubric.current
    ids = select(Submission.id).where(Submission.id.in_([one.id for one in submissions]))
    read = _marked_once if double.setting_of(task.id) is None else _marked_twice
    known = read(ids, marker.id, submissions)
    return {one.id: _standing(one, known[one.id], version) for one in submissions}


def _marked_once(ids: Select[int], marker_id: int, submissions: Sequence[Submission]) -> dict[int, _Known]:
    marks, drafts = marking.latest_marks(KIND, ids), marking.drafts_by(KIND, ids, marker_id)
    return {one.id: _Known(marks.get(one.id), drafts.get(one.id)) for one in submissions}


def _marked_twice(ids: Select[int], marker_id: int, submissions: Sequence[Submission]) -> dict[int, _Known]:
    """One's own reading alone; of a mark that was found no more than that it was."""
    readings, found = double.readings_by(ids, marker_id), marking.latest_marks(KIND, ids)
    return {one.id: _reading(readings.get(one.id), is_found=one.id in found) for one in submissions}


def _reading(reading: ScriptReading | None, *, is_found: bool) -> _Known:
    if reading is None:
        return _Known(None, None, Bar.GIVEN)
    draft = reading if reading.saved_at else None
    return _Known(reading.marks[0] if reading.marks else None, draft, Bar.FOUND if is_found else None)


def _standing(submission: Submission, known: _Known, version: RubricVersion) -> Standing:
    mark, draft = known.mark, known.draft
    number = mark.number if mark else 0
    recorded = bench.values_of(mark) if mark and mark.rubric_version_id == version.id else {}
    shown, base = recorded, number
    if draft is not None and draft.rubric_version_id == version.id:
        base = _base(draft.values, number)
        shown = (recorded if base == number else {}) | _of_row(draft.values, version)
    barred = known.barred or (None if _counts(submission) else Bar.RETURNED)
    return Standing(Stand(number, recorded, shown, barred), mark, base)


def _of_row(values: Mapping[str, object], version: RubricVersion) -> dict[str, str]:
    names = {*rules.fields(version.criteria), *UNSAID}
    return {name: str(value) for name, value in values.items() if name in names}


def _base(values: Mapping[str, object], number: int) -> int:
    begun = str(values.get("base", ""))
    return int(begun) if begun.isdecimal() else number


def _counts(submission: Submission) -> bool:
    reflection = submission.reflection
    return reflection.state is ReflectionState.HANDED_IN and reflection.submission_number == submission.number
