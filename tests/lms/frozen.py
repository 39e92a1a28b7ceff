"""The cast as rows: made once for each worker and kind of database, then put back as it was before every test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from lms import columns, database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.organisations.models import OrgUnit
from lms.programmes.models import Programme
from tests.lms.cast import Cast

KINDS: dict[str, type[Any]] = {
    "k1": StudyClass,
    "k2": StudyClass,
    "root": OrgUnit,
    "unit1": OrgUnit,
    "unit2": OrgUnit,
    "programme": Programme,
}


@dataclass(frozen=True)
class Frozen:
    """The rows of each table, parents before children, and the ids of those whom the cast calls by name."""

    rows: Sequence[tuple[Table, list[dict[str, Any]]]]
    people: dict[str, int]
    things: dict[str, int]

    def thaw(self, connection: Connection) -> Cast:
        """Put the rows into the transaction of this test; the ids are the ones that were given at first."""
        for table, rows in self.rows:
            connection.execute(insert(table), rows)
        by_id = {person.id: person for person in database.session.query(Person)}
        things = {name: database.session.get_one(KINDS[name], key) for name, key in self.things.items()}
        return Cast({name: by_id[key] for name, key in self.people.items()}, **things)


def freeze(connection: Connection, cast: Cast) -> Frozen:
    """All that the database holds now."""
    found = [(table, _rows(connection, table)) for table in columns.Base.metadata.sorted_tables]
    return Frozen(
        [(table, rows) for table, rows in found if rows],
        {name: person.id for name, person in cast.people.items()},
        {name: getattr(cast, name).id for name in KINDS},
    )


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    statement = select(table).order_by(*table.primary_key)
    return [dict(row) for row in connection.execute(statement).mappings()]
