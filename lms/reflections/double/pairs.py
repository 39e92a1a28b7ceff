"""The scripts behind the figures of agreement: those with two readings and a mark, in one constant set of reads."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms import database
from lms.marking.models import Mark, SubjectKind
from lms.reflections.double.agreement import Given, Pair
from lms.reflections.double.models import AgreedMark, AgreedPart, ReadingMark
from lms.reflections.handed_in import current
from lms.reflections.models import Reflection, ReflectionTask, Submission


def of_task(task: ReflectionTask) -> list[Pair]:
    """By number, which tells neither the alphabet nor the time."""
    parts = selectinload(AgreedMark.parts).joinedload(AgreedPart.reading_mark)
    statement = (
        select(AgreedMark, Mark.total, Submission.public_id, Reflection.script_no)
        .join(Mark, Mark.id == AgreedMark.mark_id)
        .join(Submission, (Mark.subject_kind == SubjectKind.SUBMISSION) & (Mark.subject_id == Submission.id))
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Submission.id.in_(current([task.id]).with_only_columns(Submission.id)))
        .options(parts.joinedload(ReadingMark.version))
        .order_by(Reflection.script_no)
    )
    return [
        _pair(agreed, total, public_id, number or 0)
        for agreed, total, public_id, number in database.session.execute(statement)
        if len(agreed.parts) > 1
    ]


def _pair(agreed: AgreedMark, total: Decimal, public_id: str, number: int) -> Pair:
    marks = [part.reading_mark for part in agreed.parts]
    return Pair(
        public_id=public_id,
        script_no=number,
        how=agreed.how,
        total=total,
        totals=[mark.total for mark in marks],
        scores=[_scores(mark) for mark in marks],
    )


def _scores(mark: ReadingMark) -> dict[tuple[int, str], Given]:
    titles = {one.id: (place, one.title) for place, one in enumerate(mark.version.criteria, 1)}
    return {titles[score.criterion_id]: Given(score.points, score.level.label) for score in mark.scores}
