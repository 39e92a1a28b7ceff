"""A text as numbers: one for each word, the same for every spelling of it with other case or marks."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TypeAlias

import numpy as np

from question_bank.markup import folded

# Letters and digits, with the marks that stand behind them where the text is decomposed.
WORD = re.compile(r"[\w\u0300-\u036f]+")
Words: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint64]]"


class _Numbers(dict[str, int]):
    """The number of each spelling, filled as they come; a language has few of them."""

    def __missing__(self, word: str) -> int:
        digest = blake2b(folded(word).encode("utf-8", "replace"), digest_size=8).digest()
        number = self[word] = int.from_bytes(digest, "big")
        return number


class Reader:
    """Reads texts; what it learnt of one helps with the next."""

    def __init__(self) -> None:
        self.numbers = _Numbers()

    def words(self, text: str) -> Words:
        """The words of a text, in their order."""
        return np.array([*map(self.numbers.__getitem__, WORD.findall(text))], dtype=np.uint64)


def spans(text: str) -> list[tuple[int, int]]:
    """Where each word stands: its first character and the one behind its last."""
    return [found.span() for found in WORD.finditer(text)]
