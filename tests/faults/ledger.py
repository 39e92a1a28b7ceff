"""What the server acknowledged, held against what the database holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, text

from lms import database
from lms.outbox.rules import ACKNOWLEDGED, COUNTED
from lms.quizzes.models import Attempt, Response, ResponseEdit
from tests.learner import Learner


@dataclass
class Verdict:
    """One sentence for each acknowledged edit that is not there, and for each that counts twice."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


def compare(sittings: Iterable[Learner], *, closed: bool = True) -> Verdict:
    """The verdict over all ledgers; every attempt must be closed by then, unless it is said that it is not."""
    verdict = Verdict()
    for one in sittings:
        attempt = _attempt(str(one.state["attempt"]))
        if closed and attempt.closed_at is None:
            verdict.lost.append(f"attempt {attempt.id} was handed in and is open")
        _compare_one(one, attempt.id, verdict)
    return verdict


def integrity() -> list[str]:
    """What SQLite itself finds wrong with its file, and any row without what it stands on."""
    if database.is_postgresql():
        return []
    with database.reading_connection() as connection:
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        orphans = [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return [line for line in found if line != "ok"] + orphans


def _compare_one(one: Learner, attempt_id: int, verdict: Verdict) -> None:
    stands, history = _rows(Response, attempt_id), _rows(ResponseEdit, attempt_id)
    arrived = {row.seq: row for row in history if row.tab == one.tab}
    for seq, (slot, version, value) in one.receipts.items():
        row = arrived.get(seq)
        if row is None or (row.slot, row.value) != (slot, value) or row.outcome not in ACKNOWLEDGED:
            verdict.lost.append(f"attempt {attempt_id}: edit {seq}, version {version}")
    standing = {row.slot: (row.seq, row.version, row.value) for row in stands}
    for slot, latest in one.ledger.items():
        if standing.get(slot) != latest:
            verdict.lost.append(f"attempt {attempt_id}, slot {slot}: {latest} became {standing.get(slot)}")
    _doubled(attempt_id, stands, history, verdict)


def _doubled(attempt_id: int, stands: list[Any], history: list[Any], verdict: Verdict) -> None:
    """An edit counts once: each raises the version of its slot by one, and stands in the history once."""
    counted = Counter(row.slot for row in history if row.outcome in COUNTED)
    verdict.doubled += [
        f"attempt {attempt_id}, slot {row.slot}: {counted[row.slot]} edits made version {row.version}"
        for row in stands
        if counted[row.slot] != row.version
    ]
    times = Counter((row.tab, row.seq) for row in history)
    verdict.doubled += [
        f"attempt {attempt_id}: {edit} stands {n} times" for edit, n in times.items() if n > 1
    ]


def _rows(model: Any, attempt_id: int) -> list[Any]:
    with database.reading_connection() as connection:
        return list(connection.execute(select(model).where(model.attempt_id == attempt_id)))


def _attempt(public_id: str) -> Any:
    with database.reading_connection() as connection:
        found = select(Attempt.id, Attempt.closed_at).where(Attempt.public_id == public_id)
        return connection.execute(found).one()
