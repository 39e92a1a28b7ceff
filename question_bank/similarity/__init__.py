"""Written work that has passages in common: which texts, how much of each, and where, to be looked at by a person.

What official documents say is nobody's own: it is taken out first. A passage is a run of the same words, case and
marks aside, in which a few words may differ. See Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for
document fingerprinting" (2003) for how passages are found without comparing every text with every other.
"""

from collections.abc import Iterable, Mapping

from question_bank.similarity.corpus import Corpus
from question_bank.similarity.passages import Match, Passage, Span
from question_bank.similarity.shelf import Shelf

__all__ = ["Corpus", "Match", "Passage", "Shelf", "Span", "compare"]


def compare(texts: Mapping[str, str], *, known: Iterable[str] = ()) -> list[Match]:
    """Every two of the texts that have passages in common, those with most first; `known` are official texts."""
    return Corpus(texts, known=known).matches()
