"""Who is told what: the learner that a word is asked for, the lecturer that one was written. Never whose it is."""

from datetime import datetime

from flask_babel import gettext as _

from lms.notices import service as notices
from lms.notices.service import Message
from lms.reflections.groups import queries as groups
from lms.reflections.models import Submission
from lms.similarity.models import Explanation, TextDecision, Verdict


def decided(submission: Submission, decision: TextDecision, now: datetime) -> None:
    """Ask the learner kindly; what was asked before and not read yet is taken back."""
    for number in range(1, decision.number):
        notices.take_back(_key(submission, number))
    if decision.verdict is not Verdict.EXPLAIN:
        return
    task = submission.reflection.task
    message = Message(
        key=_key(submission, decision.number),
        title=_("Your lecturer would like to hear more about your reflection: %(title)s", title=task.title),
        body=_("Please say in a few sentences how some passages came about. It changes no mark by itself."),
        path=f"/reflections/{submission.reflection.public_id}/explanation",
        class_id=task.study_class_id,
    )
    notices.send(groups.people_of(submission.reflection), message, now)


def explained(decision: TextDecision, explanation: Explanation, now: datetime) -> None:
    """Tell who asked, by the number of the script."""
    if decision.decided_by_id is None:
        return
    reflection = decision.submission.reflection
    title = _("An explanation was written for script %(number)s", number=reflection.script_no)
    message = Message(
        key=f"similarity:{decision.id}:explained:{explanation.number}",
        title=title,
        body=reflection.task.title,
        path=f"/scripts/{decision.submission.public_id}/similarity",
        class_id=reflection.task.study_class_id,
    )
    notices.send([decision.decided_by_id], message, now)


def _key(submission: Submission, number: int) -> str:
    return f"similarity:{submission.id}:{number}"
