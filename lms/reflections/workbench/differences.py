"""What a colleague recorded while somebody was marking the same script, beside one's own draft."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.marking import differences, queries as marking
from lms.marking.differences import Row
from lms.marking.models import Comment, Mark
from lms.reflections import bench
from lms.reflections.models import Submission


@dataclass(frozen=True)
class Difference:
    """Both marks, line by line. `same_rubric` is False where theirs was given by another version."""

    submission: Submission
    theirs: Mark
    rows: list[Row]
    their_values: dict[str, str]
    my_values: dict[str, str]
    their_comments: list[Comment]
    same_rubric: bool
    version_id: int

    @property
    def clashes(self) -> int:
        return sum(row.clash for row in self.rows)


def difference(
    submission: Submission, marker: Person, typed: dict[str, str] | None = None
) -> Difference | None:
    """None where nobody recorded anything since the marker began."""
    history = marking.marks_of(bench.KIND, submission.id)
    draft = marking.draft_of(bench.KIND, submission.id, marker.id)
    values = typed if typed is not None else dict(draft.values) if draft else None
    if not history or values is None:
        return None
    begun = int(values["base"]) if str(values.get("base", "")).isdecimal() else 0
    theirs, version = history[0], submission.reflection.task.rubric.current
    if theirs.number == begun:
        return None
    seen = next((mark for mark in history if mark.number == begun), None)
    before = bench.values_of(seen) if seen and seen.rubric_version_id == version.id else {}
    mine, recorded = before | values, bench.values_of(theirs)
    titled = _("Comment on the whole")
    return Difference(
        submission=submission,
        theirs=theirs,
        rows=differences.rows(version.criteria, titled, before, recorded, mine),
        their_values=recorded,
        my_values=mine,
        their_comments=_comments_of(submission, marker, theirs),
        same_rubric=theirs.rubric_version_id == version.id,
        version_id=version.id,
    )


def _comments_of(submission: Submission, marker: Person, theirs: Mark) -> list[Comment]:
    listed = marking.comments_for_marker(bench.KIND, submission.id, marker.id)
    return [comment for comment in listed if comment.author_id == theirs.marker_id != marker.id]
