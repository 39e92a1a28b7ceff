"""The marking workbench: all that one screen shows of one script. Identity passes through one gate, see `gate`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from werkzeug.datastructures import Headers

from lms.accounts.models import Person
from lms.marking import queries as marking, service
from lms.marking.models import BatchKind, Comment, Mark, MarkDraft, RubricVersion, SubjectKind
from lms.marking.service import Subject
from lms.reflections import handed_in, rules, script, telling
from lms.reflections.gate import is_blind, name_on
from lms.reflections.models import ReflectionTask, Submission
from lms.reflections.script import ScriptPart, Sheet
from lms.reflections.upload_models import UploadPage
from lms.reflections.workbench import flags, queue, words
from lms.reflections.workbench.models import FlagKind
from lms.reflections.workbench.queue import Place, Progress
from lms.web.errors import LmsError

KIND = SubjectKind.SUBMISSION
AHEAD = 2  # scripts that the page fetches before they are asked for
BY_SCRIPT = "X-Workbench"


@dataclass(frozen=True)
class ProgressView:
    """How far marking has come, and the pace in words."""

    counts: Progress
    words: str


@dataclass(frozen=True)
class Workbench:
    """Everything on the screen for one script."""

    submission: Submission
    progress: ProgressView | None
    name: str
    parts: list[ScriptPart]
    sheets: Sequence[Sheet[UploadPage]]
    version: RubricVersion
    latest: Mark | None
    draft: MarkDraft | None
    values: dict[str, str]
    base: int
    comments: list[Comment]
    before: Place | None
    after: Place | None
    ahead: list[Place]
    flags: set[FlagKind]
    askers: list[str]
    standing: str
    history: Sequence[Mark] = field(default=())

    @property
    def task(self) -> ReflectionTask:
        return self.submission.reflection.task

    @property
    def newer(self) -> Mark | None:
        """A mark that somebody recorded since the marker began."""
        return self.latest if self.latest and self.latest.number != self.base else None


def asked_by_script(headers: Headers) -> bool:
    """Whether the page asks, which stands where it is, and not the browser, which goes to another page."""
    return BY_SCRIPT in headers


def subject_of(submission: Submission) -> Subject:
    return Subject(KIND, submission.id, submission.reflection.task.study_class_id)


def progress_of(task: ReflectionTask, marker: Person) -> ProgressView:
    counts = queue.progress(task, marker.id)
    return ProgressView(counts, words.of_pace(counts.pace))


def standing(submission: Submission, marker_id: int) -> str:
    """A short name for how a script stands for one marker: what was fetched ahead is fetched anew if it changed."""
    latest = marking.latest_mark(KIND, submission.id)
    draft = marking.draft_of(KIND, submission.id, marker_id)
    listed = marking.comments_for_marker(KIND, submission.id, marker_id)
    version = submission.reflection.task.rubric.current
    return _standing(latest, draft, listed, version)


def workbench(
    submission: Submission, marker: Person, values: dict[str, str] | None = None, *, ahead: bool = False
) -> Workbench:
    """The screen for one script; `values` are those just typed, else the draft over the mark that it started from.

    Fetched `ahead`, it says nothing of the progress, which will be another when the script is looked at.
    """
    reflection = submission.reflection
    task, number = reflection.task, reflection.script_no or 0
    before, after = queue.around(task, marker.id, number)
    history = marking.marks_of(KIND, submission.id)
    latest = history[0] if history else None
    version = task.rubric.current
    draft = marking.draft_of(KIND, submission.id, marker.id)
    comments = marking.comments_for_marker(KIND, submission.id, marker.id)
    parts = script.laid_out([rules.thawed(kept) for kept in submission.parts], comments)
    base = _base(values, draft, latest.number if latest else 0)
    return Workbench(
        submission=submission,
        progress=None if ahead else progress_of(task, marker),
        name=name_on(submission, blind=is_blind(task)),
        parts=parts,
        sheets=script.sheets(handed_in.pages_of(submission), comments, parts),
        version=version,
        latest=latest,
        draft=draft,
        values=values or _values(draft, _numbered(history, base), version),
        base=base,
        comments=comments,
        before=before,
        after=after,
        ahead=queue.open_after(task, marker.id, number, AHEAD),
        flags=flags.own([reflection.id], marker.id).get(reflection.id, set()),
        askers=flags.askers([reflection.id], marker.id).get(reflection.id, []),
        standing=_standing(latest, draft, comments, version),
        history=history,
    )


def values_of(mark: Mark) -> dict[str, str]:
    """A mark as the form holds it."""
    values = {"remark": mark.remark}
    for score in mark.scores:
        values[f"level-{score.criterion_id}"] = str(score.level_id)
        values[f"comment-{score.criterion_id}"] = score.comment
    return values


def _values(draft: MarkDraft | None, begun: Mark | None, version: RubricVersion) -> dict[str, str]:
    """Field by field: what the draft holds, else what stood in the mark that the marker began from."""
    stood = values_of(begun) if begun and begun.rubric_version_id == version.id else {}
    kept = dict(draft.values) if draft is not None and draft.rubric_version_id == version.id else {}
    return stood | kept


def _numbered(history: Sequence[Mark], number: int) -> Mark | None:
    return next((mark for mark in history if mark.number == number), None)


def _standing(
    latest: Mark | None, draft: MarkDraft | None, comments: Sequence[Comment], version: RubricVersion
) -> str:
    parts = (
        latest.number if latest else 0,
        draft.saved_at.isoformat() if draft else "",
        *(comment.id for comment in comments),
        version.id,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _base(values: dict[str, str] | None, draft: MarkDraft | None, latest: int) -> int:
    """The mark that the marker saw when starting: what is typed and a draft go on from where they were begun."""
    begun = values if values is not None else draft.values if draft is not None else {}
    number = str(begun.get("base", ""))
    return int(number) if number.isdecimal() else latest


def own_comment(submission: Submission, marker_id: int, comment_id: int) -> Comment | None:
    """A comment on this script by this marker."""
    listed = marking.comments_for_marker(KIND, submission.id, marker_id)
    return next((each for each in listed if each.id == comment_id and each.author_id == marker_id), None)


def release(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Show every mark of the task; refused while a script that was handed in has none."""
    counts = handed_in.counts_of(task)
    if counts.marked < counts.all:
        raise LmsError(_("Some scripts have no mark yet. Mark them first, then release all at once."))
    if not counts.marked:
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
