"""Texts of which only the prints were kept: those that a new text may be near to, so that no other is read again."""

from collections.abc import Mapping

import numpy as np

from question_bank.similarity.pairs import Index, enough, unpacked


class Shelf:
    """Prints by name, as `Corpus.prints` gave them once.

    What was official when they were made does not stand for them; what is official to the one who asks is left out of
    what is asked. So a shelf may hold texts of many tasks.
    """

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self.names = list(kept)
        self.index = Index([unpacked(stored) for stored in kept.values()])

    def near(self, prints: bytes) -> list[str]:
        """The names of texts that may have passages in common with the one that these prints stand for."""
        if not self.names:
            return []
        asked = unpacked(prints)
        counts = self.index.shared_with(asked)
        likely = np.flatnonzero(enough(counts, np.minimum(self.index.sizes, len(asked))))
        return [self.names[place] for place in likely.tolist()]
