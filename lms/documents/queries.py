"""Reads of the register: one document by how it is cited, and what is offered while typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from lms import database
from lms.documents import numbers
from lms.documents.models import Document

OFFERED = 200


@dataclass(frozen=True)
class Found:
    """The documents that a citation may mean; only where it is one alone is it known."""

    number: str
    documents: Sequence[Document]

    @property
    def only(self) -> Document | None:
        return self.documents[0] if len(self.documents) == 1 else None


def cited(typed: str) -> Found:
    """What a citation means: by its number, then its day or year, then its issuer, as far as they are said."""
    named = numbers.read(typed)
    statement = select(Document).where(Document.number_key == named.key).order_by(Document.issued_on.desc())
    found = list(database.session.scalars(statement)) if named.key else []
    if named.day:
        found = [one for one in found if one.issued_on == named.day]
    elif named.year:
        found = [one for one in found if one.year == named.year]
    if named.issuer and len(found) > 1:
        found = [one for one in found if numbers.key_of(one.issuer) == named.issuer] or found
    return Found(named.number or typed.strip(), found)


def offered() -> list[tuple[str, str]]:
    """The newest documents as they may be typed, each with its abstract."""
    statement = select(Document).order_by(Document.issued_on.desc(), Document.id.desc()).limit(OFFERED)
    return [(one.citation, one.abstract if one.number else "") for one in database.session.scalars(statement)]


def issuers() -> Sequence[str]:
    """Everybody who issued something that is registered."""
    statement = select(Document.issuer).distinct().order_by(Document.issuer).limit(OFFERED)
    return database.session.scalars(statement).all()


def twin(number_key: str, issuer_key: str, year: int) -> Document | None:
    """The one document that the register has under these keys."""
    statement = select(Document).where(
        Document.number_key == number_key, Document.issuer_key == issuer_key, Document.year == year
    )
    return database.session.scalars(statement).one_or_none()


def replaced_by(document: Document) -> Sequence[Document]:
    """What this document replaced."""
    statement = select(Document).where(Document.replaced_by_id == document.id).order_by(Document.issued_on)
    return database.session.scalars(statement).all()


def replacements() -> dict[int, int]:
    """Every document that was replaced, with the one that replaced it."""
    statement = select(Document.id, Document.replaced_by_id).where(Document.replaced_by_id.is_not(None))
    return {one: other for one, other in database.session.execute(statement) if other is not None}


def no_longer_in_force(day: date) -> ColumnElement[bool]:
    """The condition on Document that `rules.NO_LONGER` names."""
    return or_(Document.valid_until < day, Document.replaced_on <= day)
