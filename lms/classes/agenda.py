"""The agenda of a session or a conference: items with minutes, some of them discussion. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True)
class Item:
    """One thing on the agenda; `discussion` holds what is said by those who came: questions, answers, debate."""

    title: str
    minutes: int
    discussion: bool = False


class Verdict(StrEnum):
    """What an agenda is told: fine, too little discussion (pointed out, or refused), longer than the session."""

    FINE = "fine"
    THIN = "thin"
    REFUSED = "refused"
    TOO_LONG = "too-long"


class DiscussionRule(Protocol):
    """What a programme asks of every agenda."""

    @property
    def discussion_minutes(self) -> int: ...
    @property
    def discussion_required(self) -> bool: ...


@dataclass(frozen=True)
class Timed:
    """An item with the moments at which it begins and ends."""

    item: Item
    starts_at: datetime
    ends_at: datetime


def items_of(stored: Iterable[Mapping[str, Any]]) -> list[Item]:
    """As the column holds them."""
    return [Item(one["title"], one["minutes"], one["discussion"]) for one in stored]


def stored(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [asdict(item) for item in items]


def discussion_in(items: Iterable[Item]) -> int:
    """Minutes for discussion."""
    return sum(item.minutes for item in items if item.discussion)


def length(items: Iterable[Item]) -> int:
    return sum(item.minutes for item in items)


def judged(items: Sequence[Item], rule: DiscussionRule, minutes: int | None = None) -> Verdict:
    """No agenda at all is no bad agenda; one that is longer than the `minutes` there are is wrong in any case."""
    if not items:
        return Verdict.FINE
    if minutes is not None and length(items) > minutes:
        return Verdict.TOO_LONG
    if discussion_in(items) >= rule.discussion_minutes:
        return Verdict.FINE
    return Verdict.REFUSED if rule.discussion_required else Verdict.THIN


def timed(items: Iterable[Item], starts_at: datetime) -> list[Timed]:
    """One item after the other from the start on."""
    found, at = [], starts_at
    for item in items:
        ends_at = at + timedelta(minutes=item.minutes)
        found.append(Timed(item, at, ends_at))
        at = ends_at
    return found
