"""Keeping, changing, removing and using comments of the bank."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.classes.models import StudyClass
from lms.marking.bank.models import CommentUse, KeptComment
from lms.marking.bank.rules import Sharing


@dataclass(frozen=True)
class AlreadyKept:
    """The same words stand in the person's bank already."""

    comment: KeptComment


def keep(
    text: str, sharing: Sharing, study_class: StudyClass, author: Person, now: datetime
) -> KeptComment | AlreadyKept:
    """Put a comment into the bank. The same words twice are one comment."""
    comment = KeptComment(author_id=author.id, text=text, digest=_digest(text), kept_at=now)
    _share(comment, sharing, study_class)
    try:
        with database.session.begin_nested():
            database.session.add(comment)
    except IntegrityError:
        return AlreadyKept(_standing(author, comment.digest))
    audit.record(author, "kept-comment.added", comment, now, new=_facts(comment), class_id=study_class.id)
    return comment


def change(
    comment: KeptComment, text: str, sharing: Sharing, study_class: StudyClass, now: datetime
) -> KeptComment | AlreadyKept:
    """Other words, or shared with others. Marks that it was put into stay as they are."""
    old = _facts(comment)
    try:
        with database.session.begin_nested():
            comment.text, comment.digest = text, _digest(text)
            _share(comment, sharing, study_class)
    except IntegrityError:
        database.session.refresh(comment)
        return AlreadyKept(_standing(comment.author, _digest(text)))
    if old != (new := _facts(comment)):
        audit.record(
            comment.author, "kept-comment.changed", comment, now, old=old, new=new, class_id=study_class.id
        )
    return comment


def remove(comment: KeptComment, now: datetime) -> None:
    """Take a comment out of the bank; the row stays and says when."""
    if comment.removed_at is None:
        comment.removed_at = now
        audit.record(comment.author, "kept-comment.removed", comment, now, old=_facts(comment))


def use(comment: KeptComment, person: Person, now: datetime) -> None:
    """Count one use, so that what is used most comes first."""
    counted = update(CommentUse).where(CommentUse.comment_id == comment.id, CommentUse.person_id == person.id)
    more = counted.values(uses=CommentUse.uses + 1, used_at=now)
    if database.session.execute(more).rowcount:  # type: ignore[attr-defined]
        return
    first = CommentUse(comment_id=comment.id, person_id=person.id, uses=1, used_at=now)
    try:
        with database.session.begin_nested():
            database.session.add(first)
    except IntegrityError:
        database.session.execute(more)


def _share(comment: KeptComment, sharing: Sharing, study_class: StudyClass) -> None:
    comment.class_id = study_class.id if sharing is Sharing.CLASS else None
    comment.unit_id = study_class.unit_id if sharing is Sharing.UNIT else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _standing(author: Person, digest: str) -> KeptComment:
    statement = select(KeptComment).where(
        *(KeptComment.author_id == author.id, KeptComment.digest == digest), KeptComment.removed_at.is_(None)
    )
    return database.session.scalars(statement).one()


def _facts(comment: KeptComment) -> dict[str, object]:
    return {"text": comment.text, "class_id": comment.class_id, "unit_id": comment.unit_id}
