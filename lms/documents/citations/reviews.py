"""Things to look at once a document no longer holds: which wait, what was found, and saying so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.documents.citations.models import CitationReview, Verdict
from lms.documents.citing import Citing, Kind, kinds
from lms.documents.models import Document
from lms.documents.rules import NO_LONGER
from lms.web.authorised import can


@dataclass(frozen=True)
class Entry:
    """A thing as the person who asks sees it: whether they may open and judge it, and what was found before."""

    citing: Citing
    opens: bool
    may_review: bool
    reviews: Sequence[CitationReview] = ()
    waits: bool = False


@dataclass(frozen=True)
class Section:
    """All things of one kind that cite a document: how many, and the newest of them."""

    kind: Kind
    count: int
    entries: Sequence[Entry]
    url: str = ""

    @property
    def closed(self) -> int:
        """How many of them the person who asks may not open."""
        return sum(not one.opens for one in self.entries)


def sections(document: Document, day: date, most: int) -> list[Section]:
    """What cites the document, kind by kind; once it no longer holds, each with what was found."""
    outdated = document.validity(day) in NO_LONGER
    found = _reviews(document) if outdated else {}
    return [_section(document, kind, most, found, outdated) for kind in kinds()]


def waiting(found: Sequence[Section]) -> int:
    """How many of the things that are shown wait for a look."""
    return sum(entry.waits for section in found for entry in section.entries)


def review(  # noqa: PLR0913 - a look has so many parts
    document: Document, kind: Kind, thing_id: int, verdict: Verdict, note: str, actor: Person, now: datetime
) -> CitationReview:
    """Write down what somebody found; earlier looks stay."""
    found = CitationReview(
        document_id=document.id,
        kind=kind.name,
        thing_id=thing_id,
        replaced_by_id=document.replaced_by_id,
        verdict=verdict,
        note=note,
        at=now,
        by_id=actor.id,
    )
    database.session.add(found)
    told = {"kind": kind.name, "thing_id": thing_id, "verdict": verdict.value, "note": note}
    record(actor, "citation.reviewed", document, now, new=told)
    return found


def of_thing(kind_name: str, thing_id: int) -> dict[int, CitationReview]:
    """What was found of a thing the last time, by document; the latest after its present replacement."""
    statement = (
        select(CitationReview)
        .join(Document, Document.id == CitationReview.document_id)
        .where(
            CitationReview.kind == kind_name,
            CitationReview.thing_id == thing_id,
            CitationReview.replaced_by_id.is_not_distinct_from(Document.replaced_by_id),
        )
        .options(joinedload(CitationReview.by))
        .order_by(CitationReview.id)
    )
    return {one.document_id: one for one in database.session.scalars(statement)}


def cited_in(document: Document, kind: Kind, thing_id: int, most: int) -> Citing | None:
    """The thing, if it cites the document."""
    return next((one for one in kind.find(document, most)[1] if one.thing_id == thing_id), None)


def _section(
    document: Document,
    kind: Kind,
    most: int,
    found: dict[tuple[str, int], list[CitationReview]],
    outdated: bool,
) -> Section:
    count, things = kind.find(document, most)
    entries = []
    for one in things:
        reviews = found.get((kind.name, one.thing_id), [])
        done = any(seen.replaced_by_id == document.replaced_by_id for seen in reviews)
        may_review = outdated and can(kind.edit, one)
        entries.append(Entry(one, can(kind.permission, one), may_review, reviews, outdated and not done))
    return Section(kind, count, entries, kind.url(document) if kind.url and can(kind.permission) else "")


def _reviews(document: Document) -> dict[tuple[str, int], list[CitationReview]]:
    """By thing, the newest first."""
    statement = (
        select(CitationReview)
        .where(CitationReview.document_id == document.id)
        .options(joinedload(CitationReview.by))
        .order_by(CitationReview.id.desc())
    )
    found: dict[tuple[str, int], list[CitationReview]] = {}
    for one in database.session.scalars(statement):
        found.setdefault((one.kind, one.thing_id), []).append(one)
    return found
