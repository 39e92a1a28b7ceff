"""Reading and setting what things of one kind cite."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.documents.models import Document

T = TypeVar("T")


@dataclass(frozen=True)
class Cited:
    """A document and the clause of it; an empty clause is the whole document."""

    document: Document
    clause: str = ""


@dataclass(frozen=True)
class Shelf:
    """The citations of one kind of thing: their table, and the column that names the thing."""

    model: Any
    owner: str

    def of(self, thing: Any) -> Sequence[Any]:
        """What a thing cites, in the order in which it was given, each with what replaced it."""
        replacing = joinedload(self.model.document).joinedload(Document.replaced_by)
        statement = select(self.model).where(self._column == thing.id).options(replacing)
        return database.session.scalars(statement.order_by(self.model.id)).all()

    def of_all(self, things: Iterable[Any]) -> dict[int, list[Any]]:
        """What each of many things cites, by its id."""
        found: dict[int, list[Any]] = {}
        replacing = joinedload(self.model.document).joinedload(Document.replaced_by)
        wanted = select(self.model).where(self._column.in_([one.id for one in things])).options(replacing)
        for one in database.session.scalars(wanted.order_by(self.model.id)):
            found.setdefault(getattr(one, self.owner), []).append(one)
        return found

    def copy(self, thing: Any, other: Any) -> None:
        """A new version of a thing, or one made after another, rests on the same."""
        rows = [
            {self.owner: other.id, "document_id": one.document_id, "clause": one.clause}
            for one in self.of(thing)
        ]
        if rows:
            database.session.execute(insert(self.model), rows)

    def cite(self, thing: Any, wanted: Iterable[Cited], actor: Person, now: datetime) -> bool:
        """The thing rests on these, in this order, and on no others. True if that is something new."""
        database.session.execute(select(type(thing).id).where(type(thing).id == thing.id).with_for_update())
        old = [(one.document_id, one.clause) for one in self.of(thing)]
        new = list(dict.fromkeys((one.document.id, one.clause) for one in wanted))
        if old == new:
            return False
        database.session.execute(delete(self.model).where(self._column == thing.id))
        rows = [{self.owner: thing.id, "document_id": document, "clause": clause} for document, clause in new]
        if rows:
            database.session.execute(insert(self.model), rows)
        class_id = getattr(thing, "study_class_id", None)
        record(
            actor, "citations.set", thing, now, old={"sources": old}, new={"sources": new}, class_id=class_id
        )
        return True

    def citing(self, document: Document, most: int) -> tuple[int, Sequence[tuple[int, str]]]:
        """How many things cite the document; the newest of them with the clauses that they cite."""
        here = self.model.document_id == document.id
        count = database.session.scalar(select(func.count(self._column.distinct())).where(here)) or 0
        if not count:
            return 0, []
        newest = select(self._column).where(here).distinct().order_by(self._column.desc()).limit(most)
        statement = (
            select(self._column, self.model.clause)
            .where(here, self._column.in_(newest))
            .order_by(self.model.id)
        )
        clauses: dict[int, list[str]] = {}
        for thing_id, clause in database.session.execute(statement):
            clauses.setdefault(thing_id, []).extend([clause] if clause else [])
        return count, [(one, "; ".join(said)) for one, said in sorted(clauses.items(), reverse=True)]

    def citing_things(self, kind: type[T], document: Document, most: int) -> tuple[int, list[tuple[T, str]]]:
        """The same with the things themselves, which are rows of `kind`."""
        count, found = self.citing(document, most)
        wanted: Any = kind
        rows = database.session.scalars(select(wanted).where(wanted.id.in_([one for one, _clause in found])))
        things = {one.id: one for one in rows}
        return count, [(things[one], clause) for one, clause in found]

    @property
    def _column(self) -> Any:
        return getattr(self.model, self.owner)
