"""Reading about moderation: whose marks were looked at, what was found, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms import database
from lms.marking import queries as marking
from lms.marking.models import Mark, SubjectKind
from lms.reflections.double.models import ScriptReading
from lms.reflections.handed_in import current, current_submission_ids
from lms.reflections.models import Reflection, ReflectionTask, Submission
from lms.reflections.moderation.models import Moderation, View

KIND = SubjectKind.SUBMISSION


@dataclass
class Sampled:
    """One marker (`marker_id` 0: several together) with how many marks were looked at, and what came of it."""

    marker_id: int
    name: str
    marks: int = 0
    drawn: list[Moderation] = field(default_factory=list)

    @property
    def agreed(self) -> int:
        return sum(one.view is View.AGREES for one in self.drawn)

    @property
    def proposed(self) -> int:
        return sum(one.view is View.PROPOSES for one in self.drawn)

    @property
    def changed(self) -> int:
        return sum(one.new_mark_id is not None for one in self.drawn)


def of_task(task: ReflectionTask) -> Sequence[Moderation]:
    """All of a task by number of the script, as far as what was looked at still counts."""
    statement = (
        select(Moderation)
        .join(Moderation.submission)
        .join(Submission.reflection)
        .options(
            contains_eager(Moderation.submission).contains_eager(Submission.reflection),
            joinedload(Moderation.mark).joinedload(Mark.marker),
            joinedload(Moderation.moderator),
        )
        .where(Moderation.submission_id.in_(current([task.id]).with_only_columns(Submission.id)))
        .order_by(Reflection.script_no, Moderation.id)
    )
    return database.session.scalars(statement).unique().all()


def by_marker(task: ReflectionTask, found: Sequence[Moderation]) -> list[Sampled]:
    """Everybody whose marks count, with what was drawn of theirs."""
    marks = marking.latest_marks(KIND, current_submission_ids([task.id]))
    rows: dict[int, Sampled] = {}
    for mark in marks.values():
        name = mark.marker.full_name if mark.marker else ""
        rows.setdefault(mark.marker_id or 0, Sampled(mark.marker_id or 0, name)).marks += 1
    for one in found:
        key = one.mark.marker_id or 0
        name = one.mark.marker.full_name if one.mark.marker else ""
        rows.setdefault(key, Sampled(key, name)).drawn.append(one)
    return sorted(rows.values(), key=lambda row: (row.marker_id == 0, row.name))


def drawable(task: ReflectionTask, moderator_id: int) -> dict[int, list[tuple[int, Mark]]]:
    """Marker → (number of the script, mark) of what this person may look at: nothing they had part in."""
    marks = marking.latest_marks(KIND, current_submission_ids([task.id]))
    read = select(ScriptReading.submission_id).where(ScriptReading.marker_id == moderator_id)
    own = set(database.session.scalars(read))
    columns = (Submission.id, Reflection.script_no)
    found: dict[int, list[tuple[int, Mark]]] = {}
    for submission_id, number in database.session.execute(current([task.id]).with_only_columns(*columns)):
        mark = marks.get(submission_id)
        if mark is not None and mark.marker_id != moderator_id and submission_id not in own:
            found.setdefault(mark.marker_id or 0, []).append((number or 0, mark))
    return found


def unsettled(task: ReflectionTask) -> int:
    """How many marks were drawn and not looked at, or have a proposal that nobody decided about."""
    waits = or_(
        Moderation.looked_at.is_(None), (Moderation.view == View.PROPOSES) & Moderation.decided_at.is_(None)
    )
    statement = (
        select(func.count())
        .select_from(Moderation)
        .where(waits, Moderation.submission_id.in_(current([task.id]).with_only_columns(Submission.id)))
    )
    return database.session.scalar(statement) or 0
