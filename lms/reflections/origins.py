"""How a mark came about, where nobody simply gave it: in words, and down to the marks that it was made of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from lms.marking.models import Mark
from lms.marking.origins import queries as marking
from lms.marking.origins.models import Kind
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
    """What a mark was made of, in words with every figure and without names; `parts` are the rows behind it."""

    sentences: tuple[str, ...]
    parts: Sequence[Part] = ()

    @property
    def said(self) -> str:
        return " ".join(self.sentences)

    @property
    def markers(self) -> str:
        """The names of those whose marks count."""
        return ", ".join(part.marker for part in self.parts if part.counted)


def of_marks(marks: Collection[Mark]) -> dict[int, Origin]:
    """By mark; nothing for a mark that one person simply gave."""
    return _of({mark.id for mark in marks})


def _of(mark_ids: Collection[int]) -> dict[int, Origin]:
    """What stood before is told as well: as deep as marks were made of marks."""
    found = marking.origins_of(mark_ids)
    if not found:
        return {}
    agreed = double.agreed_of([one.mark_id for one in found.values() if one.kind is Kind.AGREED])
    others = {one.mark_id: one.before for one in found.values() if one.mark_id not in agreed and one.before}
    earlier = _of({before.id for before in others.values()})
    made = {mark_id: _agreed(one) for mark_id, one in agreed.items()}
    for mark_id, before in others.items():
        behind = earlier.get(before.id, Origin(()))
        sentence = _changed(found[mark_id].kind, before)
        made[mark_id] = Origin((sentence, *behind.sentences), behind.parts)
    return made


def _changed(kind: Kind, before: Mark) -> str:
    total = as_number(before.total)
    if kind is Kind.RENEWED:
        return _(
            "Carried over from version %(number)s of the rubric, where it was %(total)s.",
            number=before.version.number,
            total=total,
        )
    return _("Changed after moderation; it was %(total)s.", total=total)


def _agreed(found: AgreedMark) -> Origin:
    parts = [_part(part.place, part.reading_mark, counted=part.counted) for part in found.parts]
    return Origin((_said(found.how, parts),), parts)


def _said(how: How, parts: Sequence[Part]) -> str:
    totals = dict(zip(("first", "second", "third"), (as_number(part.total) for part in parts), strict=False))
    match how:
        case How.MEAN:
            return _("Mean of two marks: %(first)s and %(second)s.", **totals)
        case How.NEARER:
            nearer = next(as_number(part.total) for part in parts if part.counted)
            return _(
                "Two marks were %(first)s and %(second)s; the mean of the third, %(third)s, and the nearer, "
                "%(nearer)s, counts.",
                **totals,
                nearer=nearer,
            )
        case How.THIRD:
            return _("Two marks were %(first)s and %(second)s; the third, %(third)s, counts.", **totals)
        case How.SINGLE:
            return _("Marked by one person.")


def _part(place: int, mark: ReadingMark, *, counted: bool) -> Part:
    scores = [Score(score.criterion_id, score.points, score.level.label) for score in mark.scores]
    return Part(place, mark.marker.full_name, mark.total, mark.marked_at, counted, scores)
