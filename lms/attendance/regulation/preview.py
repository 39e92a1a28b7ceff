"""Whom other rules would change: who gains, who loses, class by class. Pure; nothing is read and nothing stored."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lms.attendance.book import Book, Learner
from lms.attendance.regulation.values import AttendanceRules
from lms.attendance.rules import Totals


@dataclass(frozen=True)
class Change:
    """One learner under the rules that hold and under the new ones."""

    learner: Learner
    old: Totals
    new: Totals

    @property
    def gains(self) -> bool:
        return _rank(self.new) > _rank(self.old)

    @property
    def loses(self) -> bool:
        return _rank(self.new) < _rank(self.old)

    @property
    def other_figures(self) -> bool:
        return _figures(self.old) != _figures(self.new)


@dataclass(frozen=True)
class ClassPreview:
    """One class; learners in the order of its list."""

    study_class_id: int
    changes: Sequence[Change]

    @cached_property
    def gainers(self) -> list[Change]:
        return [change for change in self.changes if change.gains]

    @cached_property
    def losers(self) -> list[Change]:
        return [change for change in self.changes if change.loses]

    @property
    def touched(self) -> int:
        """People with other figures, whether or not that changes how they stand."""
        return sum(change.other_figures for change in self.changes)

    def mark(self) -> str:
        """The same as long as the preview says the same: what is saved is what was seen."""
        lines = [
            f"{change.learner.person_id}:{_figures(change.old)}:{_figures(change.new)}"
            for change in self.changes
        ]
        return hashlib.sha256("\n".join([str(self.study_class_id), *lines]).encode()).hexdigest()[:16]


def preview(books: Mapping[int, Book], rules: AttendanceRules, now: datetime) -> dict[int, ClassPreview]:
    """By class; every book knows the rules that hold for it."""
    return {
        study_class_id: ClassPreview(study_class_id, _changes(book, rules, now))
        for study_class_id, book in books.items()
    }


def _changes(book: Book, rules: AttendanceRules, now: datetime) -> list[Change]:
    other = book.under(rules.share, rules.check_ins_needed, rules.limits)
    return [
        Change(learner, book.totals(learner.person_id, now), other.totals(learner.person_id, now))
        for learner in book.learners
    ]


def _rank(totals: Totals) -> int:
    """Enough, still possible, out of reach."""
    return 2 if totals.met else 0 if totals.impossible else 1


def _figures(totals: Totals) -> tuple[int, int, int, int, int]:
    return totals.attended, totals.needed, totals.planned, totals.lost, _rank(totals)
