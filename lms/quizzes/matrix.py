"""The test matrix as staff see it: topics × levels, what is wanted, what the bank has, what is short. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from question_bank.blueprint import Blueprint, Row
from question_bank.grading import rounded
from question_bank.question import Level

LEVELS = tuple(Level)
MOST = 200
OUT_OF = Decimal(10)

Stored = list[Any]
Branches = Mapping[int, Sequence[int]]  # each topic with those below it, itself first
Available = Mapping[tuple[int | None, Level | None], int]


@dataclass(frozen=True)
class Cell:
    """One field of the matrix."""

    level: Level
    name: str
    wanted: int
    available: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.available)


@dataclass(frozen=True)
class Line:
    """One topic."""

    topic_id: int
    title: str
    cells: tuple[Cell, ...]
    points: Decimal
    section: int = 0

    @property
    def wanted(self) -> int:
        return sum(cell.wanted for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The whole matrix with its sums."""

    lines: tuple[Line, ...]
    weights: Mapping[str, str]
    points: Decimal
    sections: tuple[str, ...] = ()

    @property
    def wanted(self) -> int:
        return sum(line.wanted for line in self.lines)

    @property
    def shortages(self) -> list[tuple[Line, Cell]]:
        return [(line, cell) for line in self.lines for cell in line.cells if cell.missing]

    def of_level(self, level: Level) -> int:
        return sum(cell.wanted for line in self.lines for cell in line.cells if cell.level is level)


def matrix(
    stored: Stored,
    weights: Mapping[str, Any],
    topics: Sequence[tuple[int, str]],
    available: Available,
    out_of: Decimal,
    sections: Sequence[Mapping[str, Any]] = (),
) -> Matrix:
    """The stored rows beside what the bank has; a topic that has no row yet gets an empty one."""
    rows = {row["topic_id"]: row for row in stored}
    whole = sum(
        (_weight(weights, level) * _wanted(row, level) for row in stored for level in LEVELS), Fraction(0)
    )
    scale = Fraction(out_of) / whole if whole else Fraction(0)
    lines = tuple(
        _line(topic_id, title, rows.get(topic_id, {}), weights, available, scale)
        for topic_id, title in topics
    )
    weighed = {level.value: str(weights.get(level.value, "")) for level in LEVELS}
    return Matrix(lines, weighed, out_of, tuple(str(section["title"]) for section in sections))


def read_rows(form: Mapping[str, str], topic_ids: Sequence[int]) -> Stored:
    """The rows that a form holds; what is no number between 0 and 200 counts as nothing wanted."""
    rows = [
        {"topic_id": topic_id, "section": _count(form.get(f"s-{topic_id}", ""))}
        | {level.value: _count(form.get(field_name(topic_id, level), "")) for level in LEVELS}
        for topic_id in topic_ids
    ]
    return [row for row in rows if any(row[level.value] for level in LEVELS)]


def read_sections(text: str) -> list[Any]:
    """One section a line, its name and, behind a bar, what is said to it: "Phần I | Chọn một phương án"."""
    parts = [line.partition("|") for line in text.splitlines() if line.strip()]
    return [{"title": title.strip()[:120], "note": note.strip()[:500]} for title, _bar, note in parts]


def write_sections(sections: Sequence[Mapping[str, Any]]) -> str:
    """The text that `read_sections` reads back."""
    return "\n".join(" | ".join(filter(None, (one["title"], one["note"]))) for one in sections)


def section_of(stored: Stored, sections: int) -> dict[int, int]:
    """In which section the questions of a topic stand: the first where it is silent, 0 in a test without any."""
    return {row["topic_id"]: min(max(int(row.get("section") or 1), 1), sections) for row in stored}


def read_weights(form: Mapping[str, str]) -> dict[str, str]:
    """What a question of a level is worth beside the others; silence is 1."""
    typed = {level.value: form.get(f"w-{level.value}", "").strip().replace(",", ".") for level in LEVELS}
    return {name: text for name, text in typed.items() if _is_weight(text)}


def field_name(topic_id: int, level: Level) -> str:
    return f"m-{topic_id}-{level.value}"


def with_below(
    counts: Mapping[tuple[int | None, Level | None], int], branches: Branches
) -> dict[tuple[int | None, Level | None], int]:
    """The counts of each topic with those of the topics below it."""
    return {
        (topic_id, level): sum(counts.get((one, level), 0) for one in branch)
        for topic_id, branch in branches.items()
        for level in LEVELS
    }


def lists_with_below(
    lists: Mapping[tuple[int, Level], list[float]], branches: Branches
) -> dict[tuple[int, Level], list[float]]:
    """The same for what is known of the questions of each cell."""
    return {
        (topic_id, level): [value for one in branch for value in lists.get((one, level), [])]
        for topic_id, branch in branches.items()
        for level in LEVELS
    }


def blueprint(
    stored: Stored, weights: Mapping[str, Any], sections: int = 0, branches: Branches | None = None
) -> Blueprint:
    """The matrix as papers are drawn by: each row of its section, filled from its topic and what stands below it."""
    section, below = section_of(stored, sections), branches or {}
    rows = tuple(
        Row(
            str(row["topic_id"]),
            level,
            _wanted(row, level),
            Decimal(str(weights.get(level.value, 1))),
            section=section[row["topic_id"]],
            below=tuple(map(str, below.get(row["topic_id"], ())[1:])),
        )
        for row in stored
        for level in LEVELS
        if _wanted(row, level)
    )
    return Blueprint(rows, sum((row.total for row in rows), Decimal(0)))


def _line(
    topic_id: int,
    title: str,
    row: Mapping[str, Any],
    weights: Mapping[str, Any],
    available: Available,
    scale: Fraction,
) -> Line:
    cells = tuple(
        Cell(level, field_name(topic_id, level), _wanted(row, level), available.get((topic_id, level), 0))
        for level in LEVELS
    )
    points = sum((cell.wanted * _weight(weights, cell.level) for cell in cells), Fraction(0)) * scale
    return Line(topic_id, title, cells, rounded(points), int(row.get("section") or 0))


def _wanted(row: Mapping[str, Any], level: Level) -> int:
    return int(row.get(level.value, 0))


def _weight(weights: Mapping[str, Any], level: Level) -> Fraction:
    return Fraction(str(weights.get(level.value, 1)))


def _count(text: str) -> int:
    text = text.strip()
    return min(int(text), MOST) if text.isdecimal() and len(text) < 5 else 0


def _is_weight(text: str) -> bool:
    head, _, tail = text.partition(".")
    digits = head.isdecimal() and (tail.isdecimal() or not tail) and len(head) < 4 and len(tail) < 5
    return digits and Fraction(text) > 0
