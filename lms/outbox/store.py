"""Reading and writing the two tables for many owners at once: one statement to read, one (SQLite: two) to write.

The owners' rows are locked by the caller, so that what is read here stays true until it is written.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table

from lms.outbox.rules import COUNTED, Current, Decision, Edit, Outcome, Past

# Written for the drivers, since this is the path that a whole hall takes at once: SQLAlchemy would spend more on
# composing and typing these few statements than the database on running them.
_KEYS = {
    "postgresql": "jsonb_to_recordset(%(keys)s::jsonb) AS k(o int, s int, t text, q bigint)",
    "sqlite": "(SELECT json_extract(value, '$.o') AS o, json_extract(value, '$.s') AS s,"
    " json_extract(value, '$.t') AS t, json_extract(value, '$.q') AS q FROM json_each(:keys)) AS k",
}
_READ = """
SELECT c.{owner}, c.slot, c.tab, c.seq, c.version, NULL, c.value, c.in_grace
FROM {keys} CROSS JOIN {current} AS c WHERE c.{owner} = k.o AND c.slot = k.s
UNION ALL
SELECT h.{owner}, h.slot, h.tab, h.seq, h.version, h.outcome, h.value, NULL
FROM {keys} CROSS JOIN {history} AS h
WHERE h.{owner} = k.o AND h.slot = k.s AND h.tab = k.t AND h.seq >= k.q
"""
_ARRIVED = "o, slot, tab, seq, base, value, elapsed_ms, received_at, outcome, version, by_id"
_STORED = "o, slot, version, value, tab, seq, saved_at, in_grace"
_UPSERT = (
    "ON CONFLICT ({owner}, slot) DO UPDATE SET version = excluded.version, value = excluded.value,"
    " tab = excluded.tab, seq = excluded.seq, saved_at = excluded.saved_at, in_grace = excluded.in_grace"
)
_WRITE = """
WITH arrived AS (
  INSERT INTO {history} ({arrived_columns})
  SELECT {arrived} FROM jsonb_to_recordset(%(arrived)s::jsonb) AS a(o int, slot int, tab text, seq bigint,
    base int, value jsonb, elapsed_ms bigint, received_at timestamptz, outcome text, version int, by_id int)
)
INSERT INTO {current} ({stored_columns})
SELECT {stored} FROM jsonb_to_recordset(%(stored)s::jsonb) AS s(o int, slot int, version int, value jsonb,
  tab text, seq bigint, saved_at timestamptz, in_grace boolean)
{upsert}
"""


@dataclass(frozen=True)
class Save:
    """What one browser sent at once. `by_id` is the member of staff who brought a sealed outbox, or whose hand it was
    where several write for one owner."""

    owner_id: int
    tab: str
    edits: tuple[Edit, ...]
    received_at: datetime
    by_id: int | None = None


@dataclass
class Held:
    """What was read: the answers that stand, and what became of earlier edits of the same tabs."""

    current: dict[tuple[int, int], Current] = field(default_factory=dict)
    past: dict[tuple[int, int, str], dict[int, Past]] = field(default_factory=lambda: defaultdict(dict))


class Store:
    """The tables of one kind of owner; `owner` names the column that holds the owner's id."""

    def __init__(self, current: Table, history: Table, owner: str) -> None:
        names = {"current": current.name, "history": history.name, "owner": owner}
        upsert = _UPSERT.format(**names)
        self._read = {dialect: _READ.format(keys=keys, **names) for dialect, keys in _KEYS.items()}
        columns = {
            "arrived_columns": _ARRIVED.replace("o,", f"{owner},", 1),
            "stored_columns": _STORED.replace("o,", f"{owner},", 1),
        }
        self._write = _WRITE.format(arrived=_ARRIVED, stored=_STORED, upsert=upsert, **columns, **names)
        self._append = _values(f"INSERT INTO {history.name} ({columns['arrived_columns']})", _ARRIVED)
        self._upsert = _values(f"INSERT INTO {current.name} ({columns['stored_columns']})", _STORED, upsert)

    def read(self, connection: Connection, saves: Iterable[Save]) -> Held:
        """What the slots named in `saves` hold."""
        held = Held()
        statement = self._read[connection.dialect.name]
        rows = connection.exec_driver_sql(statement, {"keys": json.dumps(_keys(saves))})
        for owner, slot, tab, seq, version, outcome, stored, in_grace in rows:
            value = _value(stored, connection)
            if outcome is None:
                held.current[owner, slot] = Current(version, tab, seq, value, bool(in_grace))
            else:
                held.past[owner, slot, tab][seq] = Past(Outcome(outcome), version, value)
        return held

    def write(self, connection: Connection, decided: Sequence[tuple[Save, list[Decision]]]) -> None:
        """Append every edit that had not arrived before; let the last accepted one of each slot stand."""
        arrived = [
            _arrived(save, made) for save, decisions in decided for made in decisions if not made.repeated
        ]
        stored = {
            (save.owner_id, made.edit.slot): _stored(save, made)
            for save, decisions in decided
            for made in decisions
            if made.outcome in COUNTED and not made.repeated
        }
        if arrived and connection.dialect.name == "postgresql":
            rows = {"arrived": json.dumps(arrived), "stored": json.dumps(list(stored.values()))}
            connection.exec_driver_sql(self._write, rows)
        elif arrived:
            connection.exec_driver_sql(self._append, [_for_sqlite(row) for row in arrived])
            if stored:
                connection.exec_driver_sql(self._upsert, [_for_sqlite(row) for row in stored.values()])


def moment(stored: Any) -> Any:
    """A moment as the driver gives it, aware."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if isinstance(stored, str) else stored


def _values(head: str, names: str, tail: str = "") -> str:
    return f"{head} VALUES ({', '.join(':' + name for name in names.split(', '))}) {tail}"


def _value(stored: Any, connection: Connection) -> Any:
    """PostgreSQL's driver reads JSON itself."""
    return stored if stored is None or connection.dialect.name == "postgresql" else json.loads(stored)


def _keys(saves: Iterable[Save]) -> list[dict[str, int | str]]:
    """Each slot and tab once, with the lowest seq that is asked about."""
    lowest: dict[tuple[int, int, str], int] = {}
    for save in saves:
        for edit in save.edits:
            key = (save.owner_id, edit.slot, save.tab)
            lowest[key] = min(edit.seq, lowest.get(key, edit.seq))
    return [{"o": owner, "s": slot, "t": tab, "q": seq} for (owner, slot, tab), seq in lowest.items()]


def _arrived(save: Save, made: Decision) -> dict[str, Any]:
    edit = made.edit
    return {
        "o": save.owner_id,
        "slot": edit.slot,
        "tab": save.tab,
        "seq": edit.seq,
        "base": edit.base,
        "value": edit.value,
        "elapsed_ms": edit.elapsed_ms,
        "received_at": save.received_at.isoformat(),
        "outcome": made.outcome.value,
        "version": made.version,
        "by_id": save.by_id,
    }


def _stored(save: Save, made: Decision) -> dict[str, Any]:
    return {
        "o": save.owner_id,
        "slot": made.edit.slot,
        "version": made.version,
        "value": made.edit.value,
        "tab": save.tab,
        "seq": made.edit.seq,
        "saved_at": save.received_at.isoformat(),
        "in_grace": made.outcome is Outcome.COUNTED_LATE,
    }


def _for_sqlite(row: dict[str, Any]) -> dict[str, Any]:
    """JSON as text and moments as SQLAlchemy writes them."""
    moments = {name: _stamp(row[name]) for name in ("received_at", "saved_at") if name in row}
    value = None if row["value"] is None else json.dumps(row["value"], ensure_ascii=False)
    return row | {"value": value} | moments


def _stamp(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
