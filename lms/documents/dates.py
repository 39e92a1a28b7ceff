"""Days as papers write them: `18/5/2021`, `ngày 22 tháng 02 năm 2022`, and wholly in words. Pure.

Marks and capitals do not matter, and so the same letters mean five and year, ten and tens; where they stand tells.
"""

import re
from dataclasses import dataclass
from datetime import date

from question_bank.markup import folded

_UNITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_OTHERS = ("muoi", "chuc", "tram", "nghin", "ngan", "linh", "le")
_MONTHS = {"gieng": 1, "chap": 12}
_WORD = rf"(?:{'|'.join((*_UNITS, *_OTHERS))})\b"
_SAID = rf"{_WORD}(?:\s+{_WORD})*"
_DIGITS = re.compile(
    r"(?:ngay\s+)?(?<!\d)(?P<day>\d{1,2})\s*(?:[/.-]|\s(?:thang)\s)\s*(?P<month>\d{1,2})\s*(?:[/.,-]|\s(?:nam)\s)\s*(?P<year>\d{4})(?!\d)"
)
_WORDS = re.compile(
    rf"(?:ngay\s+)(?:(?:mong|mung)\s+)?(?P<day>\d{{1,2}}|{_SAID})\s+thang\s+"
    rf"(?P<month>\d{{1,2}}|{'|'.join(_MONTHS)}|{_SAID}?)\s*,?\s+nam\s+(?P<year>\d{{4}}(?!\d)|{_SAID})"
)


@dataclass(frozen=True)
class Found:
    """A day in a text and where it begins; `day` is None if the calendar has no such day."""

    day: date | None
    start: int


def find(text: str) -> Found | None:
    """The first day that a text names."""
    plain = folded(text)
    seen = [found for pattern in (_DIGITS, _WORDS) if (found := pattern.search(plain))]
    if not seen:
        return None
    first = min(seen, key=lambda found: found.start())
    return Found(_day(*(first[part] for part in ("year", "month", "day"))), first.start())


def number(words: str) -> int:
    """What folded Vietnamese words count: `hai nghin khong tram hai muoi`, or digit by digit, `hai khong hai hai`."""
    said = words.split()
    if len(said) > 1 and all(word in _UNITS for word in said):
        return int("".join(str(_UNITS[word]) for word in said))
    total, pending = 0, None
    for word in said:
        if word in _UNITS:
            pending = _UNITS[word]
        elif word in ("muoi", "chuc"):
            total, pending = total + (1 if pending is None else pending) * 10, None
        elif word == "tram":
            total, pending = total + (pending or 0) * 100, None
        elif word in ("nghin", "ngan"):
            total, pending = (total + (pending or 0)) * 1000, None
    return total + (pending or 0)


def _day(*parts: str) -> date | None:
    year, month, day = (int(part) if part.isdigit() else _MONTHS.get(part) or number(part) for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
