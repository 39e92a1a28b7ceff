"""The attendance book: sessions, learners and every mark, read at once. Screens, counts and files all come from it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.attendance.rules import NOTHING, Entry, Line, Point, Share, Standing, Totals, standing
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
        """Came, late or not."""
        return self.marks[Mark.PRESENT] + self.marks[Mark.LATE]


@dataclass(frozen=True)
class Book:
    """Learners are sorted the Vietnamese way; `entries` holds only what is recorded."""

    sessions: tuple[Session, ...]
    learners: tuple[Learner, ...]
    entries: Mapping[Key, Entry]
    share: Share
    needed: CheckIns = CheckIns.BOTH

    def entry(self, session_id: int, phase: Phase, person_id: int) -> Entry:
        return self.entries.get((session_id, phase, person_id), NOTHING)

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
        return standing(self.marks(session, person_id), self.points(session, now), self.needed)

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
            )
            for session in self.sessions
        )
        return Totals(lines, self.share)

    @cached_property
    def _ran(self) -> set[tuple[int, Phase]]:
        """Checkpoints at which somebody was recorded; an excuse alone does not make one run."""
        return {key[:2] for key, entry in self.entries.items() if entry.method not in {"", "excuse"}}
