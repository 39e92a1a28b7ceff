"""The comments that a marker finds in one class."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from lms import database
from lms.accounts.names import search_key
from lms.classes.models import StudyClass
from lms.marking.bank.models import CommentUse, KeptComment
from lms.marking.bank.rules import Sharing, sharing_of


@dataclass(frozen=True)
class Found:
    """One comment of the bank for one person: `mine` may be changed, `uses` are the person's own."""

    comment: KeptComment
    mine: bool
    uses: int

    @property
    def sharing(self) -> Sharing:
        return sharing_of(self.comment.class_id, self.comment.unit_id)


def bank_of(person_id: int, study_class: StudyClass, words: str = "") -> list[Found]:
    """The person's own and those shared with the class or its units, what they use most first."""
    others = (
        select(CommentUse.comment_id, func.sum(CommentUse.uses).label("uses"))
        .group_by(CommentUse.comment_id)
        .subquery()
    )
    used = func.coalesce(CommentUse.uses, 0)
    statement = (
        select(KeptComment, used)
        .outerjoin(
            CommentUse, and_(CommentUse.comment_id == KeptComment.id, CommentUse.person_id == person_id)
        )
        .outerjoin(others, others.c.comment_id == KeptComment.id)
        .where(_found_in(person_id, study_class), KeptComment.removed_at.is_(None))
        .order_by(used.desc(), func.coalesce(others.c.uses, 0).desc(), KeptComment.id.desc())
    )
    rows = database.session.execute(statement).all()
    found = [Found(comment, comment.author_id == person_id, uses) for comment, uses in rows]
    return [one for one in found if _fits(one, search_key(words).split())]


def find(comment_id: int, person_id: int, study_class: StudyClass) -> KeptComment | None:
    """A comment that this person finds in this class."""
    statement = select(KeptComment).where(
        *(KeptComment.id == comment_id, KeptComment.removed_at.is_(None)), _found_in(person_id, study_class)
    )
    return database.session.scalars(statement).one_or_none() if comment_id < 2**31 else None


def _found_in(person_id: int, study_class: StudyClass) -> ColumnElement[bool]:
    return or_(
        KeptComment.author_id == person_id,
        KeptComment.class_id == study_class.id,
        KeptComment.unit_id.in_(study_class.unit.unit_ids),
    )


def _fits(found: Found, words: Sequence[str]) -> bool:
    key = search_key(found.comment.text)
    return all(word in key for word in words)
