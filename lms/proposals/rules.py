"""Whose name may be read beside a proposal, which of them stand where, and what they add up to. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lms.reflections.models import ProposalLevel

# Whose, at which level, in which words: a proposal that is handed in again in the same words keeps its place.
Words = tuple[int, ProposalLevel, str]


def may_name(*, of_class_staff: bool, marks_blind: bool, named_by_rule: bool) -> bool:
    """Whether somebody may read who wrote a proposal: staff of the class may, others where the task says so; and
    nobody who marks its reflections while they carry numbers instead of names."""
    return not marks_blind and (of_class_staff or named_by_rule)


@dataclass(frozen=True)
class Place:
    """Where an original stands: in which collected proposal, by which row."""

    original_id: int
    collected_id: int


@dataclass(frozen=True)
class Original:
    """One proposal of the version that counts; `writer`, `unit_id` and `unit` are empty where names are not shown."""

    id: int
    reflection_id: int
    task_id: int
    level: ProposalLevel
    content: str
    addressee: str
    sort_key: str
    writer: str = ""
    unit_id: int | None = None
    unit: str = ""
    place: Place | None = None

    @property
    def words(self) -> Words:
        return self.reflection_id, self.level, self.content


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed down to; what is None is not asked for. `unit_id` 0: without a unit."""

    task_id: int | None = None
    level: ProposalLevel | None = None
    unit_id: int | None = None
    sent: bool | None = None
    text: str = ""

    def fits(self, original: Original) -> bool:
        return (
            self.task_id in {None, original.task_id}
            and self.level in {None, original.level}
            and (self.unit_id is None or self.unit_id == (original.unit_id or 0))
            and (self.sent is None or self.sent == (original.place is not None))
            and all(word in original.sort_key for word in self.text.split())
        )


@dataclass(frozen=True)
class UnitLine:
    """How many proposals the people of one unit made at each level."""

    id: int
    name: str
    by_level: Mapping[ProposalLevel, int]

    @property
    def total(self) -> int:
        return sum(self.by_level.values())


def by_unit(originals: Iterable[Original]) -> list[UnitLine]:
    """One line for each unit, those with most proposals first."""
    counts: dict[tuple[int, str], Counter[ProposalLevel]] = {}
    for original in originals:
        key = original.unit_id or 0, original.unit
        counts.setdefault(key, Counter())[original.level] += 1
    lines = [UnitLine(*key, found) for key, found in counts.items()]
    return sorted(lines, key=lambda line: (-line.total, line.name))


def in_alphabet(originals: Iterable[Original]) -> list[Original]:
    """By their words, so that those that say the same stand together and the order tells of nobody and no time."""
    return sorted(originals, key=lambda original: (original.sort_key, original.id))
