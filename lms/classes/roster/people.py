"""Somebody the register knows, compared with a row: names by how they are spoken, births as far as both say. Pure."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lms.accounts.names import TONES
from lms.classes.roster.cells import folded
from lms.classes.roster.understanding import Understood


@dataclass(frozen=True)
class Known:
    """A person of the register, with JSON values as rows have them."""

    id: int
    full_name: str
    birth_date: str | None = None
    birth_year: int | None = None
    sex: str | None = None
    position: str = ""
    phone: str | None = None
    email: str | None = None
    citizen_id: str | None = None
    card_no: str | None = None
    member_code: str | None = None
    unit_id: int | None = None
    in_class: bool = False
    visible: bool = True
    editable: bool = True


@lru_cache(maxsize=65_536)
def spoken(name: str) -> str:
    """`Hoà` and `Hòa` are one name: letters with their marks, and each word's tone wherever it was put."""
    words = []
    for word in unicodedata.normalize("NFD", name.lower()).split():
        letters = "".join(sign for sign in word if sign not in TONES)
        tones = "".join(sorted(sign for sign in word if sign in TONES))
        words.append(unicodedata.normalize("NFC", letters) + tones)
    return " ".join(words)


def same_name(row: Understood, person: Known) -> bool:
    """But for marks."""
    return folded(row.values["full_name"]) == folded(person.full_name)


def same_birth(row: Understood, person: Known) -> bool:
    """Both say the day, and it is the same."""
    born = row.values.get("birth_date")
    return born is not None and born == person.birth_date


def birth_fits(row: Understood, person: Known) -> bool:
    """Nothing that both say contradicts."""
    day, year = row.values.get("birth_date"), row.values.get("birth_year")
    if day and person.birth_date:
        return bool(day == person.birth_date)
    known = int(person.birth_date[:4]) if person.birth_date else person.birth_year
    return not (year and known) or year == known
