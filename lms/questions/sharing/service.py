"""Keeping questions to a unit or to their author, and giving rights to them. Nothing is overwritten: rows end.

Whoever calls has asked whether this person says who may use these questions; they are locked here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.questions import openings, review
from lms.questions.models import Question, QuestionVersion, VersionState
from lms.questions.queries import parts
from lms.questions.service import lock
from lms.questions.sharing.models import QuestionHolding, QuestionShare
from lms.questions.sharing.rules import Right


@dataclass(frozen=True)
class Home:
    """Where questions belong: in the bank of all, with a unit, or with their author alone."""

    kept: bool = False
    unit_id: int | None = None

    @property
    def facts(self) -> dict[str, Any]:
        return {"kept": self.kept, "unit": self.unit_id}


BANK = Home()
AUTHOR = Home(kept=True)


@dataclass(frozen=True)
class Gift:
    """A right for a person or for all who work at a unit, up to a day (included) or for good."""

    right: Right
    person_id: int | None = None
    unit_id: int | None = None
    until: date | None = None

    @property
    def facts(self) -> dict[str, Any]:
        until = self.until.isoformat() if self.until else None
        return {"right": self.right.value, "person": self.person_id, "unit": self.unit_id, "until": until}


def keep(person: Person, question_ids: Collection[int], home: Home, now: datetime) -> list[int]:
    """They belong there from now on; the ids of those that did not before.

    What only its author sees is asked of nobody: self-study of it ends, and what waits for review is a draft again.
    """
    moved: list[int] = []
    for part in parts(sorted(set(question_ids))):
        lock(part)
        changed = _elsewhere(part, home)
        _end(QuestionHolding, QuestionHolding.question_id.in_(changed), person, now)
        if home.kept:
            _insert(
                QuestionHolding, changed, {"unit_id": home.unit_id, "began_at": now, "began_by_id": person.id}
            )
        if home == AUTHOR:
            openings.close(changed, person, now)
            review.withdraw(person, _handed_in(changed), now)
        _record(person, "question.kept", changed, home.facts, now)
        moved += changed
    database.session.expire_all()
    return moved


def give(person: Person, question_ids: Collection[int], gift: Gift, now: datetime) -> list[int]:
    """The right in the place of any that was given there before; the ids of those for which that is something new."""
    given: list[int] = []
    for part in parts(sorted(set(question_ids))):
        lock(part)
        same = (QuestionShare.allows == gift.right, QuestionShare.until.is_not_distinct_from(gift.until))
        there = and_(QuestionShare.question_id.in_(part), _to(gift), QuestionShare.ended_at.is_(None))
        known = set(database.session.scalars(select(QuestionShare.question_id).where(there, *same)))
        new = [one for one in part if one not in known]
        _end(QuestionShare, and_(QuestionShare.question_id.in_(new), _to(gift)), person, now)
        told = {
            "person_id": gift.person_id,
            "unit_id": gift.unit_id,
            "allows": gift.right,
            "until": gift.until,
        }
        _insert(QuestionShare, new, told | {"given_at": now, "given_by_id": person.id})
        _record(person, "question.shared", new, gift.facts, now)
        given += new
    return given


def take_back(person: Person, share: QuestionShare, now: datetime) -> bool:
    """End a share. Twice changes nothing."""
    lock([share.question_id])
    ended = _end(QuestionShare, QuestionShare.id == share.id, person, now)
    if ended:
        told = Gift(share.allows, share.person_id, share.unit_id, share.until).facts
        _record(person, "question.share-ended", [share.question_id], told, now)
    return bool(ended)


def _elsewhere(question_ids: Sequence[int], home: Home) -> list[int]:
    """Those of these that do not belong there yet."""
    standing = exists().where(QuestionHolding.question_id == Question.id, QuestionHolding.ended_at.is_(None))
    there = ~standing
    if home.kept:
        there = standing.where(QuestionHolding.unit_id.is_not_distinct_from(home.unit_id))
    statement = select(Question.id).where(Question.id.in_(question_ids), ~there).order_by(Question.id)
    return list(database.session.scalars(statement))


def _handed_in(question_ids: Sequence[int]) -> list[int]:
    statement = select(QuestionVersion.id).where(
        QuestionVersion.question_id.in_(question_ids), QuestionVersion.state == VersionState.SUBMITTED
    )
    return list(database.session.scalars(statement))


def _to(gift: Gift) -> ColumnElement[bool]:
    if gift.unit_id is not None:
        return QuestionShare.unit_id == gift.unit_id
    return QuestionShare.person_id == gift.person_id


def _end(kind: Any, which: ColumnElement[bool], person: Person, now: datetime) -> int:
    statement = update(kind).where(which, kind.ended_at.is_(None))
    return int(database.session.execute(statement.values(ended_at=now, ended_by_id=person.id)).rowcount)  # type: ignore[attr-defined]


def _insert(kind: Any, question_ids: Sequence[int], values: dict[str, Any]) -> None:
    if question_ids:
        database.session.execute(insert(kind), [{"question_id": one, **values} for one in question_ids])


def _record(
    person: Person, action: str, question_ids: Sequence[int], facts: dict[str, Any], now: datetime
) -> None:
    """One entry for all of them, as for everything that is done to many."""
    if question_ids:
        subject = database.session.get_one(Question, question_ids[0])
        record(person, action, subject, now, new=facts | {"questions": list(question_ids)})
