"""In which order a marker meets scripts: random to the eye, the same at every visit, computed where the rows are."""

import hashlib
from dataclasses import dataclass
from typing import Any

PRIME = 2**31 - 1


@dataclass(frozen=True)
class Order:
    """One marker's own order of numbered scripts."""

    factor: int
    shift: int

    @classmethod
    def of(cls, seed: str, marker_id: int) -> "Order":
        drawn = hashlib.sha256(f"{seed}:{marker_id}".encode()).digest()
        factor, shift = int.from_bytes(drawn[:8], "big"), int.from_bytes(drawn[8:16], "big")
        return cls(1 + factor % (PRIME - 1), shift % PRIME)

    def place(self, number: Any) -> Any:
        """Where a script comes, for its number and for a (64-bit) column of numbers alike.

        The fifth power scatters neighbours, and gives no two numbers one place: 5 does not divide PRIME - 1.
        """
        moved = (number * self.factor + self.shift) % PRIME
        square = (moved * moved) % PRIME
        return (((square * square) % PRIME) * moved) % PRIME
