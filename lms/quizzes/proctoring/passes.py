"""A pass to another device: staff make it for an attempt that runs, the learner uses it once within ten minutes.

It signs the learner in, so it is made for learners only: who is staff anywhere uses the own password. The learner is
told by a notice who made it. The code itself is kept only as a hash.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from lms import database
from lms.accounts.models import Person, PersonState
from lms.audit.service import record
from lms.notices import service as notices
from lms.notices.service import Message
from lms.quizzes.models import Attempt
from lms.quizzes.proctoring import history
from lms.quizzes.proctoring.kinds import Kind
from lms.quizzes.proctoring.models import ResumePass
from lms.quizzes.saving import sitting

GOOD_FOR = timedelta(minutes=10)
# No letter or digit that is taken for another one when it is read aloud or from a screen.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8


class Refusal(StrEnum):
    """Why there is no pass."""

    OVER = "over"
    STAFF = "staff"


def make(actor: Person, attempt: Attempt, reason: str, path: str, now: datetime) -> str | Refusal:
    """The code of a new pass; earlier ones for the attempt are no longer good. `path` is the quiz, for the notice."""
    if sitting(attempt).is_over(now):
        return Refusal.OVER
    if attempt.person.is_staff:
        return Refusal.STAFF
    _end_earlier(attempt.id, now)
    code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    database.session.add(
        ResumePass(
            attempt_id=attempt.id,
            code_hash=hashed(code),
            made_at=now,
            made_by_id=actor.id,
            expires_at=now + GOOD_FOR,
        )
    )
    history.note(actor, [attempt], Kind.MOVE_OFFERED, reason, now)
    record(actor, "attempt.pass-made", attempt, now, reason=reason, class_id=attempt.quiz.study_class_id)
    _tell(actor, attempt, path, now)
    return code


def use(code: str, now: datetime) -> Attempt | None:
    """The attempt that the code opens, from now on only once; None if it is not good (any more).

    The page of the old device hears with its next report that another one is at work.
    """
    used = (
        update(ResumePass)
        .where(
            ResumePass.code_hash == bindparam("hashed"),
            ResumePass.used_at.is_(None),
            ResumePass.expires_at > now,
        )
        .values(used_at=now)
        .returning(ResumePass.id, ResumePass.attempt_id)
    )
    row = database.session.execute(used, {"hashed": hashed(code)}).first()
    if row is None:
        return None
    attempt = database.session.get_one(Attempt, row.attempt_id, with_for_update={"of": Attempt})
    person = attempt.person
    if sitting(attempt).is_over(now) or person.state is not PersonState.ACTIVE or person.is_staff:
        return None
    attempt.tab = f"pass-{row.id}"
    history.note(person, [attempt], Kind.MOVED, "", now)
    record(person, "attempt.pass-used", attempt, now, class_id=attempt.quiz.study_class_id)
    return attempt


def readable(code: str) -> str:
    """In two groups, as it is read aloud."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def hashed(code: str) -> str:
    """What is kept of a code; how it was typed does not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _end_earlier(attempt_id: int, now: datetime) -> None:
    earlier = (ResumePass.attempt_id == attempt_id, ResumePass.used_at.is_(None), ResumePass.expires_at > now)
    database.session.execute(
        update(ResumePass).where(*earlier, ResumePass.made_at < now).values(expires_at=now)
    )


def _tell(actor: Person, attempt: Attempt, path: str, now: datetime) -> None:
    message = Message(
        key=f"attempt-pass:{attempt.id}:{now.timestamp():.3f}",
        title=_("Your test may go on on another device"),
        body=_(
            "%(name)s made a code for it, good for ten minutes. If you did not ask for it, tell the organisers.",
            name=actor.full_name,
        ),
        path=path,
        class_id=attempt.quiz.study_class_id,
    )
    notices.send([attempt.person_id], message, now)
