"""What the lines of one reflection add up to. Every figure is counted from lines, and opens to them. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

TEN = Decimal(10)
BINS = 10
Bands = Sequence[tuple[str, Decimal]]
BELOW = ""  # the band of a mark that reaches none


class Handed(StrEnum):
    """How a learner stands towards the task."""

    HANDED_IN = "handed-in"
    LATE = "late"
    RETURNED = "returned"
    WRITING = "writing"
    LEFT_OUT = "left-out"
    NONE = "none"
    EXEMPT = "exempt"

    @property
    def handed_in(self) -> bool:
        return self in {Handed.HANDED_IN, Handed.LATE}

    @property
    def missing(self) -> bool:
        return self in {Handed.RETURNED, Handed.WRITING, Handed.LEFT_OUT, Handed.NONE}


@dataclass(frozen=True)
class Sight:
    """What the person who asks may see: marks at all, and whose they are."""

    marks: bool
    persons: bool


def sight(*, released: bool, may_mark: bool, blind: bool) -> Sight:
    """Before the release marks are for markers only, and while marking is blind nobody learns whose they are."""
    return Sight(marks=released or may_mark, persons=released or (may_mark and not blind))


@dataclass(frozen=True)
class Scored:
    """What one criterion got."""

    criterion: int
    title: str
    level: str
    points: Decimal
    out_of: Decimal


@dataclass(frozen=True)
class Line:
    """One learner. The mark is empty where it is not given, or not to be seen.

    `made` says how it came about where several had part in it; then `marker` names them and `marker_id` is empty.
    """

    person_id: int
    name: str
    unit_id: int
    unit: str
    handed: Handed
    script_no: int | None = None
    total: Decimal | None = None
    out_of: Decimal = TEN
    marker_id: int | None = None
    marker: str = ""
    made: str = ""
    scores: tuple[Scored, ...] = ()

    @property
    def mark(self) -> Decimal | None:
        """On the scale of ten, as bands are defined."""
        return None if self.total is None else rounded(self.total * TEN / self.out_of)


@dataclass(frozen=True)
class Asked:
    """Which lines are to be listed; what is None is not asked for. A band may be BELOW all."""

    handed: Handed | None = None
    missing: bool = False
    delivered: bool = False
    marked: bool = False
    unit_id: int | None = None
    band: str | None = None
    bin: int | None = None
    criterion: int | None = None
    level: str | None = None
    marker_id: int | None = None

    @property
    def about_marks(self) -> bool:
        return self.marked or any(
            value is not None for value in (self.band, self.bin, self.criterion, self.marker_id)
        )

    @property
    def about_persons(self) -> bool:
        return self.unit_id is not None or self.handed is not None or self.missing or self.delivered

    def fits(self, line: Line, bands: Bands) -> bool:
        return self._stands(line) and self._marked(line, bands)

    def _stands(self, line: Line) -> bool:
        return (
            self.handed in {None, line.handed}
            and (not self.missing or line.handed.missing)
            and (not self.delivered or line.handed.handed_in)
            and self.unit_id in {None, line.unit_id}
        )

    def _marked(self, line: Line, bands: Bands) -> bool:
        if not self.about_marks:
            return True
        mark = line.mark
        return (
            mark is not None
            and (self.band is None or self.band == band_of(mark, bands))
            and (self.bin is None or self.bin == bin_of(mark))
            and self.marker_id in {None, line.marker_id or 0}
            and (self.criterion is None or any(map(self._scored, line.scores)))
        )

    def _scored(self, score: Scored) -> bool:
        return score.criterion == self.criterion and self.level in {None, score.level}


@dataclass(frozen=True)
class Sum:
    """Some lines as figures."""

    learners: int
    handed_in: int
    late: int
    missing: int
    exempt: int
    marked: int
    mean: Decimal | None
    bands: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitSum:
    id: int
    name: str
    sum: Sum


@dataclass(frozen=True)
class CriterionSum:
    """How one criterion was met: the mean, and how many reached which level."""

    place: int
    title: str
    out_of: Decimal
    mean: Decimal
    levels: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class MarkerSum:
    id: int
    name: str
    marked: int
    mean: Decimal | None


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def band_of(mark: Decimal, bands: Bands) -> str:
    """The highest band whose lower end the mark reaches; `bands` come highest first."""
    return next((label for label, minimum in bands if mark >= minimum), BELOW)


def bin_of(mark: Decimal) -> int:
    """0 for marks below 1, … 9 for 9 and more."""
    return max(0, min(BINS - 1, int(mark)))


def total(lines: Iterable[Line], bands: Bands) -> Sum:
    lines = list(lines)
    marks = [line.mark for line in lines if line.mark is not None]
    return Sum(
        learners=len(lines),
        handed_in=sum(line.handed.handed_in for line in lines),
        late=sum(line.handed is Handed.LATE for line in lines),
        missing=sum(line.handed.missing for line in lines),
        exempt=sum(line.handed is Handed.EXEMPT for line in lines),
        marked=len(marks),
        mean=mean(marks),
        bands=Counter(band_of(mark, bands) for mark in marks),
    )


def of_marks(marks: Sequence[Decimal], bands: Bands) -> list[tuple[str, int]]:
    """How many marks reach which band, highest first; nothing of none."""
    counts = Counter(band_of(mark, bands) for mark in marks)
    return [
        (label, counts[label]) for label in [*(label for label, _minimum in bands), BELOW] if counts[label]
    ]


def by_unit(lines: Iterable[Line], bands: Bands) -> list[UnitSum]:
    """Units in the order in which their first line stands."""
    groups: dict[tuple[int, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.unit_id, line.unit), []).append(line)
    found = [UnitSum(*key, total(group, bands)) for key, group in groups.items()]
    return sorted(found, key=lambda one: (one.name == "", one.name))


def by_criterion(lines: Iterable[Line]) -> list[CriterionSum]:
    """One for each criterion of the rubrics by which marks were given, in their order."""
    groups: dict[tuple[int, str, Decimal], list[Scored]] = {}
    for line in lines:
        for score in line.scores:
            groups.setdefault((score.criterion, score.title, score.out_of), []).append(score)
    return [
        CriterionSum(
            place,
            title,
            out_of,
            mean([score.points for score in scores]) or Decimal(0),
            _levels(scores),
        )
        for (place, title, out_of), scores in sorted(groups.items())
    ]


def by_marker(lines: Iterable[Line]) -> list[MarkerSum]:
    """Who gave the marks that count, who gave most first; what several made of theirs stands without a name."""
    groups: dict[tuple[int, str], list[Decimal]] = {}
    for line in lines:
        if line.mark is not None:
            marker = line.marker if line.marker_id else ""
            groups.setdefault((line.marker_id or 0, marker), []).append(line.mark)
    found = [MarkerSum(*key, len(marks), mean(marks)) for key, marks in groups.items()]
    return sorted(found, key=lambda one: (-one.marked, one.name))


def distribution(lines: Iterable[Line]) -> list[int]:
    """How many marks lie in each tenth of the scale."""
    counts = Counter(bin_of(line.mark) for line in lines if line.mark is not None)
    return [counts[place] for place in range(BINS)]


def mean(values: Sequence[Decimal]) -> Decimal | None:
    return rounded(sum(values, Decimal(0)) / len(values)) if values else None


def _levels(scores: Sequence[Scored]) -> list[tuple[str, int]]:
    """Levels with how many reached them, from the least points upwards."""
    counts = Counter(score.level for score in scores)
    points = {score.level: score.points for score in scores}
    return sorted(counts.items(), key=lambda pair: points[pair[0]])
