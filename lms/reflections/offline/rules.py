"""The columns of a marking sheet, what is typed in its cells, and which of them are wrong. Pure."""

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.marking.criteria import Criterion, Level
from lms.marking.rules import COMMENT_LIMIT, REMARK_LIMIT

SHEET = "Chấm bài"
LEVELS = "Mức"
HEAD = 1  # the row of the headings
FIXED = 4  # columns that are not filled in: code, number, name, mark so far
MAC = 12
SEEN = 8
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


class Why(StrEnum):
    """What is wrong with a cell."""

    CODE = "code"
    TWICE = "twice"
    FORMULA = "formula"
    LEVEL = "level"
    NO_LEVEL = "no-level"
    TOO_LONG = "too-long"


@dataclass(frozen=True)
class Fault:
    """A cell by its address, what is wrong with it, and what was typed there."""

    address: str
    why: Why
    typed: str = ""


@dataclass(frozen=True)
class Code:
    """What the first cell of a row says: which script, by which version of the rubric, after which mark.

    `seen` stands for what the row held when it went out, see `fingerprint`.
    """

    public_id: str
    version_id: int
    base: int
    seen: str


@dataclass(frozen=True)
class Typed:
    """One row as it came back, in the words of the form of the workbench."""

    row: int
    code: Code | None
    values: Mapping[str, str]
    faults: tuple[Fault, ...] = ()

    @property
    def empty(self) -> bool:
        return not any(self.values.values()) and not self.faults


def signed(code: Code, marker_id: int, secret: str) -> str:
    """The first cell of a row; what was changed in it by hand is noticed."""
    return f"{code.public_id}.{code.version_id}.{code.base}.{code.seen}.{_mac(code, marker_id, secret)}"


def read_code(cell: str, marker_id: int, secret: str) -> Code | None:
    """The code in a cell that was written for this marker; None for anything else."""
    parts = cell.split(".")
    if len(parts) != 5 or not all(
        part.isascii() and part.isdecimal() and len(part) < 10 for part in parts[1:3]
    ):
        return None
    code = Code(parts[0], int(parts[1]), int(parts[2]), parts[3])
    return code if hmac.compare_digest(parts[4].encode(), _mac(code, marker_id, secret).encode()) else None


def tidied(text: str) -> str:
    """As a person would have typed it, line ends kept."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(
        sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in HIDDEN
    ).strip()


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """What of it says something, as it would come back from a sheet."""
    return {name: text for name, value in values.items() if (text := tidied(value))}


def fingerprint(values: Mapping[str, str]) -> str:
    """A short name for what a row holds: the same for the same levels and words."""
    return hashlib.sha256(repr(sorted(filled(values).items())).encode()).hexdigest()[:SEEN]


def choice(level: Level) -> str:
    """A level as the list of a cell offers it."""
    return f"{level.label} ({level.points.normalize():f})".replace(".", ",")


def fields(criteria: Sequence[Criterion]) -> list[str]:
    """What the columns behind the fixed ones hold, in the names of the form."""
    pairs = [(f"level-{one.id}", f"comment-{one.id}") for one in criteria]
    return [*(name for pair in pairs for name in pair), "remark"]


def address(column: int, row: int) -> str:
    """As a spreadsheet names a cell; columns count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def typed(
    row: int,
    cells: Sequence[str],
    criteria: Sequence[Criterion],
    code: Code | None,
    formulas: Collection[str],
) -> Typed:
    """What stands in a row. Nothing of a cell with a fault is taken."""
    by_name = {f"level-{one.id}": one for one in criteria}
    values: dict[str, str] = {}
    faults = [] if code else [Fault(address(0, row), Why.CODE, cells[0] if cells else "")]
    for place, name in enumerate(fields(criteria), FIXED):
        cell, where = (cells[place] if place < len(cells) else ""), address(place, row)
        if where in formulas:
            faults.append(Fault(where, Why.FORMULA, cell))
        elif name in by_name:
            level = _level(cell, by_name[name])
            if cell and level is None:
                faults.append(Fault(where, Why.LEVEL, cell))
            values[name] = str(level.id) if level else ""
        elif len(cell) > (REMARK_LIMIT if name == "remark" else COMMENT_LIMIT):
            faults.append(Fault(where, Why.TOO_LONG, cell))
        else:
            values[name] = cell
    return Typed(row, code, values, tuple(faults))


def open_cells(one: Typed, criteria: Sequence[Criterion]) -> list[Fault]:
    """The cells of criteria without a level, in a row where something is filled in."""
    names = fields(criteria)
    return [
        Fault(address(FIXED + place, one.row), Why.NO_LEVEL)
        for place, name in enumerate(names)
        if name.startswith("level-") and not one.values.get(name)
    ]


def _level(cell: str, criterion: Criterion) -> Level | None:
    wanted = cell.casefold()
    return next(
        (level for level in criterion.levels if wanted in {choice(level).casefold(), level.label.casefold()}),
        None,
    )


def _mac(code: Code, marker_id: int, secret: str) -> str:
    words = f"mark-sheet:{code.public_id}:{code.version_id}:{code.base}:{code.seen}:{marker_id}"
    return hmac.digest(secret.encode(), words.encode(), "sha256").hex()[:MAC]
