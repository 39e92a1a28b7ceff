"""What the marks of a task would be under the present version of its rubric."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from lms import database
from lms.marking import queries as marking
from lms.marking.models import Mark, RubricVersion, SubjectKind
from lms.marking.renewing.rules import Carried, Missing, carried
from lms.reflections.double import queries as double
from lms.reflections.double.models import AgreedMark
from lms.reflections.double.rules import Combined, combined
from lms.reflections.handed_in import current, current_submission_ids
from lms.reflections.models import Reflection, ReflectionTask, Submission

KIND = SubjectKind.SUBMISSION


@dataclass(frozen=True)
class Line:
    """One script whose mark was given by an earlier version; `scores` is what would be appended."""

    public_id: str
    script_no: int
    mark: Mark
    scores: Sequence[Combined]
    missing: Sequence[Missing]

    @property
    def total(self) -> Decimal | None:
        """None where the marker is needed."""
        return None if self.missing else sum((score.points for score in self.scores), Decimal(0))

    @property
    def change(self) -> Decimal:
        return (self.total or Decimal(0)) - self.mark.total


@dataclass(frozen=True)
class Preview:
    """`standing` is a short name for what was looked at: if it changes, the preview is shown anew."""

    version: RubricVersion
    lines: Sequence[Line]
    standing: str

    @property
    def ready(self) -> list[Line]:
        return [line for line in self.lines if not line.missing]

    @property
    def needing(self) -> list[Line]:
        return [line for line in self.lines if line.missing]


def of_task(task: ReflectionTask) -> Preview:
    """By number of the script, which tells neither the alphabet nor the time."""
    version = task.rubric.current
    marks = marking.latest_marks(KIND, current_submission_ids([task.id]))
    old = {key: mark for key, mark in marks.items() if mark.rubric_version_id != version.id}
    agreed = double.agreed_of([mark.id for mark in old.values()])
    lines = [
        _line(public_id, number, old[submission_id], version, agreed)
        for submission_id, public_id, number in _scripts(task)
        if submission_id in old
    ]
    named = repr((version.id, [line.mark.id for line in lines]))
    return Preview(version, lines, hashlib.sha256(named.encode()).hexdigest()[:16])


def count(task: ReflectionTask) -> int:
    """How many marks of a task were given by an earlier version of its rubric."""
    latest = marking.latest_mark_ids(KIND, current_submission_ids([task.id]))
    statement = (
        select(func.count())
        .select_from(Mark)
        .where(Mark.id.in_(latest), Mark.rubric_version_id != task.rubric.current.id)
    )
    return database.session.scalar(statement) or 0


def _scripts(task: ReflectionTask) -> list[tuple[int, str, int]]:
    columns = (Submission.id, Submission.public_id, Reflection.script_no)
    statement = current([task.id]).with_only_columns(*columns).order_by(Reflection.script_no)
    return [(row[0], row[1], row[2] or 0) for row in database.session.execute(statement)]


def _line(
    public_id: str, number: int, mark: Mark, version: RubricVersion, agreed: Mapping[int, AgreedMark]
) -> Line:
    found = _parts(mark, version, agreed.get(mark.id))
    missing = list(dict.fromkeys(one for part in found for one in part.missing))
    return Line(
        public_id, number, mark, [] if missing else combined([part.scores for part in found]), missing
    )


def _parts(mark: Mark, version: RubricVersion, agreed: AgreedMark | None) -> list[Carried]:
    """A mark made of several is carried over part by part, and made of them again."""
    if agreed is None:
        return [carried(mark.scores, mark.version.criteria, version.criteria)]
    counted = [part.reading_mark for part in agreed.parts if part.counted]
    return [carried(one.scores, one.version.criteria, version.criteria) for one in counted]
