"""What the page of an attempt tells of itself: `{tab, hidden, unsaved, slot, events: [{kind, elapsed_ms}]}`."""

from dataclasses import dataclass
from typing import Any

from lms.outbox import wire
from lms.quizzes.proctoring.kinds import BY_BROWSER, Kind

MOST_EVENTS = 50
MOST_SLOTS = 10_000
LONGEST_MS = 2**53


@dataclass(frozen=True)
class Noticed:
    """One event, and how long after the start of the attempt, by the page's own count."""

    kind: Kind
    elapsed_ms: int


@dataclass(frozen=True)
class Report:
    """How one browser has the attempt open: `slot` is the question in front, `unsaved` how many answers wait."""

    tab: str
    hidden: bool
    unsaved: int
    slot: int
    events: tuple[Noticed, ...]


def read(message: Any) -> Report:
    """The report that a message stands for; 422 if it has another shape."""
    if not isinstance(message, dict):
        raise wire.not_understood()
    tab, hidden, events = message.get("tab"), message.get("hidden"), message.get("events", [])
    if not isinstance(tab, str) or not wire.TAB.fullmatch(tab) or not isinstance(hidden, bool):
        raise wire.not_understood()
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise wire.not_understood()
    unsaved, slot = _whole(message.get("unsaved"), MOST_SLOTS), _whole(message.get("slot"), MOST_SLOTS)
    return Report(tab, hidden, unsaved, slot, tuple(_noticed(event) for event in events))


def _noticed(raw: Any) -> Noticed:
    if not isinstance(raw, dict) or raw.get("kind") not in BY_BROWSER:
        raise wire.not_understood()
    return Noticed(Kind(raw["kind"]), _whole(raw.get("elapsed_ms"), LONGEST_MS))


def _whole(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise wire.not_understood()
    return value
