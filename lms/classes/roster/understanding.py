"""One row of cells as a person: each cell a value or a problem. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lms.accounts.names import tidy_name
from lms.classes.roster import numbers
from lms.classes.roster.cells import folded
from lms.classes.roster.columns import Field
from lms.classes.roster.dates import Birth, read_birth
from lms.classes.roster.problems import Problem, Severity, error, note, warning

LONGEST_NAME, LONGEST_POSITION, LONGEST_NOTE, LONGEST_GROUP = 120, 160, 300, 60
_SEX = {
    **dict.fromkeys(("nam", "male", "m", "trai", "ong", "name"), "male"),
    **dict.fromkeys(("nu", "female", "f", "gai", "ba", "nuu"), "female"),
}
_TICK = re.compile(r"[xX+×✓✔v]|1")
_SMALL_WORDS = re.compile(r"[^\W\d_]+")


@dataclass
class Understood:
    """What a row says about a person, as JSON values; `raw` are its cells by field."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    def tell(self, name: Field, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem.within(name.value))

    def keep(self, name: str, value: Any) -> None:
        if value:
            self.values[name] = value


def understand(number: int, cells: Mapping[Field, str], today: date) -> Understood:
    """Read one row. A cell that cannot be read leaves its value out and says so."""
    row = Understood(number, raw={name.value: text for name, text in cells.items() if text})
    _name(row, cells)
    _birth_and_sex(row, cells, today)
    _numbers(row, cells)
    _position(row, cells)
    _place(row, cells)
    return row


def proper_name(name: str) -> str:
    """As typed; a name all in capitals or all in small letters gets its capitals where they belong."""
    name = re.sub(r"^(đ/c|đồng chí)[ .:]+", "", tidy_name(name), flags=re.IGNORECASE)
    if not (name.isupper() or name.islower()):
        return name
    return _SMALL_WORDS.sub(lambda match: match[0].capitalize(), name)


def _name(row: Understood, cells: Mapping[Field, str]) -> None:
    parts = [cells.get(Field.FAMILY, ""), cells.get(Field.GIVEN, "")] if Field.GIVEN in cells else []
    name = proper_name(" ".join(parts) if any(parts) else cells.get(Field.NAME, ""))
    if not name or not folded(name):
        row.tell(Field.NAME, error("name.missing"))
    elif len(name) > LONGEST_NAME:
        row.tell(Field.NAME, error("name.too_long", limit=LONGEST_NAME))
    elif re.search(r"[\d<>{}=@|\\/\[\]]", name):
        row.tell(Field.NAME, warning("name.strange"))
    elif " " not in name:
        row.tell(Field.NAME, warning("name.one_word"))
    row.keep("full_name", name[:LONGEST_NAME])


def _birth_and_sex(row: Understood, cells: Mapping[Field, str], today: date) -> None:
    sex = _sex(row, cells)
    texts = {
        name: cells[name]
        for name in (Field.BIRTH, Field.BIRTH_MALE, Field.BIRTH_FEMALE)
        if cells.get(name) and not (name is not Field.BIRTH and _TICK.fullmatch(cells[name]))
    }
    if texts:
        name, text = next(iter(texts.items()))
        birth = read_birth(text, today)
        row.tell(name, birth.problem)
        _keep_birth(row, birth)
    row.keep("sex", sex)


def _keep_birth(row: Understood, birth: Birth) -> None:
    row.keep("birth_date", birth.day.isoformat() if birth.day else None)
    row.keep("birth_year", birth.day.year if birth.day else birth.year)


def _sex(row: Understood, cells: Mapping[Field, str]) -> str | None:
    """From a word, or from which of the columns `Nam` and `Nữ` is filled in."""
    male, female = bool(cells.get(Field.BIRTH_MALE)), bool(cells.get(Field.BIRTH_FEMALE))
    if male and female:
        row.tell(Field.BIRTH_FEMALE, error("sex.both"))
        return None
    text = cells.get(Field.SEX, "")
    if text:
        if folded(text) not in _SEX:
            row.tell(Field.SEX, warning("sex.not_read", text=text))
        return _SEX.get(folded(text))
    return "male" if male else "female" if female else None


def _numbers(row: Understood, cells: Mapping[Field, str]) -> None:
    born = row.values.get("birth_date")
    day = date.fromisoformat(born) if born else None
    readers = {
        Field.PHONE: numbers.read_phone,
        Field.EMAIL: numbers.read_email,
        Field.CARD_NO: numbers.read_card_no,
        Field.MEMBER_CODE: numbers.read_code,
        Field.CITIZEN_ID: lambda text: numbers.read_citizen_id(
            text, day, row.values.get("birth_year"), row.values.get("sex")
        ),
    }
    for name, read in readers.items():
        text = cells.get(name, "")
        if text and folded(text) not in {"", "khong", "khong co", "chua co"}:
            value, problem = read(text)
            row.keep(name.value, value)
            row.tell(name, problem)


def _position(row: Understood, cells: Mapping[Field, str]) -> None:
    parts = [cells.get(Field.POSITION, ""), cells.get(Field.WORKPLACE, "")]
    position = ", ".join(dict.fromkeys(part for part in parts if part))
    if len(position) > LONGEST_POSITION:
        row.tell(Field.POSITION, warning("cell.cut", limit=LONGEST_POSITION))
    row.keep("position", position[:LONGEST_POSITION].strip())


def _place(row: Understood, cells: Mapping[Field, str]) -> None:
    row.keep("unit", cells.get(Field.UNIT, ""))
    row.keep("unit_above", cells.get(Field.UNIT_ABOVE, ""))
    group = cells.get(Field.GROUP, "")
    row.keep("group", f"Tổ {int(group)}" if group.isdecimal() and len(group) < 4 else group[:LONGEST_GROUP])
    text = cells.get(Field.NOTE, "")
    if len(text) > LONGEST_NOTE:
        row.tell(Field.NOTE, note("cell.cut", limit=LONGEST_NOTE))
    row.keep("note", text[:LONGEST_NOTE])
