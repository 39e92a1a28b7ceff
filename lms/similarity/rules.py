"""How much of a text is quoted, shared and repeated; who belongs together; when a task is compared. Pure.

Every share is of the whole script, so that the shares of one script add up to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.similarity.models import Kin

Span = tuple[int, int]
LIKELY = 0.2  # of what is not quoted; so much in common is shown as a group
WAITS_TOO_LONG = timedelta(minutes=10)
WORKS_TOO_LONG = timedelta(minutes=30)


@dataclass(frozen=True)
class Handed:
    """A script as far as comparing needs it."""

    id: int
    task_id: int
    people: frozenset[int]  # whose it is: one person, or whom a group named
    handed_in_at: datetime


@dataclass(frozen=True)
class Shares:
    """What a script consists of: official text, passages others have too, one's own earlier work, and the rest."""

    quoted: float = 0.0
    shared: float = 0.0
    repeated: float = 0.0

    @property
    def own(self) -> float:
        return max(0.0, 1 - self.quoted - self.shared - self.repeated)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places, in order, each once."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        elif start < end:
            made.append((start, end))
    return made


def without(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What of the spans lies in none of the others."""
    left: list[Span] = []
    barred = merged(others)
    for start, end in merged(spans):
        begins = start
        for barred_start, barred_end in barred:
            if begins < barred_end and barred_start < end:
                left.append((begins, max(begins, barred_start)))
                begins = min(end, barred_end)
        left.append((begins, end))
    return [span for span in left if span[0] < span[1]]


def share(spans: Iterable[Span], length: int) -> float:
    """How much of a text of this length the spans are, 0 to 1."""
    return min(1.0, sum(end - start for start, end in merged(spans)) / length) if length else 0.0


def shares(length: int, quoted: Sequence[Span], shared: Sequence[Span], repeated: Sequence[Span]) -> Shares:
    """Each place counts once: as quoted first, then as shared, then as repeated."""
    ours = without(shared, quoted)
    again = without(repeated, [*quoted, *ours])
    return Shares(share(quoted, length), share(ours, length), share(again, length))


def kin(mine: Handed, other: Handed) -> Kin | None:
    """What the other script is to mine; None if it is not to be compared with it: it came later."""
    if mine.task_id == other.task_id:
        return Kin.SAME_TASK if mine.people.isdisjoint(other.people) else None
    if (other.handed_in_at, other.id) >= (mine.handed_in_at, mine.id):
        return None
    return Kin.EARLIER if mine.people.isdisjoint(other.people) else Kin.OWN


def is_likely(part: float, quoted: float) -> bool:
    """Whether so much of what is not quoted is in common that the two are shown together."""
    return quoted < 1 and part / (1 - quoted) >= LIKELY


def groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Who hangs together, directly or through others; the largest group first."""
    of: dict[int, set[int]] = {}
    for one, other in pairs:
        together = of.get(one, {one}) | of.get(other, {other})
        of |= dict.fromkeys(together, together)
    found = {min(together): sorted(together) for together in of.values()}
    return sorted(found.values(), key=lambda members: (-len(members), members))


def is_stuck(asked_at: datetime, started_at: datetime | None, now: datetime) -> bool:
    """Whether a comparison was lost, with the process that did it or before one did."""
    return now - asked_at > WAITS_TOO_LONG if started_at is None else now - started_at > WORKS_TOO_LONG


def spans_of(stored: Iterable[Sequence[int]], side: int = 0) -> list[Span]:
    """Spans as a column keeps them; `side` 2 is the second text of passages."""
    return [(one[side], one[side + 1]) for one in stored]


def turned(passages: Iterable[Sequence[int]]) -> list[list[int]]:
    """Passages seen from the other text."""
    return sorted([one[2], one[3], one[0], one[1]] for one in passages)
