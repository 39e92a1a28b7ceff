"""What a report holds, as JSON that can be kept for good: sessions, figures, and every line that they count. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.reports.figures import Counts, Figure, Line, Part, by_unit, counts
from lms.reports.queries import Held

Content = Mapping[str, Any]


@dataclass(frozen=True)
class SessionPart:
    """One session of a report with its figures."""

    id: int
    number: int
    title: str
    class_title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    counts: Counts


@dataclass(frozen=True)
class Figures:
    """A content as it was computed or kept; everything here is counted from `lines`."""

    lines: Sequence[Line]
    sessions: Sequence[SessionPart]

    @property
    def counts(self) -> Counts:
        return counts(self.lines)

    @property
    def units(self) -> list[Part]:
        return by_unit(self.lines)


@dataclass(frozen=True)
class Change:
    """Somebody whose line differs between what was signed and what is recorded now; None: no such line there."""

    name: str
    unit: str
    session_id: int
    old: Line | None
    new: Line | None


def content_of(helds: Sequence[Held], now: datetime, session_id: int | None = None) -> dict[str, Any]:
    """The content as things stand: all sessions that have begun, or the one asked for."""
    sessions, lines = [], []
    for held in helds:
        for session in held.begun(now):
            if session_id not in (None, session.id):
                continue
            lines += held.lines(now, session.id)
            sessions.append(
                {
                    "id": session.id,
                    "number": session.number,
                    "title": session.title,
                    "class": held.title,
                    "room": session.room,
                    "starts_at": session.starts_at.isoformat(),
                    "ends_at": session.ends_at.isoformat(),
                }
            )
    return {"sessions": sessions, "lines": [_kept(line) for line in lines]}


def figures_of(content: Content) -> Figures:
    lines = [_line(kept) for kept in content.get("lines", [])]
    return Figures(lines, [_session(kept, lines) for kept in content.get("sessions", [])])


def fingerprint(head: Mapping[str, Any], content: Content) -> str:
    """What a signed report is known by: the SHA-256 of its head and content in one fixed order."""
    told = json.dumps([head, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def changes(kept: Content, present: Content) -> list[Change]:
    """Whose line changed since, in the order of lists; times of scans do not make a report wrong."""
    old = {(line.person_id, line.session_id): line for line in figures_of(kept).lines}
    new = {(line.person_id, line.session_id): line for line in figures_of(present).lines}
    found = []
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        if before is None or after is None or _told(before) != _told(after):
            one = after or before
            if one is not None:
                found.append(Change(one.name, one.unit, one.session_id, before, after))
    return found


def _told(line: Line) -> tuple[Any, ...]:
    return line.name, line.unit_id, line.unit, line.figures


def _kept(line: Line) -> list[Any]:
    """Short, since a period may hold tens of thousands."""
    figures = [figure.value for figure in line.figures]
    return [
        line.person_id,
        line.name,
        line.unit_id,
        line.unit,
        line.group,
        line.session_id,
        figures,
        line.note,
    ]


def _line(kept: Sequence[Any]) -> Line:
    person_id, name, unit_id, unit, group, session_id, figures, note = kept
    counted = tuple(Figure(figure) for figure in figures)
    return Line(person_id, name, unit_id, unit, group, session_id, counted, note=note)


def _session(kept: Mapping[str, Any], lines: Sequence[Line]) -> SessionPart:
    return SessionPart(
        kept["id"],
        kept["number"],
        kept["title"],
        kept["class"],
        kept["room"],
        datetime.fromisoformat(kept["starts_at"]),
        datetime.fromisoformat(kept["ends_at"]),
        counts(line for line in lines if line.session_id == kept["id"]),
    )
