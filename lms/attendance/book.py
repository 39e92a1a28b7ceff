"""The attendance book: sessions, learners and every mark, read at once. Screens, counts and files all come from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from lms.attendance.rules import (
    NO_LIMITS,
    NOTHING,
    Entry,
    Limits,
    Line,
    Point,
    Share,
    Standing,
    Totals,
    standing,
)
from lms.attendance.windows import Mark, Phase, Window
from lms.programmes.models import CheckIns

Key = tuple[int, Phase, int]  # session, phase, person


@dataclass(frozen=True)
class Session:
    """One session with its two windows; `checkpoint_ids` knows those that were prepared."""

    id: int
    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    periods: int
    cancelled: bool
    windows: Mapping[Phase, Window]
    checkpoint_ids: Mapping[Phase, int]
    study_class_id: int = 0
    makes_up_for: int | None = None
    by_count: bool = False


@dataclass(frozen=True)
class Learner:
    person_id: int
    full_name: str
    search_key: str
    unit: str
    group_id: int | None
    group: str
    study_class_id: int = 0


@dataclass(frozen=True)
class Figures:
    """How the expected people of one checkpoint stand."""

    expected: int
    marks: Mapping[Mark, int]

    @property
    def present(self) -> int:
        """Came: late or not, gone early or not."""
        return sum(count for mark, count in self.marks.items() if mark.attended)


@dataclass(frozen=True)
class Book:
    """Learners are sorted the Vietnamese way; `entries` holds only what is recorded, before `limits` are looked at.

    In the book of one person `ran` names the checkpoints at which anybody at all was recorded.
    """

    sessions: tuple[Session, ...]
    learners: tuple[Learner, ...]
    entries: Mapping[Key, Entry]
    share: Share
    needed: CheckIns = CheckIns.BOTH
    ran: frozenset[tuple[int, Phase]] = frozenset()
    limits: Limits = NO_LIMITS

    def entry(self, session_id: int, phase: Phase, person_id: int) -> Entry:
        entry = self.entries.get((session_id, phase, person_id), NOTHING)
        return replace(entry, mark=Mark.EARLY) if self._left_early(entry, session_id, phase) else entry

    def _left_early(self, entry: Entry, session_id: int, phase: Phase) -> bool:
        minutes = self.limits.early_leave_minutes
        if minutes is None or phase is Phase.BEFORE or not entry.scanned or entry.at is None:
            return False
        return entry.mark.attended and self._windows[session_id, phase].leaves_early(entry.at, minutes)

    @cached_property
    def _windows(self) -> dict[tuple[int, Phase], Window]:
        return {(session.id, phase): session.windows[phase] for session in self.sessions for phase in Phase}

    def figures(self, session_id: int, phase: Phase, learners: Iterable[Learner] | None = None) -> Figures:
        people = self.learners if learners is None else tuple(learners)
        counts = dict.fromkeys(Mark, 0)
        for learner in people:
            counts[self.entry(session_id, phase, learner.person_id).mark] += 1
        return Figures(len(people), counts)

    def by_group(self) -> dict[str, list[Learner]]:
        """Learners of each group, groups in their order; those without one are left out."""
        groups: dict[str, list[Learner]] = defaultdict(list)
        for learner in self.learners:
            if learner.group:
                groups[learner.group].append(learner)
        return dict(sorted(groups.items(), key=lambda item: (len(item[0]), item[0])))

    def standing(self, session: Session, person_id: int, now: datetime) -> Standing:
        if session.cancelled:
            return Standing.CANCELLED
        found = standing(self.marks(session, person_id), self.points(session, now), self.needed)
        return Standing.SHORT if found.attended and self._too_short(session, person_id) else found

    def _too_short(self, session: Session, person_id: int) -> bool:
        came, left = (self.entry(session.id, phase, person_id) for phase in Phase)
        return self.limits.too_short(session.starts_at, session.ends_at, came, left)

    def marks(self, session: Session, person_id: int) -> dict[Phase, Mark]:
        return {phase: self.entry(session.id, phase, person_id).mark for phase in Phase}

    def points(self, session: Session, now: datetime) -> list[Point]:
        return [
            Point(phase, (session.id, phase) in self._ran, now > session.windows[phase].closes_at)
            for phase in Phase
        ]

    def totals(self, person_id: int, now: datetime) -> Totals:
        lines = tuple(
            Line(
                session.id,
                session.number,
                session.periods,
                self.standing(session, person_id, now),
                self.marks(session, person_id),
                makes_up_for=session.makes_up_for,
                by_count=session.by_count,
            )
            for session in self.sessions
        )
        return Totals(lines, self.share)

    def under(self, share: Share, needed: CheckIns, limits: Limits) -> "Book":
        """The same book judged by other rules. Entries hold what was recorded, so nothing has to be read again."""
        return replace(self, share=share, needed=needed, limits=limits)

    @cached_property
    def _ran(self) -> set[tuple[int, Phase]]:
        """Checkpoints at which somebody was recorded; an excuse alone does not make one run."""
        own = {key[:2] for key, entry in self.entries.items() if entry.method not in {"", "excuse"}}
        return own | self.ran
