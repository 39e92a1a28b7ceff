"""Letters of other alphabets that look like Latin ones, as keyboards and copied pages leave them in Vietnamese texts.

Nobody sees the difference, but a search finds nothing and `Β.` begins no option. One sign stands for one sign, so that
places in a text stay what they are. Words wholly in another alphabet are left alone.
"""

from __future__ import annotations

import re

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТХаеѕіјорсухһԁ", "ABESIJKMHOPCTXaesijopcyxhd", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LATIN = str.maketrans(_CYRILLIC | _GREEK)
_STRANGERS = "".join(map(chr, LATIN))
_ANY = re.compile(f"[{_STRANGERS}]")
_WORD = re.compile(r"[^\W\d_]{1,60}")
_IS_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# The letter of an option, or the one behind "Đáp án:", stands alone.
_ALONE = re.compile(
    rf"(?:^\s{{0,40}}|\t\s{{0,40}}|\s\s|:\s{{0,3}}|\d\s?[-.]\s?)\*?\(?([{_STRANGERS}])(?=\s{{0,2}}[.)/:]|[\s,;]{{0,3}}$|\s)"
)


def latin(text: str) -> str:
    """The text with strangers made Latin inside Latin words and where a letter names an option."""
    if not _ANY.search(text):
        return text
    text = _WORD.sub(_word, text)
    return _ALONE.sub(lambda found: found[0].translate(LATIN), text)


def _word(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(LATIN) if _IS_LATIN.search(word) else word
