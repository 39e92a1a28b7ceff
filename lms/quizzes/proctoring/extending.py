"""More time for everybody who is at work."""

from datetime import datetime

from lms.accounts.models import Person
from lms.audit.service import record
from lms.quizzes import rules
from lms.quizzes.models import Attempt, Quiz
from lms.quizzes.proctoring import history
from lms.quizzes.proctoring.kinds import Kind
from lms.quizzes.proctoring.pausing import held


def extend_all(actor: Person, quiz: Quiz, minutes: int, reason: str, now: datetime) -> int:
    """Move the end of every attempt that is not over; how many. Who starts later gets the time of the quiz."""
    working = [
        attempt
        for attempt in held(quiz, Attempt.closed_at.is_(None))
        if not rules.is_over(attempt.ends_at, None, now, attempt.paused_at)
    ]
    for attempt in working:
        attempt.ends_at = rules.extended(attempt.ends_at, attempt.paused_at, minutes, now)
    history.note(actor, working, Kind.EXTENDED, reason, now)
    new = {"minutes": minutes, "attempts": [one.id for one in working]}
    record(actor, "quiz.extended", quiz, now, new=new, reason=reason, class_id=quiz.study_class_id)
    return len(working)
