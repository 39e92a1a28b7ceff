"""Units as lists name them, matched with the units there are: marks and kind words do not matter. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lms.classes.roster.cells import folded
from lms.classes.roster.problems import Problem, warning

_KIND = re.compile(
    r"^(([ivx]+|[a-h]|\d+) )?((dang bo|dang uy|chi bo|chi uy|ban chap hanh)( bo phan| co so)?|don vi)( truc thuoc)? "
)
_NUMBERED = re.compile(r"^([ivx]+|[a-h]|\d+) (?=dang |chi |don )")


@dataclass(frozen=True)
class KnownUnit:
    """A unit that people can belong to."""

    id: int
    name: str
    path: str

    @property
    def ids(self) -> list[int]:
        return [int(part) for part in self.path.strip("/").split("/") if part]


class Units:
    """Finds units by the names that lists give them; of several those under `home`, where the class is held."""

    def __init__(self, units: Iterable[KnownUnit], home: str = "/") -> None:
        self.home = home
        self.exact: dict[str, list[KnownUnit]] = defaultdict(list)
        self.bare: dict[str, list[KnownUnit]] = defaultdict(list)
        self.by_id: dict[int, KnownUnit] = {}
        self._found: dict[tuple[str, str], KnownUnit | Problem] = {}
        for unit in units:
            key = folded(unit.name)
            self.by_id[unit.id] = unit
            self.exact[key].append(unit)
            self.bare[_bare(key)].append(unit)

    def find(self, name: str, above: str = "") -> KnownUnit | Problem:
        """The one unit that is meant, or why it is not known."""
        if (name, above) not in self._found:
            self._found[name, above] = self._find(name, above)
        return self._found[name, above]

    def _find(self, name: str, above: str) -> KnownUnit | Problem:
        found = self._called(name)
        if len(found) != 1 and re.search(r"[,;–]| - ", name):
            lower, _sign, upper = re.split(r"([,;–]| - )", name, maxsplit=1)
            found, above = self._called(lower), above or upper
        if above and (uppers := self._called(above)):
            paths = tuple(unit.path for unit in uppers)
            found = [unit for unit in found if unit.path.startswith(paths)] or found
        if len(found) > 1:
            found = [unit for unit in found if unit.path.startswith(self.home)] or found
        if len(found) == 1:
            return found[0]
        if not found and above and isinstance(upper_unit := self.find(above), KnownUnit):
            return upper_unit
        return warning("unit.several" if found else "unit.unknown", name=name[:120])

    def _called(self, name: str) -> list[KnownUnit]:
        key = _NUMBERED.sub("", folded(name))
        return self.exact.get(key) or self.bare.get(_bare(key)) or []


def _bare(key: str) -> str:
    """Without the words for its kind: `dang bo phuong tan lam` → `phuong tan lam`; a number alone keeps them."""
    bare = _KIND.sub("", key)
    return key if bare.isdecimal() or len(bare) < 3 else bare
