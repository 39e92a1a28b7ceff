"""What the cell of the answer says: letters, numbers, the text of an option, true and false, accepted answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from question_bank.formats.sheets.words import FALSE, TRUE, words
from question_bank.formats.text import left_out
from question_bank.markup import plain
from question_bank.numbers import read_number
from question_bank.options import letter
from question_bank.problems import Problem, error, warning
from question_bank.types import AcceptedNumber

_JOINED = re.compile(r"[A-Z]{2,10}")
_SPLIT = re.compile(r"\s*(?:[,;/&+\s]|\bvà\b|\band\b)\s*", re.IGNORECASE)
_LABEL = re.compile(r"\b[a-j]\s*[).:]\s*", re.IGNORECASE)
_TRUTHS = re.compile(r"[ĐSđs]{2,10}")
_LEAD = re.compile(r"^(?:đáp án|phương án|câu|option|answer)\s*:?\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\n|\|")
ABOUT = re.compile(r"±|\+/-|\+-")


def chosen(cell: str, texts: Sequence[str]) -> tuple[list[int], list[Problem]]:
    """The places of the options that a cell names; none, with a problem, if it cannot be understood."""
    if not cell.strip():
        return [], []
    same = _same_text(cell, texts)
    bare = _LEAD.sub("", cell.strip()).strip(" .")
    parts = list(bare) if _JOINED.fullmatch(bare) else [part for part in _SPLIT.split(bare) if part]
    places = [_place(part.strip(" .()"), len(texts)) for part in parts]
    if same is not None:
        counted = [place for place in places if place is not None]
        doubtful = bare.isdecimal() and counted not in ([], [same])
        return [same], [warning("sheet.key_number", key=left_out(cell))] if doubtful else []
    if None in places or not places:
        outside = len(parts) == 1 and re.fullmatch(r"[A-Za-z]|\d{1,2}", parts[0])
        said = left_out(cell)
        return [], [error("key.outside", key=said) if outside else error("key.not_read", key=said)]
    return sorted({place for place in places if place is not None}), []


def _same_text(cell: str, texts: Sequence[str]) -> int | None:
    """The one option that says the same as the cell, unless that is a letter."""
    if re.fullmatch(r"[A-Za-z]", cell.strip()):
        return None
    said = words(cell)
    same = [place for place, text in enumerate(texts) if plain(text) == plain(cell)]
    same = same or [place for place, text in enumerate(texts) if words(plain(text)) == said]
    return same[0] if len(same) == 1 else None


def _place(part: str, count: int) -> int | None:
    if part.isascii() and part.isdecimal() and len(part) < 3:
        place = int(part) - 1
    elif len(part) == 1 and part.isascii() and part.isalpha():
        place = ord(part.upper()) - ord("A")
    else:
        return None
    return place if 0 <= place < count else None


def letters(places: Sequence[int]) -> str:
    """The other way."""
    return ", ".join(letter(place) for place in places)


def truths(cell: str) -> list[bool] | None:
    """`Đ S Đ Đ`, `ĐSĐĐ`, `a) Đúng; b) Sai`; None if it is anything else."""
    bare = _LABEL.sub(" ", cell).strip()
    parts = list(bare) if _TRUTHS.fullmatch(bare) else [part for part in re.split(r"[\s,;/-]+", bare) if part]
    found = [truth(part) for part in parts]
    return [one for one in found if one is not None] if found and None not in found else None


def truth(word: str) -> bool | None:
    """One word of it. A plain d is a letter, and no `đ`."""
    bare = words(word)
    if bare == "d" and "đ" not in word.lower():
        return None
    return True if bare in TRUE else False if bare in FALSE else None


def lines_of(cell: str) -> list[str]:
    """Accepted answers: one a line, or with | between them."""
    return [part.strip() for part in BETWEEN.split(cell) if part.strip()]


def numbers(cell: str) -> list[AcceptedNumber] | None:
    """`3,5`, `3,5 ± 0,1`, several of them; None if one is no number."""
    found = []
    for part in lines_of(cell):
        value, *tolerance = ABOUT.split(part, maxsplit=1)
        read = [read_number(text) for text in (value.strip(), *(text.strip() for text in tolerance))]
        known = [number for number in read if number is not None]
        if len(known) < len(read):
            return None
        found.append(AcceptedNumber(known[0], abs(known[1]) if len(known) > 1 else Decimal(0)))
    return found or None
