"""What can be done with the register: enter a document, change it, say what replaced it, take that back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.documents import queries
from lms.documents.kinds import NAMES, DocumentKind
from lms.documents.models import Document
from lms.documents.numbers import key_of
from lms.documents.rules import leads_to
from question_bank.markup import folded


@dataclass(frozen=True)
class Details:
    """What is written down about a document; without a first day it is in force from the day of issue."""

    kind: DocumentKind
    number: str
    issuer: str
    issued_on: date
    abstract: str
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def keys(self) -> dict[str, Any]:
        """What makes it this one document."""
        return {
            "number_key": key_of(self.number or self.abstract),
            "issuer_key": key_of(self.issuer),
            "year": self.issued_on.year,
        }


class Replacing(StrEnum):
    """What came of saying that one document replaced another."""

    DONE = "done"
    ITSELF = "itself"
    CIRCLE = "circle"


def enter(details: Details, actor: Person, now: datetime) -> Document | None:
    """Put a document into the register; None if it is there already, whoever was faster."""
    document = Document(entered_at=now, entered_by_id=actor.id, **_columns(details))
    try:
        with database.session.begin_nested():
            database.session.add(document)
    except IntegrityError:
        return None
    record(actor, "document.entered", document, now, new=_told(details))
    return document


def change(document: Document, details: Details, actor: Person, now: datetime) -> bool:
    """Other facts; False, with nothing changed, if another row of the register is that document already."""
    old = _told(details_of(document))
    try:
        with database.session.begin_nested():
            for name, value in _columns(details).items():
                setattr(document, name, value)
    except IntegrityError:
        database.session.refresh(document)
        return False
    if old != _told(details):
        record(actor, "document.changed", document, now, old=old, new=_told(details))
    return True


def replace(document: Document, other: Document, on: date | None, actor: Person, now: datetime) -> Replacing:
    """From that day on, or from the first day of the other, the other one holds."""
    if document.id == other.id:
        return Replacing.ITSELF
    _one_at_a_time()
    if leads_to(other.id, document.id, queries.replacements()):
        return Replacing.CIRCLE
    database.session.refresh(document)
    old = _replacement(document)
    document.replaced_by, document.replaced_on = other, on or other.valid_from
    database.session.flush()
    if old != _replacement(document):
        record(actor, "document.replaced", document, now, old=old, new=_replacement(document))
    return Replacing.DONE


def take_back(document: Document, actor: Person, now: datetime) -> None:
    """It was not replaced after all. Doing it twice changes nothing."""
    if document.replaced_by_id is None:
        return
    old = _replacement(document)
    document.replaced_by, document.replaced_on = None, None
    record(actor, "document.replacement-taken-back", document, now, old=old, new=_replacement(document))


def details_of(document: Document) -> Details:
    """What is written down now."""
    return Details(**{name: getattr(document, name) for name in Details.__dataclass_fields__})


def _columns(details: Details) -> dict[str, Any]:
    name = NAMES[details.kind]
    words = f"{name.word} {details.number} {details.abstract} {details.issuer}".casefold()
    values = asdict(details) | {"valid_from": details.valid_from or details.issued_on}
    return values | details.keys | {"words": words, "search_key": folded(words)}


def _one_at_a_time() -> None:
    """Three people could close a circle of three, each seeing none; the register's first row lets one in at a time."""
    database.session.execute(select(Document.id).order_by(Document.id).limit(1).with_for_update())


def _replacement(document: Document) -> dict[str, Any]:
    return {"by": document.replaced_by_id, "on": document.replaced_on and document.replaced_on.isoformat()}


def _told(details: Details) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(details).items()}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
