"""The register as a list: what is looked for, and the documents that fit."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict

from lms import database
from lms.documents.kinds import DocumentKind
from lms.documents.models import Document
from lms.documents.numbers import key_of, number_of
from lms.documents.rules import Validity
from question_bank.markup import folded, normalised

MOST_WORDS = 12


@dataclass(frozen=True)
class Filter:
    """What a person asked to see; what is not understood is not asked."""

    words: str = ""
    kind: DocumentKind | None = None
    validity: Validity | None = None

    @property
    def any(self) -> bool:
        return self != Filter()


def from_arguments(sent: MultiDict[str, str]) -> Filter:
    kind, standing = sent.get("kind", ""), sent.get("validity", "")
    return Filter(
        words=normalised(sent.get("q", "").replace("\0", "")).strip()[:200],
        kind=DocumentKind(kind) if kind in set(DocumentKind) else None,
        validity=Validity(standing) if standing in set(Validity) else None,
    )


def listed(wanted: Filter, day: date) -> Select[Any]:
    """The documents that fit, newest first."""
    found = _conditions(wanted)
    if wanted.validity:
        found.append(stands_at(wanted.validity, day))
    statement = select(Document).where(*found).options(joinedload(Document.replaced_by))
    return statement.order_by(Document.issued_on.desc(), Document.id.desc())


def counts(wanted: Filter, day: date) -> dict[Validity | None, int]:
    """How many of the documents that fit stand at each state on a day; None counts all."""
    states = [None, *Validity]
    columns = [func.count(case((stands_at(state, day), 1))) if state else func.count() for state in states]
    statement = select(*columns).select_from(Document).where(*_conditions(wanted))
    return dict(zip(states, database.session.execute(statement).one(), strict=True))


def stands_at(state: Validity, day: date) -> ColumnElement[bool]:
    """The same as `rules.validity`, for the database."""
    replaced, expired = Document.replaced_on <= day, Document.valid_until < day
    kept = or_(Document.replaced_on.is_(None), Document.replaced_on > day)
    lasting = or_(Document.valid_until.is_(None), Document.valid_until >= day)
    return {
        Validity.REPLACED: replaced,
        Validity.EXPIRED: and_(kept, expired),
        Validity.AHEAD: and_(kept, lasting, Document.valid_from > day),
        Validity.IN_FORCE: and_(kept, lasting, Document.valid_from <= day),
    }[state]


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Document.kind == wanted.kind] if wanted.kind else []
    if not wanted.words:
        return found
    words = and_(*map(_has, wanted.words.casefold().split()[:MOST_WORDS]))
    number = number_of(wanted.words)
    return [*found, or_(words, Document.number_key == key_of(number)) if number else words]


def _has(word: str) -> ColumnElement[bool]:
    """A word typed without marks also finds those with marks."""
    column = Document.search_key if folded(word) == word else Document.words
    return column.contains(word, autoescape=True)
