"""What each marker gave, in a constant number of statements. What one of two found is left out until the script has
its mark: a mean of few would tell it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, exists, func, select

from lms import database
from lms.accounts.models import Person
from lms.marking.models import Criterion, Mark, SubjectKind
from lms.marking.origins.models import MarkOrigin
from lms.reflections.double.models import ReadingMark, ScriptReading
from lms.reflections.drift.rules import Given
from lms.reflections.handed_in import current
from lms.reflections.models import Reflection, ReflectionTask, Submission

KIND = SubjectKind.SUBMISSION
TEN = Decimal(10)


def given(task: ReflectionTask) -> list[Given]:
    """The latest mark that each person gave to each script; marks that were made of others are nobody's."""
    latest: dict[tuple[int, str], Given] = {}
    for row in [*_rows(_marks(task)), *_rows(_readings(task))]:
        mark = row.total * TEN / (row.out_of or TEN)
        one = Given(row.marker_id, row.name, row.public_id, row.script_no or 0, mark, row.marked_at)
        latest[one.marker_id, one.public_id] = one
    return list(latest.values())


def _rows(statement: Select[Any]) -> Iterable[Any]:
    return database.session.execute(statement).all()


def _marks(task: ReflectionTask) -> Select[Any]:
    points = _points()
    made = exists().where(MarkOrigin.mark_id == Mark.id)
    return (
        select(
            *(Mark.marker_id, Person.full_name.label("name"), Submission.public_id, Reflection.script_no),
            *(Mark.total, points.c.out_of, Mark.marked_at),
        )
        .join(Person, Person.id == Mark.marker_id)
        .join(Submission, (Mark.subject_kind == KIND) & (Mark.subject_id == Submission.id))
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .join(points, points.c.rubric_version_id == Mark.rubric_version_id)
        .where(Submission.id.in_(_submissions(task)), ~made)
        .order_by(Mark.number)
    )


def _readings(task: ReflectionTask) -> Select[Any]:
    points = _points()
    has_mark = exists().where(Mark.subject_kind == KIND, Mark.subject_id == ScriptReading.submission_id)
    return (
        select(
            *(ScriptReading.marker_id, Person.full_name.label("name"), Submission.public_id),
            *(Reflection.script_no, ReadingMark.total, points.c.out_of, ReadingMark.marked_at),
        )
        .join(ScriptReading, ScriptReading.id == ReadingMark.reading_id)
        .join(Person, Person.id == ScriptReading.marker_id)
        .join(Submission, Submission.id == ScriptReading.submission_id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .join(points, points.c.rubric_version_id == ReadingMark.rubric_version_id)
        .where(ScriptReading.submission_id.in_(_submissions(task)), has_mark)
        .order_by(ReadingMark.number)
    )


def _submissions(task: ReflectionTask) -> Select[int]:
    return current([task.id]).with_only_columns(Submission.id)


def _points() -> Any:
    """Points at most, by version of a rubric."""
    return (
        select(Criterion.rubric_version_id, func.sum(Criterion.points).label("out_of"))
        .group_by(Criterion.rubric_version_id)
        .subquery()
    )
