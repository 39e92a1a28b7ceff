"""What check-ins mean: a mark at one checkpoint, a person's standing in one session, totals over a class. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from lms.attendance.windows import Mark, Phase
from lms.programmes.models import AttendanceBasis, CheckIns, ExcusedAs

SCANNED = {"qr", "code", "scanner", "again"}
OWN_SLIP = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


class Standing(StrEnum):
    """How a person stands in one session. INCOMPLETE: only one of the two checkpoints (thiếu lượt).

    LEFT_EARLY goes before LATE where both are true. SHORT: there, but for fewer minutes than the programme asks.
    """

    PENDING = "pending"
    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    SHORT = "short"
    INCOMPLETE = "incomplete"
    EXCUSED = "excused"
    ABSENT = "absent"
    CANCELLED = "cancelled"

    @property
    def attended(self) -> bool:
        """Whether the session counts, as long as the programme does not say otherwise: see Share.counts."""
        return self in {Standing.PRESENT, Standing.LATE, Standing.LEFT_EARLY}

    @property
    def lost(self) -> bool:
        return self in {Standing.SHORT, Standing.INCOMPLETE, Standing.EXCUSED, Standing.ABSENT}


@dataclass(frozen=True)
class Entry:
    """One person at one checkpoint, as it counts now; `at` is when they came, `decided_at` when a list was touched."""

    mark: Mark = Mark.NONE
    at: datetime | None = None
    method: str = ""
    decided_at: datetime | None = None
    by_id: int | None = None
    reason: str = ""

    @property
    def scanned(self) -> bool:
        """Whether the time is the person's own doing at a door, and not the moment at which somebody made a note."""
        return self.method in SCANNED


NOTHING = Entry()


class CheckInLike(Protocol):
    at: datetime
    received_at: datetime
    method: str
    late: bool
    by_id: int | None


class CorrectionLike(Protocol):
    old: Mark
    new: Mark
    at: datetime
    by_id: int | None
    reason: str


def entry_of(
    check_in: CheckInLike | None,
    corrections: Iterable[CorrectionLike],
    excuse: str | None,
    own_id: int | None = None,
) -> Entry:
    """The check-in, then every correction in turn; the excuse only where nothing at all is recorded.

    A correction by the person `own_id` that makes them present is another scan, see checking_in.
    """
    entry = Entry(Mark.EXCUSED, method="excuse", reason=excuse) if excuse is not None else NOTHING
    if check_in is not None:
        mark = Mark.LATE if check_in.late else Mark.PRESENT
        decided = check_in.received_at if check_in.by_id else None
        entry = Entry(mark, check_in.at, check_in.method, decided, check_in.by_id)
    for correction in corrections:
        again = own_id is not None and correction.by_id == own_id and correction.new.attended
        stayed = entry.mark.attended and not (again and correction.old is Mark.EARLY)
        came = entry.at if stayed else correction.at
        entry = Entry(
            correction.new,
            came if correction.new.attended else None,
            "again" if again else "correction",
            correction.at,
            correction.by_id,
            correction.reason,
        )
    return entry


def needs_reason(entry: Entry, actor_id: int, now: datetime) -> bool:
    """Changing what is recorded needs a reason, but not mending one's own slip of the finger within five minutes."""
    if entry.mark is Mark.NONE or entry.method == "excuse":
        return False
    return not (entry.by_id == actor_id and entry.decided_at and now - entry.decided_at <= OWN_SLIP)


@dataclass(frozen=True)
class Point:
    """A checkpoint as a rule sees it: whether anybody was recorded at it, and whether its time is over."""

    phase: Phase
    ran: bool
    over: bool


def standing(
    marks: Mapping[Phase, Mark], points: Sequence[Point], needed: CheckIns = CheckIns.BOTH
) -> Standing:
    """A session counts from the checkpoints that ran; one that nobody used asks nothing of anybody.

    Where the programme asks for either check-in, one is enough.
    """
    asked = [point for point in points if point.ran or not point.over]
    found = {point: marks.get(point.phase, Mark.NONE) for point in asked}
    came = {mark for mark in found.values() if mark.attended}
    if came and needed is CheckIns.EITHER:
        return _judged(came)
    if not asked or any(mark is Mark.NONE and not point.over for point, mark in found.items()):
        return Standing.PENDING
    return _judged(set(found.values()))


def _judged(marks: set[Mark]) -> Standing:
    attended = {mark for mark in marks if mark.attended}
    if attended == marks and Mark.EARLY in marks:
        return Standing.LEFT_EARLY
    if attended == marks:
        return Standing.LATE if Mark.LATE in marks else Standing.PRESENT
    if Mark.EXCUSED in marks and marks <= attended | {Mark.EXCUSED}:
        return Standing.EXCUSED
    if attended:
        return Standing.INCOMPLETE
    return Standing.EXCUSED if Mark.EXCUSED in marks else Standing.ABSENT


def minutes_present(starts_at: datetime, ends_at: datetime, came: Entry, left: Entry) -> int:
    """Whole minutes within the session: none for who came after its end or was gone before its start.

    Who is marked by hand is taken at the organiser's word: there all the time, or from and to the moment that is
    noted. A note outside the session says when it was written, not when the person came or left.
    """
    first, last = starts_at, ends_at
    if came.at and (came.scanned or (came.mark is Mark.LATE and came.at <= ends_at)):
        first = max(starts_at, came.at)
    if left.at and (left.scanned or (left.mark is Mark.EARLY and left.at >= starts_at)):
        last = min(ends_at, left.at)
    return max(0, (last - first) // MINUTE)


def minutes_known(starts_at: datetime, ends_at: datetime, came: Entry, left: Entry) -> int | None:
    """The same where both times are the person's own doing; None where nobody knows them."""
    known = all(entry.mark.attended and entry.scanned and entry.at for entry in (came, left))
    return minutes_present(starts_at, ends_at, came, left) if known else None


@dataclass(frozen=True)
class Limits:
    """What the programme says of time: minutes present at least, early if out so long before the end. None: nothing."""

    minimum_minutes: int | None = None
    early_leave_minutes: int | None = None

    def too_short(self, starts_at: datetime, ends_at: datetime, came: Entry, left: Entry) -> bool:
        """Whether too few minutes are known of; a session that is shorter itself asks for its own length."""
        if not self.minimum_minutes or not came.mark.attended or left.mark in {Mark.ABSENT, Mark.EXCUSED}:
            return False
        asked = min(self.minimum_minutes, (ends_at - starts_at) // MINUTE)
        return minutes_present(starts_at, ends_at, came, left) < asked


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Share:
    """How much of a class must be attended, in hundredths of its periods or sessions, and what counts for it."""

    percent: int = 80
    basis: AttendanceBasis = AttendanceBasis.PERIODS
    early_counts: bool = True
    excused_as: ExcusedAs = ExcusedAs.MISSED

    def counts(self, standing: Standing) -> bool:
        if standing is Standing.LEFT_EARLY:
            return self.early_counts
        if standing is Standing.EXCUSED:
            return self.excused_as is ExcusedAs.ATTENDED
        return standing.attended

    def leaves_out(self, standing: Standing) -> bool:
        """Sessions that are not counted at all."""
        left_out = self.excused_as is ExcusedAs.LEFT_OUT and standing is Standing.EXCUSED
        return standing is Standing.CANCELLED or left_out


@dataclass(frozen=True)
class Line:
    """One session of one person. `makes_up_for` names the session of which this one is for those who missed it."""

    session_id: int
    number: int
    periods: int
    standing: Standing
    marks: Mapping[Phase, Mark] = field(default_factory=dict)
    makes_up_for: int | None = None
    by_count: bool = False


def counted(lines: Sequence[Line]) -> list[Line]:
    """What counts for a person: no session at which people are only counted by head, and a make-up session in place
    of the one that it makes up for. It asks nothing of who was there, and leaves open what is still to come.
    """
    held = {line.session_id: line for line in lines if line.standing is not Standing.CANCELLED}
    found = {line.session_id: line for line in lines if not line.by_count}
    for line in lines:
        missed = held.get(line.makes_up_for or 0)
        if missed is None or missed.session_id not in found:
            continue
        found.pop(line.session_id, None)
        if found[missed.session_id].standing.lost and (
            line.standing.attended or line.standing is Standing.PENDING
        ):
            found[missed.session_id] = replace(missed, standing=line.standing)
    return list(found.values())


@dataclass(frozen=True)
class Totals:
    """What a person attended of a class and how much is needed, in periods or sessions as the programme says."""

    lines: tuple[Line, ...]
    share: Share = Share()

    @cached_property
    def counted(self) -> list[Line]:
        """The lines that count: see `counted`."""
        return counted(self.lines)

    @property
    def planned(self) -> int:
        return self._sum(line for line in self.counted if not self.share.leaves_out(line.standing))

    @property
    def attended(self) -> int:
        return self._sum(line for line in self.counted if self.share.counts(line.standing))

    @property
    def lost(self) -> int:
        return self._sum(line for line in self.counted if self._is_lost(line.standing))

    @property
    def needed(self) -> int:
        return -(-self.planned * self.share.percent // 100)

    @property
    def met(self) -> bool:
        return self.attended >= self.needed

    @property
    def impossible(self) -> bool:
        """Too much is lost already, whatever comes."""
        return self.planned - self.lost < self.needed

    @property
    def missing(self) -> int:
        """Still to attend."""
        return max(0, self.needed - self.attended)

    @property
    def may_miss(self) -> int:
        """How many of the sessions to come may be missed, whichever they are, and enough is still reached."""
        room = self.planned - self.lost - self.needed
        longest_first = sorted(
            (self._sum([line]) for line in self.counted if line.standing is Standing.PENDING), reverse=True
        )
        return sum(total <= room for total in accumulate(longest_first))

    @property
    def on_the_edge(self) -> bool:
        """Something is missed already, and one more session missed can be one too many."""
        open_still = not (self.met or self.impossible)
        return open_still and self.lost > 0 and self.may_miss == 0

    def count(self, *standings: Standing) -> int:
        """In how many sessions the person stands so."""
        return sum(line.standing in standings for line in self.counted)

    def _is_lost(self, standing: Standing) -> bool:
        told = standing.lost or standing is Standing.LEFT_EARLY
        return told and not (self.share.counts(standing) or self.share.leaves_out(standing))

    def _sum(self, lines: Iterable[Line]) -> int:
        return sum(line.periods if self.share.basis is AttendanceBasis.PERIODS else 1 for line in lines)
