"""Keeping what a comparison found, in place of what an earlier one found of the same scripts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update

from lms import database
from lms.reflections.models import Reflection, Submission
from lms.similarity import rules
from lms.similarity.models import ComparedScript, Comparison, Kin, TextMatch
from lms.similarity.official import Official
from lms.similarity.rules import Handed, spans_of, turned

AT_ONCE = 200
FoundMatch = tuple[int, int, list[list[int]]]


@dataclass(frozen=True)
class FoundScript:
    """A script as the comparison saw it."""

    length: int
    quoted: list[list[int]]
    prints: bytes


@dataclass(frozen=True)
class Found:
    """What was new, what it has in common with what; `handed` tells of every script that is named."""

    scripts: Mapping[int, FoundScript]
    matches: Sequence[FoundMatch]
    handed: Mapping[int, Handed]


@dataclass(frozen=True)
class _Measure:
    length: int
    quoted: list[rules.Span]


def store(comparison_id: int, found: Found | None, known: Official, now: datetime) -> None:
    """Replace what is new, work out the shares of the task anew; without `found` it says that it failed."""
    comparison = database.session.get_one(Comparison, comparison_id)
    if comparison.finished_at is not None:
        return
    comparison.finished_at, comparison.failed, comparison.unread = now, found is None, list(known.unread)
    comparison.started_at = comparison.started_at or now
    if found is None:
        return
    comparison.fresh = len(found.scripts)
    _forget(comparison.task_id, list(found.scripts))
    _add_scripts(found, known.name, now)
    _add_matches(found, now)
    _work_out_shares(comparison.task_id)


def _forget(task_id: int, fresh: Sequence[int]) -> None:
    """What was found of these before, and whatever hangs on versions of the task that count no longer."""
    for some in _few(fresh):
        again = and_(TextMatch.b_id.in_(some), TextMatch.kin == Kin.SAME_TASK)
        database.session.execute(delete(TextMatch).where(or_(TextMatch.a_id.in_(some), again)))
        database.session.execute(delete(ComparedScript).where(ComparedScript.submission_id.in_(some)))
    past = (
        select(Submission.id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Reflection.task_id == task_id, Submission.number != Reflection.submission_number)
    )
    database.session.execute(delete(TextMatch).where(or_(TextMatch.a_id.in_(past), TextMatch.b_id.in_(past))))


def _add_scripts(found: Found, official: str, now: datetime) -> None:
    rows = [
        {
            "submission_id": number,
            "length": one.length,
            "quoted": one.quoted,
            "quoted_share": rules.share(spans_of(one.quoted), one.length),
            "shared": 0.0,
            "repeated": 0.0,
            "official": official,
            "prints": one.prints,
            "compared_at": now,
        }
        for number, one in found.scripts.items()
    ]
    for some in _few(rows):
        database.session.execute(insert(ComparedScript), some)


def _add_matches(found: Found, now: datetime) -> None:
    measures = _measures({number for one in found.matches for number in one[:2]})
    rows = {(row["a_id"], row["b_id"]): row for row in _rows(found, measures, now)}
    for some in _few(list(rows.values())):
        database.session.execute(insert(TextMatch), some)


def _rows(found: Found, measures: Mapping[int, _Measure], now: datetime) -> Iterable[dict[str, Any]]:
    for first, second, passages in found.matches:
        a, b, seen = _in_order(first, second, passages, found)
        kin = rules.kin(found.handed[a], found.handed[b])
        if kin is None:
            continue
        yield {
            "a_id": a,
            "b_id": b,
            "kin": kin,
            "share_a": _share(seen, 0, measures[a]),
            "share_b": _share(seen, 2, measures[b]),
            "passages": seen,
            "found_at": now,
        }


def _in_order(
    first: int, second: int, passages: list[list[int]], found: Found
) -> tuple[int, int, list[list[int]]]:
    """The lower id first within a task; else what is new first, the earlier work second."""
    same_task = found.handed[first].task_id == found.handed[second].task_id
    straight = first < second if same_task else first in found.scripts
    return (first, second, passages) if straight else (second, first, turned(passages))


def _share(passages: Sequence[Sequence[int]], side: int, of: _Measure) -> float:
    return rules.share(rules.without(spans_of(passages, side), of.quoted), of.length)


def _measures(ids: Iterable[int]) -> dict[int, _Measure]:
    measures = {}
    for some in _few(sorted(ids)):
        columns = (ComparedScript.submission_id, ComparedScript.length, ComparedScript.quoted)
        statement = select(*columns).where(ComparedScript.submission_id.in_(some))
        for row in database.session.execute(statement):
            measures[row.submission_id] = _Measure(row.length, spans_of(row.quoted))
    return measures


def _work_out_shares(task_id: int) -> None:
    """A new script also changes what the others of its task have in common with somebody."""
    ids = (
        select(Submission.id)
        .join(Reflection, Reflection.id == Submission.reflection_id)
        .where(Reflection.task_id == task_id, Submission.number == Reflection.submission_number)
    )
    numbers = list(database.session.scalars(ids))
    shared: dict[int, list[rules.Span]] = {}
    repeated: dict[int, list[rules.Span]] = {}
    columns = (TextMatch.a_id, TextMatch.b_id, TextMatch.kin, TextMatch.passages)
    for some in _few(numbers):
        for row in database.session.execute(select(*columns).where(TextMatch.a_id.in_(some))):
            kept = repeated if row.kin is Kin.OWN else shared
            kept.setdefault(row.a_id, []).extend(spans_of(row.passages))
            if row.kin is Kin.SAME_TASK:
                shared.setdefault(row.b_id, []).extend(spans_of(row.passages, 2))
    for number, of in _measures(numbers).items():
        made = rules.shares(of.length, of.quoted, shared.get(number, []), repeated.get(number, []))
        change = update(ComparedScript).where(ComparedScript.submission_id == number)
        database.session.execute(change.values(shared=made.shared, repeated=made.repeated))


def _few(listed: Sequence[Any]) -> Iterable[Any]:
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
