"""Reading how papers cite a document: `Nghị quyết số 03 - NQ/TU, ngày 25/7/2006`. Pure.

Spaces around dashes, kinds of dashes, a missing "Số", capitals and marks do not tell numbers apart; nor does a zero
in front, nor whether a dash or a slash stands between the parts.
"""

import re
from dataclasses import dataclass
from datetime import date

from lms.documents import dates
from question_bank.markup import folded, normalised

LONGEST_KEY = 200
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | {0xA0: " "}
# 11-CTr/ĐUK: a dash, then a slash. 36/QĐ-UBND, 91/2025/QH15: a slash first, after which a dash may have spaces.
_NUMBER = re.compile(
    r"(?<![\w/])\d{1,6}[^\W\d_]?\s*(?:-\s*\w+(?:\s*/\s*\w+|-\w+)*|/\s*\w+(?:\s*[-/]\s*\w+)*)", re.UNICODE
)
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")
_OF_WHOM = re.compile(r"\s(?:của|cua)\s+(.+)$", re.IGNORECASE)
_CALLED_NUMBER = re.compile(r"^\s*số\s*:?\s*(?=[\d/-])", re.IGNORECASE)


@dataclass(frozen=True)
class Cited:
    """What a citation names: `key` finds the document; day, year and issuer tell those of one number apart."""

    number: str
    key: str
    day: date | None = None
    year: int | None = None
    issuer: str = ""


def read(typed: str) -> Cited:
    """A document as it is cited, by its number or, where there is none in it, by its name."""
    text = _tidy(typed)
    found = _number_in(text)
    if found is None:
        named = dates.find(text)
        name = (text if named is None else text[: named.start]).strip(" ,;.(")
        day = named.day if named else None
        return Cited("", key_of(name), day, day.year if day else None)
    rest = text[found.end() :]
    dated, issuer = dates.find(rest), _OF_WHOM.search(rest)
    day = dated.day if dated else None
    year = day.year if day else _year_in(rest)
    number = _compact(found[0])
    return Cited(number, key_of(number), day, year, folded(issuer[1]).strip(" .)") if issuer else "")


def number_of(typed: str) -> str:
    """The number as it is kept: without "Số", without spaces between its parts; what has no digit is no number."""
    text = _tidy(typed)
    found = _number_in(text)
    if found is not None:
        return _compact(found[0])
    bare = _CALLED_NUMBER.sub("", text)
    return bare if re.search(r"\d", bare) else ""


def key_of(named: str) -> str:
    """Equal for all spellings of a number; for a document without a number, of its name."""
    small = folded(_tidy(named))
    if re.match(r"\d", small):
        small = re.sub(r"\s*[-/]\s*", "-", small)
    return " ".join(re.sub(r"^0+(?=\d)", "", small).split())[:LONGEST_KEY]


def _tidy(typed: str) -> str:
    return " ".join(normalised(typed).translate(_DASHES).split())


def _number_in(text: str) -> re.Match[str] | None:
    """The first thing that looks like a number and is no date: it has a letter."""
    return next((one for one in _NUMBER.finditer(text) if re.search(r"[^\W\d_]", one[0])), None)


def _compact(number: str) -> str:
    return re.sub(r"\s+", "", number)


def _year_in(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None
