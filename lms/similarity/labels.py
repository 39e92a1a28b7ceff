"""Words for what was found and said. They say what is in common, and judge nobody."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from lms.reflections.models import Submission
from lms.similarity import queries
from lms.similarity.models import Comparison, Verdict

VERDICTS = {
    Verdict.UNSEEN: _("Not looked at yet"),
    Verdict.VALID: _("All is well"),
    Verdict.EXPLAIN: _("Explanation asked for"),
}
TONES = {Verdict.UNSEEN: "neutral", Verdict.VALID: "success", Verdict.EXPLAIN: "warning"}
DECIDED = {
    Verdict.UNSEEN: _("It stands among those not looked at yet."),
    Verdict.VALID: _("Kept: all is well."),
    Verdict.EXPLAIN: _("The learner is asked for an explanation, and sees only passages of their own text."),
}


@dataclass(frozen=True)
class QuietLine:
    """What the workbench says of a script in one line."""

    shared: float
    verdict: Verdict


def line_of(submission: Submission) -> QuietLine | None:
    """What a script shares, if it was compared."""
    found = queries.compared([submission.id]).get(submission.id)
    return QuietLine(found.shared, queries.verdict_of(submission.id)) if found and found.length else None


def standing(last: Comparison | None) -> str:
    """Where the last comparison stands: one word for the page and its script."""
    if last is None:
        return "never"
    if last.finished_at is None:
        return "under-way"
    return "failed" if last.failed else "done"
