"""How a mark came about, where nobody simply gave it: readings and the rule that made one mark of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from lms.marking.models import Mark
from lms.reflections.double import queries as double
from lms.reflections.double.models import AgreedMark, ReadingMark
from lms.reflections.double.rules import How
from lms.web.filters import as_number


@dataclass(frozen=True)
class Score:
    """What one reader gave for one criterion."""

    criterion_id: int
    points: Decimal
    level: str


@dataclass(frozen=True)
class Part:
    """One mark behind another."""

    place: int
    marker: str
    total: Decimal
    marked_at: datetime
    counted: bool
    scores: Sequence[Score] = ()

    def points_of(self, criterion_id: int) -> Decimal | None:
        """What this marker gave for a criterion; nothing by another version of the rubric."""
        return next((one.points for one in self.scores if one.criterion_id == criterion_id), None)


@dataclass(frozen=True)
class Origin:
    """What a mark was made of, and by which rule."""

    how: How
    within: Decimal | None
    one_band: bool
    parts: Sequence[Part]

    @property
    def markers(self) -> str:
        """The names of those whose marks count."""
        return ", ".join(part.marker for part in self.parts if part.counted)

    @property
    def said(self) -> str:
        """In words with every figure, without names."""
        totals = [as_number(part.total) for part in self.parts]
        counted = [as_number(part.total) for part in self.parts if part.counted]
        match self.how:
            case How.MEAN:
                return _("Mean of two marks: %(first)s and %(second)s.", first=totals[0], second=totals[1])
            case How.NEARER:
                return _(
                    "Two marks were %(first)s and %(second)s; the mean of the third, %(third)s, and the nearer, "
                    "%(nearer)s, counts.",
                    **dict(zip(("first", "second", "third"), totals, strict=True)),
                    nearer=counted[0],
                )
            case How.THIRD:
                return _(
                    "Two marks were %(first)s and %(second)s; the third, %(third)s, counts.",
                    **dict(zip(("first", "second", "third"), totals, strict=True)),
                )
            case How.SINGLE:
                return _("Marked by one person.")


def of_marks(marks: Collection[Mark]) -> dict[int, Origin]:
    """By mark; nothing for a mark that one person simply gave."""
    found = double.agreed_of([mark.id for mark in marks])
    return {mark_id: _agreed(one) for mark_id, one in found.items()}


def _agreed(found: AgreedMark) -> Origin:
    parts = [_part(part.place, part.reading_mark, counted=part.counted) for part in found.parts]
    return Origin(found.how, found.within, found.one_band, parts)


def _part(place: int, mark: ReadingMark, *, counted: bool) -> Part:
    scores = [Score(score.criterion_id, score.points, score.level.label) for score in mark.scores]
    return Part(place, mark.marker.full_name, mark.total, mark.marked_at, counted, scores)
