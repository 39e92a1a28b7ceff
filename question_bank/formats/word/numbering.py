"""Automatic numbers: what Word would print in front of a paragraph, which its text does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from string import ascii_uppercase

from lxml import etree

from question_bank.formats.word.names import W, children, number, value

LEVELS = 9
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_SMALL_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class ListLevel:
    """How one level of a list counts: `text` holds %1 for the number of the first level."""

    kind: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[int, tuple[int, dict[int, ListLevel]]] = field(default_factory=dict)
    restarts: set[int] = field(default_factory=set)
    counts: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, list_id: int, level: int) -> str:
        """Count on and give the number of the next paragraph of this list; empty for bullets."""
        if list_id not in self.lists or not 0 <= level < LEVELS:
            return ""
        owner, levels = self.lists[list_id]
        if level not in levels:
            return ""
        counts = self.counts[-list_id if list_id in self.restarts else owner]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return _label(levels, level, counts)


def numbering(root: etree._Element | None) -> Numbering:
    """The lists of a document."""
    shared = {_id(one, "abstractNumId"): _levels(one) for one in children(root, "abstractNum")}
    found = Numbering()
    for one in children(root, "num"):
        list_id, owner = _id(one, "numId"), number(one, "abstractNumId")
        if owner is None or owner not in shared:
            continue
        overrides = list(children(one, "lvlOverride"))
        levels = dict(shared[owner])
        for override in overrides:
            _override(levels, override)
        found.lists[list_id] = owner, levels
        if overrides:
            found.restarts.add(list_id)
    return found


def _override(levels: dict[int, ListLevel], override: etree._Element) -> None:
    place, start = _id(override, "ilvl"), number(override, "startOverride")
    own = override.find(W + "lvl")
    if own is not None:
        levels[place] = _level(own)
    if start is not None and place in levels:
        levels[place] = ListLevel(levels[place].kind, levels[place].text, start)


def _levels(shared: etree._Element) -> dict[int, ListLevel]:
    return {_id(level, "ilvl"): _level(level) for level in children(shared, "lvl")}


def _level(level: etree._Element) -> ListLevel:
    start = number(level, "start")
    return ListLevel(
        value(level, "numFmt") or "decimal", value(level, "lvlText") or "", 1 if start is None else start
    )


def _id(element: etree._Element, name: str) -> int:
    text = element.get(W + name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _label(levels: dict[int, ListLevel], level: int, counts: dict[int, int]) -> str:
    if levels[level].kind in ("bullet", "none"):
        return ""

    def counted(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        if place not in levels:
            return ""
        return _KINDS.get(levels[place].kind, str)(counts.get(place, levels[place].start))

    return re.sub(r"%([1-9])", counted, levels[level].text)


def _letters(count: int) -> str:
    """A to Z, then AA, BB … as Word counts."""
    if count < 1:
        return str(count)
    return ascii_uppercase[(count - 1) % 26] * min((count - 1) // 26 + 1, 10)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    found = ""
    for worth, sign in _ROMAN + _SMALL_ROMAN:
        found += sign * (count // worth)
        count %= worth
    return found


_KINDS: dict[str, Callable[[int], str]] = {
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "decimalZero": lambda count: f"{count:02}",
}
