"""Days of birth in every form that lists hold. A day that does not exist is refused. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lms.accounts.names import search_key
from lms.classes.roster.problems import Problem, error, warning

FIRST_YEAR = 1900
YOUNGEST, OLDEST = 14, 105
EXCEL_BEGINS = date(1899, 12, 30)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_PARTS = re.compile(r"(\d{1,2})\s*[/.\-\\ ]\s*(\d{1,2})\s*[/.\-\\ ]\s*(\d{4}|\d{2})(?:\s+0?0:00(?::00)?)?")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")


@dataclass(frozen=True)
class Birth:
    """A day, or only a year, or a problem that says why neither; a warning may stand beside a day."""

    day: date | None = None
    year: int | None = None
    problem: Problem | None = None


def read_birth(text: str, today: date) -> Birth:
    """The day or year of birth that the text means; `today` tells two-digit years apart."""
    found = _read(text.strip("'‘’ ."), today)
    if (found.day or found.year) and not _possible(found, today):
        return Birth(problem=error("birth.impossible", text=text))
    year = found.day.year if found.day else found.year
    if year and found.problem is None and not YOUNGEST <= today.year - year <= OLDEST:
        return Birth(found.day, found.year, warning("birth.unlikely", age=today.year - year))
    return found


def _possible(birth: Birth, today: date) -> bool:
    if birth.day is not None:
        return birth.day.year >= FIRST_YEAR and birth.day <= today
    return FIRST_YEAR <= (birth.year or 0) <= today.year


def _read(text: str, today: date) -> Birth:
    if text.isdecimal():
        return _of_digits(text, today)
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _day(day, month, year, text)
    if match := _PARTS.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        short = len(match[3]) == 2
        return _day(day, month, _full_year(year, today) if short else year, text, guessed=short)
    if match := _WORDS.fullmatch(search_key(text)):
        day, month, year = (int(part) for part in match.groups())
        return _day(day, month, year, text)
    if match := _MONTH.fullmatch(text):
        return Birth(year=int(match[2]), problem=warning("birth.only_month", text=text))
    return Birth(problem=error("birth.not_read", text=text))


def _of_digits(text: str, today: date) -> Birth:
    """A year, a day without separators, or the number that Excel keeps for a day."""
    if len(text) == 4:
        return Birth(year=int(text))
    if len(text) == 5 and EXCEL_BEGINS + timedelta(int(text)) <= today:
        return Birth(EXCEL_BEGINS + timedelta(int(text)), problem=warning("birth.from_number", text=text))
    if len(text) in {7, 8}:
        padded = text.zfill(8)
        return _day(int(padded[:2]), int(padded[2:4]), int(padded[4:]), text, guessed=True)
    return Birth(problem=error("birth.not_read", text=text))


def _day(day: int, month: int, year: int, text: str, *, guessed: bool = False) -> Birth:
    turned = month > 12 >= day
    if turned:
        day, month = month, day
    try:
        found = date(year, month, day)
    except ValueError:
        return Birth(problem=error("birth.no_such_day", text=text))
    if turned or guessed:
        return Birth(found, problem=warning("birth.guessed", text=text, day=found.strftime("%d/%m/%Y")))
    return Birth(found)


def _full_year(year: int, today: date) -> int:
    """`59` was 1959; `05` may be 2005 for somebody who is old enough to study."""
    recent = today.year // 100 * 100 + year
    return recent if today.year - recent >= YOUNGEST else recent - 100
