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
from lms.marking.renewing.rules import carried
from lms.marking.service import Subject
from lms.reflections import handed_in, origins, rules, script, telling
from lms.reflections.codes import service as codes
from lms.reflections.double import queries as double
from lms.reflections.double.models import ReadingMark, ScriptReading
from lms.reflections.double.queries import Seat
from lms.reflections.gate import is_blind, name_on
from lms.reflections.handed_in import Page
from lms.reflections.models import ReflectionTask, Submission
from lms.reflections.origins import Origin
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
    sheets: Sequence[Sheet[Page]]
    pictures: Sequence[UploadPage]
    version: RubricVersion
    latest: Mark | ReadingMark | None
    draft: MarkDraft | ScriptReading | None
    values: dict[str, str]
    base: int
    comments: list[Comment]
    before: Place | None
    after: Place | None
    ahead: list[Place]
    flags: set[FlagKind]
    askers: list[str]
    standing: str
    seat: Seat | None = None
    final: Mark | None = None
    origins: dict[int, Origin] = field(default_factory=dict)
    history: Sequence[Mark | ReadingMark] = field(default=())

    @property
    def may_mark(self) -> bool:
        """Whether what is chosen here counts: not where two others mark, nor once their mark is found."""
        return self.seat is None or (self.seat.reading is not None and self.final is None)

    @property
    def task(self) -> ReflectionTask:
        return self.submission.reflection.task

    @property
    def newer(self) -> Mark | ReadingMark | None:
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
    own = _own(submission, marker_id)
    return _standing(own, _comments(submission, marker_id), submission.reflection.task.rubric.current)


def workbench(
    submission: Submission, marker: Person, values: dict[str, str] | None = None, *, ahead: bool = False
) -> Workbench:
    """The screen for one script; `values` are those just typed, else the draft over the mark that it started from.

    Fetched `ahead`, it says nothing of the progress, which will be another when the script is looked at.
    """
    reflection = submission.reflection
    task, number = reflection.task, reflection.script_no or 0
    before, after = queue.around(task, marker.id, number)
    own = _own(submission, marker.id)
    version, draft = task.rubric.current, own.draft
    comments = _comments(submission, marker.id)
    parts = script.laid_out([rules.thawed(kept) for kept in submission.parts], comments)
    drawn = handed_in.drawn_of(submission)
    base = _base(values, draft, own.latest.number if own.latest else 0)
    return Workbench(
        submission=submission,
        progress=None if ahead else progress_of(task, marker),
        name=name_on(submission, blind=is_blind(task)),
        parts=parts,
        sheets=script.sheets(drawn.pages, comments, parts),
        pictures=drawn.pictures,
        version=version,
        latest=own.latest,
        draft=draft,
        values=values or _values(draft, _numbered(own.history, base), version),
        base=base,
        comments=comments,
        before=before,
        after=after,
        ahead=queue.open_after(task, marker.id, number, AHEAD),
        flags=flags.own([reflection.id], marker.id).get(reflection.id, set()),
        askers=flags.askers([reflection.id], marker.id).get(reflection.id, []),
        standing=_standing(own, comments, version),
        seat=own.seat,
        final=own.final,
        origins=origins.of_marks([own.final] if own.final else []),
        history=own.history,
    )


def values_of(mark: Mark | ReadingMark) -> dict[str, str]:
    """A mark as the form holds it."""
    values = {"remark": mark.remark}
    for score in mark.scores:
        values[f"level-{score.criterion_id}"] = str(score.level_id)
        values[f"comment-{score.criterion_id}"] = score.comment
    return values


@dataclass(frozen=True)
class _Own:
    """What one marker may know of the marks of a script: all of them, or as one of two readers their own."""

    seat: Seat | None
    history: Sequence[Mark | ReadingMark]
    draft: MarkDraft | ScriptReading | None
    final: Mark | None

    @property
    def latest(self) -> Mark | ReadingMark | None:
        return self.history[0] if self.history else None


def _own(submission: Submission, marker_id: int) -> _Own:
    seat = double.seat_of(submission, marker_id)
    marks = marking.marks_of(KIND, submission.id)
    if seat is None:
        draft = marking.draft_of(KIND, submission.id, marker_id)
        return _Own(None, marks, draft, marks[0] if marks else None)
    reading, final = seat.reading, marks[0] if marks else None
    if reading is None:
        return _Own(seat, [], None, final)
    return _Own(seat, reading.marks, reading if reading.saved_at else None, final)


def _comments(submission: Submission, marker_id: int) -> list[Comment]:
    return marking.comments_for_marker(KIND, submission.id, marker_id, also=double.by_a_reader())


def _values(
    draft: MarkDraft | ScriptReading | None, begun: Mark | ReadingMark | None, version: RubricVersion
) -> dict[str, str]:
    """Field by field: what the draft holds, else what stood in the mark that the marker began from."""
    stood = _stood(begun, version) if begun else {}
    kept = dict(draft.values) if draft is not None and draft.rubric_version_id == version.id else {}
    return stood | kept


def _stood(begun: Mark | ReadingMark, version: RubricVersion) -> dict[str, str]:
    """A mark by an earlier version of the rubric: what is known again is chosen, the rest stays open."""
    if begun.rubric_version_id == version.id:
        return values_of(begun)
    values = {"remark": begun.remark}
    for score in carried(begun.scores, begun.version.criteria, version.criteria).scores:
        values |= {
            f"level-{score.criterion_id}": str(score.level_id),
            f"comment-{score.criterion_id}": score.comment,
        }
    return values


def _numbered(history: Sequence[Mark | ReadingMark], number: int) -> Mark | ReadingMark | None:
    return next((mark for mark in history if mark.number == number), None)


def _standing(own: _Own, comments: Sequence[Comment], version: RubricVersion) -> str:
    parts = (
        own.latest.number if own.latest else 0,
        own.final.number if own.final else 0,
        own.draft.saved_at.isoformat() if own.draft and own.draft.saved_at else "",
        *(comment.id for comment in comments),
        version.id,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _base(values: dict[str, str] | None, draft: MarkDraft | ScriptReading | None, latest: int) -> int:
    """The mark that the marker saw when starting: what is typed and a draft go on from where they were begun."""
    begun = values if values is not None else draft.values if draft is not None else {}
    number = str(begun.get("base", ""))
    return int(number) if number.isdecimal() else latest


def own_comment(submission: Submission, marker_id: int, comment_id: int) -> Comment | None:
    """A comment on this script by this marker."""
    listed = _comments(submission, marker_id)
    return next((each for each in listed if each.id == comment_id and each.author_id == marker_id), None)


def release(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Show every mark of the task; refused while a script that was handed in has none."""
    counts = handed_in.counts_of(task)
    if counts.marked < counts.all:
        raise LmsError(_("Some scripts have no mark yet. Mark them first, then release all at once."))
    if not counts.marked:
        raise LmsError(_("There is nothing to release yet."))
    codes.refuse_if_sealed(task)
    made = service.release(
        BatchKind.REFLECTION_TASK,
        task,
        handed_in.current_submission_ids([task.id]),
        actor,
        now,
        class_id=task.study_class_id,
        also=double.by_a_reader(),
    )
    telling.released(task, made, now)


def withdraw_release(task: ReflectionTask, actor: Person, now: datetime) -> None:
    """Hide the marks again, and with them what was told of them and not read yet."""
    releases = marking.standing_releases(BatchKind.REFLECTION_TASK, task.id)
    service.withdraw_release(BatchKind.REFLECTION_TASK, task, actor, now, class_id=task.study_class_id)
    for withdrawn in releases:
        telling.withdrawn(task, withdrawn)
