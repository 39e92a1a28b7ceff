"""What a document is found by: its words, with and without marks, and each two that stand side by side. Pure.

Vietnamese writes a word as several syllables; pairs of syllables tell "chi bộ" from a text that has both somewhere.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from question_bank.markup import folded, normalised

MOST_WORDS = 12
LONGEST = 24
MOST_BYTES = 700_000  # PostgreSQL keeps at most a megabyte of different words in one row
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words in small letters."""
    return [word[:LONGEST] for word in WORD.findall(normalised(text).casefold())]


def lexemes(text: str) -> list[str]:
    """All that the index keeps of a text, each once; the end of a monstrous text is left out."""
    found, size = [], 0
    for lexeme in dict.fromkeys(_all(words_of(text))):
        size += len(lexeme.encode()) + 1
        if size > MOST_BYTES:
            break
        found.append(lexeme)
    return found


def asked(typed: str) -> list[str]:
    """The words of a search; a word that was typed without marks is meant with any."""
    return list(dict.fromkeys(words_of(typed)[:MOST_WORDS]))


def side_by_side(typed: str) -> list[str]:
    """The pairs of a search."""
    return list(dict.fromkeys(_pairs(words_of(typed)[:MOST_WORDS])))


def _all(words: list[str]) -> Iterator[str]:
    for word in words:
        bare = folded(word)
        yield bare
        if bare != word:
            yield word
    yield from _pairs(words)


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{folded(one)}_{folded(other)}" for one, other in pairwise(words))
