"""Which options the signs of a file say are right.

A file may use several conventions. Where those that speak agree, that is the key. A look that is rare in the file
(an emphasised word, say) yields to what the file does elsewhere, with a word about it. Where two that count
disagree, the key stays open and a person is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from question_bank.formats.vietnamese import lines
from question_bank.formats.vietnamese.choices import Choice
from question_bank.formats.vietnamese.patterns import TRUE_MARK
from question_bank.options import letter
from question_bank.problems import Problem, error, note, warning


class Convention(StrEnum):
    """The ways to show which option is right."""

    UNDERLINE = lines.UNDERLINE
    BOLD = lines.BOLD
    COLOUR = lines.COLOUR
    HIGHLIGHT = lines.HIGHLIGHT
    MARK = "mark"
    STAR = "star"
    LINE = "line"
    CHOSEN = "chosen"
    ALONE = "alone"
    TABLE = "table"


LOOKS = (Convention.UNDERLINE, Convention.BOLD, Convention.COLOUR, Convention.HIGHLIGHT)
RARE = 5
Evidence = Mapping[Convention, frozenset[int]]


@dataclass(frozen=True)
class Verdict:
    """The places of the right options, and what is to be said about it."""

    places: frozenset[int] = frozenset()
    problems: list[Problem] = field(default_factory=list)


def evidence(options: Sequence[Choice]) -> dict[Convention, frozenset[int]]:
    """What the options show by themselves."""
    present = lines.looks(line for option in options for line in (option.label, *option.lines))
    found = {look: _odd_ones(options, look) for look in LOOKS if look in present}
    found[Convention.MARK] = frozenset(place for place, option in enumerate(options) if _marked(option))
    found[Convention.STAR] = frozenset(place for place, option in enumerate(options) if option.star)
    return {convention: places for convention, places in found.items() if places}


def reliable(all_evidence: Sequence[Evidence]) -> frozenset[Convention]:
    """The conventions that this file really uses: all that are written out, and the looks that are not rare."""
    counts = Counter(convention for one in all_evidence for convention in one)
    most = max(counts.values(), default=0)
    return frozenset(one for one in Convention if one not in LOOKS or counts[one] * RARE >= most)


def verdict(found: Evidence, trusted: frozenset[Convention]) -> Verdict:
    """The key that the conventions agree on."""
    strong = {convention: places for convention, places in found.items() if convention in trusted}
    counted = strong or found
    if not counted:
        return Verdict()
    readings = set(counted.values())
    if len(readings) > 1:
        return Verdict(problems=[error("key.disagree"), *_told(counted)])
    (places,) = readings
    stray = {one: other for one, other in found.items() if other != places}
    problems = [warning("key.stray"), *_told(stray)] if stray else []
    if not strong:
        problems += [warning("key.unusual"), *_told(counted)]
    return Verdict(places, problems)


def _odd_ones(options: Sequence[Choice], look: str) -> frozenset[int]:
    """Options whose letter, or whose text, has a look that not all have."""
    for parts in ([(option.label,) for option in options], [option.lines for option in options]):
        places = frozenset(place for place, part in enumerate(parts) if lines.mostly(part, look))
        if 0 < len(places) < len(options):
            return places
    return frozenset()


def _marked(option: Choice) -> bool:
    return bool(option.lines) and bool(TRUE_MARK.search(option.lines[-1].text))


def _told(found: Evidence) -> list[Problem]:
    """What each convention says."""
    return [
        note(f"key.by_{convention}", key=", ".join(letter(place) for place in sorted(places)))
        for convention, places in found.items()
    ]
