"""The marking workbench: which scripts, in which order, and all that one screen shows of one of them.

Identity passes through one gate, `name_on`: while a task is marked blind and not released, no page of the
workbench knows whose script it is, nor when it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.marking import queries as marking, service
from lms.marking.models import BatchKind, Comment, Mark, MarkDraft, RubricVersion, SubjectKind
from lms.marking.rules import in_order_for
from lms.marking.service import Subject
from lms.reflections import handed_in, rules, script, telling
from lms.reflections.models import ReflectionTask, Submission, UploadPage
from lms.reflections.script import ScriptPart
from lms.web.errors import LmsError

KIND = SubjectKind.SUBMISSION


@dataclass(frozen=True)
class Place:
    """One script in a marker's queue."""

    public_id: str
    script_no: int
    marked: bool
    name: str


@dataclass(frozen=True)
class Queue:
    """The scripts of a task in the order of one marker."""

    task: ReflectionTask
    places: list[Place]

    @property
    def marked(self) -> int:
        return sum(place.marked for place in self.places)

    def first_open(self) -> Place | None:
        """Where to go on: the first script without a mark."""
        return next((place for place in self.places if not place.marked), None)

    def around(self, public_id: str) -> tuple[Place | None, Place | None]:
        """The scripts before and after this one."""
        ids = [place.public_id for place in self.places]
        if public_id not in ids:
            return None, self.first_open()
        at = ids.index(public_id)
        return (self.places[at - 1] if at else None), (self.places[at + 1] if at + 1 < len(ids) else None)

    def open_after(self, public_id: str) -> Place | None:
        """The next script without a mark, from here on and round again."""
        ids = [place.public_id for place in self.places]
        at = ids.index(public_id) + 1 if public_id in ids else 0
        turned = [*self.places[at:], *self.places[:at]]
        return next((place for place in turned if not place.marked and place.public_id != public_id), None)


@dataclass(frozen=True)
class Workbench:
    """Everything on the screen for one script."""

    submission: Submission
    queue: Queue
    name: str
    parts: list[ScriptPart]
    pages: Sequence[UploadPage]
    version: RubricVersion
    latest: Mark | None
    draft: MarkDraft | None
    values: dict[str, str]
    base: int
    comments: list[Comment]
    before: Place | None
    after: Place | None
    history: Sequence[Mark] = field(default=())

    @property
    def task(self) -> ReflectionTask:
        return self.submission.reflection.task


def is_blind(task: ReflectionTask) -> bool:
    """Whether markers see numbers: until the marks are released, where the task says so."""
    return task.blind and not marking.standing_releases(BatchKind.REFLECTION_TASK, task.id)


def name_on(submission: Submission, *, blind: bool) -> str:
    """The gate: the name, or nothing."""
    return "" if blind else submission.reflection.person.full_name


def subject_of(submission: Submission) -> Subject:
    return Subject(KIND, submission.id, submission.reflection.task.study_class_id)


def queue_of(task: ReflectionTask, marker: Person) -> Queue:
    """All scripts that count, in this marker's own order, in two queries however many there are."""
    blind = is_blind(task)
    found = handed_in.current_submissions(task)
    marked = handed_in.marked_ids(task)
    ordered = in_order_for(task.order_seed, marker.id, [submission.public_id for submission in found])
    by_id = {submission.public_id: submission for submission in found}
    places = [
        Place(
            public_id,
            by_id[public_id].reflection.script_no or 0,
            by_id[public_id].id in marked,
            name_on(by_id[public_id], blind=blind),
        )
        for public_id in ordered
    ]
    return Queue(task, places)


def workbench(submission: Submission, marker: Person, values: dict[str, str] | None = None) -> Workbench:
    """The screen for one script; `values` are those just typed, else the draft, else the marker's latest mark."""
    task = submission.reflection.task
    queue = queue_of(task, marker)
    before, after = queue.around(submission.public_id)
    latest = marking.latest_mark(KIND, submission.id)
    version = task.rubric.current
    draft = marking.draft_of(KIND, submission.id, marker.id)
    comments = marking.comments_for_marker(KIND, submission.id, marker.id)
    parts = [rules.thawed(kept) for kept in submission.parts]
    base = latest.number if latest else 0
    return Workbench(
        submission=submission,
        queue=queue,
        name=name_on(submission, blind=is_blind(task)),
        parts=script.laid_out(parts, comments),
        pages=handed_in.pages_of(submission),
        version=version,
        latest=latest,
        draft=draft,
        values=values or _values(draft, latest, version),
        base=_base(values, draft, base),
        comments=comments,
        before=before,
        after=after,
        history=marking.marks_of(KIND, submission.id),
    )


def values_of(mark: Mark) -> dict[str, str]:
    """A mark as the form holds it."""
    values = {"remark": mark.remark}
    for score in mark.scores:
        values[f"level-{score.criterion_id}"] = str(score.level_id)
        values[f"comment-{score.criterion_id}"] = score.comment
    return values


def _values(draft: MarkDraft | None, latest: Mark | None, version: RubricVersion) -> dict[str, str]:
    if draft is not None and draft.rubric_version_id == version.id:
        return dict(draft.values)
    return values_of(latest) if latest and latest.rubric_version_id == version.id else {}


def _base(values: dict[str, str] | None, draft: MarkDraft | None, latest: int) -> int:
    """The mark that the marker saw when starting: a draft goes on from where it was begun."""
    if values is None and draft is not None and str(draft.values.get("base", "")).isdecimal():
        return int(draft.values["base"])
    return latest


def own_comment(submission: Submission, marker_id: int, comment_id: int) -> Comment | None:
    """A comment on this script by this marker."""
    listed = marking.comments_for_marker(KIND, submission.id, marker_id)
    return next((each for each in listed if each.id == comment_id and each.author_id == marker_id), None)


def release(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Show every mark of the task; refused while a script that was handed in has none."""
    if len(handed_in.marked_ids(task)) < len(handed_in.current_submissions(task)):
        raise LmsError(_("Some scripts have no mark yet. Mark them first, then release all at once."))
    if not handed_in.marked_ids(task):
        raise LmsError(_("There is nothing to release yet."))
    made = service.release(
        BatchKind.REFLECTION_TASK,
        task,
        handed_in.current_submission_ids([task.id]),
        actor,
        now,
        class_id=task.study_class_id,
    )
    telling.released(task, made, now)


def withdraw_release(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Hide the marks again, and with them what was told of them and not read yet."""
    releases = marking.standing_releases(BatchKind.REFLECTION_TASK, task.id)
    service.withdraw_release(BatchKind.REFLECTION_TASK, task, actor, now, class_id=task.study_class_id)
    for withdrawn in releases:
        telling.withdrawn(task, withdrawn)
