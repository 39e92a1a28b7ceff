"""What stands out among the check-ins of a session. Pure: facts with the people they are about, never a verdict."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from lms.attendance.trust.models import TraceKind
from lms.attendance.windows import Phase

Thing = TypeVar("Thing")
Name = TypeVar("Name")
WINDOW = timedelta(seconds=10)
LONG_EXPIRED = 60  # seconds since a code was first shown: beyond any slow camera and any slow network
SCANNER_IN_TEN_SECONDS = 12  # a person holds out a code, it beeps, the next one steps up
ENOUGH_PEOPLE = 10  # fewer do not tell what is usual in a hall
USUAL_SHARE, USUAL_TOGETHER = 0.1, 0.6


class Kind(StrEnum):
    DEVICE = "device"
    EXPIRED = "expired"
    RATE = "rate"
    SCANNER = "scanner"
    NETWORK = "network"
    PLACE = "place"


@dataclass(frozen=True)
class Seen:
    """One trace, as far as it is looked at."""

    kind: TraceKind
    phase: Phase
    at: datetime
    person_id: int | None = None
    device: str = ""
    network: str = ""
    age: int | None = None
    inside: bool | None = None


@dataclass(frozen=True)
class Arrival:
    """One check-in by scan; `by_id` is whose scanner read it, None where a person's own telephone did."""

    phase: Phase
    at: datetime
    by_id: int | None = None


@dataclass(frozen=True)
class Thresholds:
    """From when on something is shown; the programme says so."""

    device_people: int = 3
    scans_in_ten_seconds: int = 120


@dataclass(frozen=True)
class Signal:
    """`key` changes as soon as there is more to see, so that what was put aside is shown again with its news."""

    kind: Kind
    phase: Phase
    key: str
    at: datetime
    count: int
    people: tuple[int, ...] = ()
    figures: dict[str, int] = field(default_factory=dict, hash=False)


def signals_of(seen: Sequence[Seen], arrivals: Sequence[Arrival], thresholds: Thresholds) -> list[Signal]:
    """Everything worth a look, start before end, in the order of Kind."""
    found = [
        signal
        for phase in Phase
        for signal in _of_phase(
            [one for one in seen if one.phase is phase],
            [one for one in arrivals if one.phase is phase],
            thresholds,
        )
    ]
    return sorted(found, key=lambda one: (list(Phase).index(one.phase), list(Kind).index(one.kind), one.at))


def _of_phase(seen: Sequence[Seen], arrivals: Sequence[Arrival], thresholds: Thresholds) -> Iterable[Signal]:
    scans = [one for one in seen if one.kind is TraceKind.SCAN and one.person_id is not None]
    yield from _devices(scans, thresholds.device_people)
    yield from _expired([one for one in seen if one.kind is TraceKind.EXPIRED], scans)
    own = [one for one in arrivals if one.by_id is None]
    yield from _rates(Kind.RATE, own, thresholds.scans_in_ten_seconds)
    for scanner, read in _grouped([one for one in arrivals if one.by_id], lambda one: one.by_id or 0).items():
        yield from _rates(Kind.SCANNER, read, SCANNER_IN_TEN_SECONDS, scanner)
    yield from _networks(scans)
    yield from _places([one for one in seen if one.kind is TraceKind.PLACE])


def _devices(scans: Sequence[Seen], least: int) -> Iterable[Signal]:
    """One telephone that checked in several people."""
    for device, group in _grouped([one for one in scans if one.device], lambda one: one.device).items():
        people = _people(group)
        if len(people) >= least:
            yield _signal(Kind.DEVICE, group, device[:12], people)


def _expired(tried: Sequence[Seen], scans: Sequence[Seen]) -> Iterable[Signal]:
    """Genuine codes, opened long after the screen had shown them; whose telephone it was, where that is known."""
    late = [one for one in tried if one.age is not None and one.age >= LONG_EXPIRED]
    if not late:
        return
    owners = defaultdict(set)
    for scan in scans:
        owners[scan.device].add(scan.person_id)
    known = {one.person_id for one in late} | {owner for one in late for owner in owners[one.device]}
    people = tuple(sorted(person for person in known if person is not None))
    ages = [one.age or 0 for one in late]
    figures = {"least": min(ages), "most": max(ages)}
    yield _signal(Kind.EXPIRED, late, "", people, count=len(late), figures=figures)


def _rates(kind: Kind, arrivals: Sequence[Arrival], most: int, who: int = 0) -> Iterable[Signal]:
    """More check-ins within ten seconds than are usual."""
    times = sorted(one.at for one in arrivals)
    first, fullest, at = 0, 0, None
    for last, moment in enumerate(times):
        while moment - times[first] >= WINDOW:
            first += 1
        if last - first + 1 > fullest:
            fullest, at = last - first + 1, times[first]
    if at is not None and fullest > most:
        key = f"{kind.value}:{arrivals[0].phase.value}:{who}:{fullest}"
        yield Signal(kind, arrivals[0].phase, key, at, fullest, (who,) if who else (), {"most": most})


def _networks(scans: Sequence[Seen]) -> Iterable[Signal]:
    """Who came over another network than the hall does, if the hall has one of its own."""
    latest = {one.person_id: one for one in scans if one.network}
    groups = _grouped(list(latest.values()), lambda one: one.network)
    everybody = len(latest)
    usual = {name for name, group in groups.items() if len(group) >= max(3, everybody * USUAL_SHARE)}
    at_home = sum(len(groups[name]) for name in usual)
    others = [one for name, group in groups.items() if name not in usual for one in group]
    if everybody >= ENOUGH_PEOPLE and at_home >= everybody * USUAL_TOGETHER and others:
        yield _signal(Kind.NETWORK, others, "", _people(others), figures={"everybody": everybody})


def _places(told: Sequence[Seen]) -> Iterable[Signal]:
    """Whose own telephone said “outside” when they let it say where it was; what they said last counts."""
    latest = {one.person_id: one for one in sorted(told, key=lambda one: one.at)}
    outside = [one for one in latest.values() if one.inside is False]
    if outside:
        yield _signal(Kind.PLACE, outside, "", _people(outside))


def _signal(
    kind: Kind,
    group: Sequence[Seen],
    name: str,
    people: tuple[int, ...],
    *,
    count: int | None = None,
    figures: dict[str, int] | None = None,
) -> Signal:
    number = len(people) if count is None else count
    phase = group[0].phase
    key = f"{kind.value}:{phase.value}:{name}:{number}"
    return Signal(kind, phase, key, min(one.at for one in group), number, people, figures or {})


def _people(group: Iterable[Seen]) -> tuple[int, ...]:
    return tuple(sorted({one.person_id for one in group if one.person_id is not None}))


def _grouped(things: Iterable[Thing], key: Callable[[Thing], Name]) -> dict[Name, list[Thing]]:
    found: dict[Name, list[Thing]] = defaultdict(list)
    for thing in things:
        found[key(thing)].append(thing)
    return found
