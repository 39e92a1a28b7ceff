"""Comparing a typed answer with accepted ones: folding by rule, `*` for any text, always in linear time."""

from __future__ import annotations

import re

from question_bank.markup import folded, normalised

ANY = "*"
LITERAL_STAR = "\\*"


def comparable(text: str, *, ignore_case: bool, ignore_marks: bool) -> str:
    """The text as it is compared: NFC, spaces folded, quotes and dashes alike, and as the rules say."""
    kept = " ".join(normalised(text).translate(_ALIKE).split())
    if ignore_marks:
        bare = folded(kept)
        return bare if ignore_case else _with_capitals(kept, bare)
    return normalised(kept.casefold()) if ignore_case else kept


def pieces(pattern: str) -> list[str]:
    r"""The literal parts of a pattern between its stars; `\*` is a star itself."""
    parts = re.split(r"(\\\*|\*)", pattern)
    found = [""]
    for part in parts:
        if part == ANY:
            found.append("")
        else:
            found[-1] += ANY if part == LITERAL_STAR else part
    return found


def matches(text: str, parts: list[str]) -> bool:
    """Whether the text is the parts with anything between them. One pass, no backtracking."""
    first, *rest = parts
    if not rest:
        return text == first
    *middle, last = rest
    if not text.startswith(first) or len(text) < len(first) + len(last) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for part in middle:
        position = text.find(part, position, end)
        if position < 0:
            return False
        position += len(part)
    return position <= end


def _with_capitals(marked: str, bare: str) -> str:
    """Marks gone, capitals kept, where folding did not change the length."""
    if len(marked) != len(bare):
        return bare
    return "".join(low.upper() if letter.isupper() else low for letter, low in zip(marked, bare, strict=True))


_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"}
)
