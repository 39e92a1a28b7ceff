"""Whether a name at the door may be somebody who is known already. Pure: it only says what agrees; a person decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

MOST = 8


class Agrees(StrEnum):
    PHONE = "phone"
    NAME = "name"
    LIKE_NAME = "like-name"
    BIRTH = "birth"


WEIGHTS = {Agrees.PHONE: 4, Agrees.NAME: 3, Agrees.BIRTH: 2, Agrees.LIKE_NAME: 1}


class Named(Protocol):
    @property
    def search_key(self) -> str: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def birth_date(self) -> date | None: ...


P = TypeVar("P", bound=Named)


@dataclass(frozen=True)
class Facts:
    """What was said at the door, as it is searched for."""

    search_key: str
    phone: str | None = None
    birth_date: date | None = None


def agreeing(one: Named, other: Named) -> tuple[Agrees, ...]:
    """What both have in common, the strongest first; nothing at all unless a name or the phone agrees."""
    found = []
    if one.phone and one.phone == other.phone:
        found.append(Agrees.PHONE)
    if one.search_key == other.search_key:
        found.append(Agrees.NAME)
    elif _alike(one.search_key.split(), other.search_key.split()):
        found.append(Agrees.LIKE_NAME)
    if found and one.birth_date and one.birth_date == other.birth_date:
        found.append(Agrees.BIRTH)
    return tuple(found)


def ranked(wanted: Named, people: Iterable[P]) -> Sequence[tuple[P, tuple[Agrees, ...]]]:
    """Those who may be meant, the likeliest first."""
    found = [(person, agreeing(wanted, person)) for person in people]
    likely = [pair for pair in found if pair[1]]
    return sorted(likely, key=lambda pair: -sum(WEIGHTS[one] for one in pair[1]))[:MOST]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same family and given name with some middle names left out: `Trần Long` and `Trần Nguyễn Hoàng Long`."""
    if len(one) < 2 or len(other) < 2 or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    return set(short) <= set(long)
