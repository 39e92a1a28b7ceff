"""Which options keep their place when options are shuffled: those that speak of the others.

"Cả A, B và C" speaks of letters, "Tất cả các đáp án trên" of what stands above it. Shuffling such an option, or
those it names while others stay unnamed, would change what the question says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from question_bank.markup import folded, plain

Thing = TypeVar("Thing")


def is_pinned(text: str) -> bool:
    """Whether an option speaks of other options."""
    words = _words(text)
    return bool(_ABOVE.search(words) or _LETTERS.search(words) or _NONE.fullmatch(words))


def fixed_places(texts: Sequence[str]) -> frozenset[int]:
    """The places that must not change: options that speak of others, and the others they single out."""
    speaking = {place for place, text in enumerate(texts) if is_pinned(text)}
    ordinary = set(range(len(texts))) - speaking
    named = {place: _named(text, place, ordinary) for place, text in enumerate(texts) if place in speaking}
    singled_out = [places for places in named.values() if places and places != ordinary]
    return frozenset(speaking.union(*singled_out))


def shuffled(things: Sequence[Thing], fixed: frozenset[int], rng: Random) -> list[Thing]:
    """The things in a random order, those at fixed places staying where they are."""
    free = [place for place in range(len(things)) if place not in fixed]
    moved = free[:]
    rng.shuffle(moved)
    order = list(things)
    for place, source in zip(free, moved, strict=True):
        order[place] = things[source]
    return order


def _named(text: str, place: int, ordinary: set[int]) -> set[int]:
    """The ordinary options that one speaks of; without letters, those above it."""
    letters = _LETTERS.search(_words(text))
    if letters is None:
        return {other for other in ordinary if other < place}
    return {ord(letter) - ord("a") for letter in _LETTER.findall(letters["letters"])} & ordinary


def _words(text: str) -> str:
    """Lower case, unmarked, without punctuation but commas and semicolons."""
    return " ".join(re.sub(r"[^\w,;&+/]", " ", folded(plain(text))[:300]).split())


_LETTER = re.compile(r"\b[a-h]\b")
_JOIN = r"(?: ?(?:,|;|&|\+|/| va | hoac | hay | and | or ) ?(?:va |and |ca )?)"
_LETTERS = re.compile(
    rf"^(?:(?:ca|gom|dap an|phuong an|cau|y|tat ca|both|all(?: of)?|khong phai|chi) )*"
    rf"(?:(?:hai|ba|bon|2|3|4) )?(?:(?:dap an|phuong an|cau|y) )?"
    rf"(?P<letters>[a-h](?:{_JOIN}[a-h])+)"
    rf"(?: (?:deu|la|cung|dung|sai|khong|chinh xac|are|is|true|correct|false|wrong|tren))*$"
)
_THING = (
    r"(?:dap an|phuong an|cau tra loi|cau|y kien|y|noi dung|truong hop|lua chon|dieu|ket qua|yeu to|"
    r"phan|mat|phat bieu|nhan dinh|options?|answers?|choices?)"
)
_MANY = (
    r"(?:tat ca|ca|cac|nhung|toan bo|moi|hai|ba|bon|nam|2|3|4|5|all(?: of)?|both|none of|"
    r"khong|chua|khong co|khong phai)"
)
_ABOVE = re.compile(
    rf"^(?:{_MANY} )+(?:(?:cac|nhung|the|mot|trong|co|hai|ba|bon|nam|2|3|4) )*(?:{_THING} )?(?:nao )?"
    rf"(?:(?:neu|o|ke|da neu|duoc neu|trong so|dung|sai|deu|la|cac|{_THING}) )*"
    rf"(?:tren|above)(?: (?:deu|la|dung|sai))*$"
)
_NONE = re.compile(
    rf"(?:dap an|phuong an|y kien|y|cau tra loi|lua chon) khac"
    rf"|(?:khong|chua) (?:co )?{_THING} (?:dung|phu hop|chinh xac)"
    rf"|(?:khong|chua) (?:co )?(?:{_THING} )(?:nao )(?:o tren |tren |neu tren |la )*(?:dung|sai|chinh xac|phu hop)?"
    rf"|tat ca (?:deu )?(?:dung|sai)|(?:ca )?(?:hai|ba|bon) (?:{_THING} )?(?:deu )?(?:dung|sai)"
    rf"|tat ca (?:cac )?{_THING} (?:deu )?(?:dung|sai)|(?:all|none) of the(?:se)? ?(?:{_THING})?"
)
