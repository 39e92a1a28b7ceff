"""What a person is told after versions moved, and why others did not."""

from flask import flash
from flask_babel import gettext as _

from lms.questions.review import Moved, Reason


def tell(moved: Moved, sentence: str = "") -> None:
    """`sentence` says how many moved; each reason why others stayed is a message of its own."""
    if moved.done and sentence:
        flash(sentence, "success")
    for reason, words in _reasons(moved).items():
        if moved.kept[reason]:
            flash(words, "warning")


def _reasons(moved: Moved) -> dict[Reason, str]:
    return {
        Reason.STALE: _(
            "%(count)s stayed: somebody else was faster, or a newer version exists.",
            count=moved.kept[Reason.STALE],
        ),
        Reason.OWN: _(
            "%(count)s stayed: whoever wrote a question cannot approve or return it.",
            count=moved.kept[Reason.OWN],
        ),
        Reason.COUNCIL: _(
            "%(count)s stayed: another council reviews their topic.", count=moved.kept[Reason.COUNCIL]
        ),
        Reason.UNSEEN: _(
            "%(count)s stayed drafts: nobody but their author sees them. Share them with a reviewer or a unit first.",
            count=moved.kept[Reason.UNSEEN],
        ),
        Reason.UNUSABLE: _(
            "%(count)s stayed drafts: they have mistakes or no right answer yet.",
            count=moved.kept[Reason.UNUSABLE],
        ),
    }
