"""Points as people type them."""

from decimal import Decimal

from question_bank.numbers import read_number

LONGEST, MOST = 20, Decimal(1000)


def read_points(text: str) -> Decimal | None:
    """The points meant, with a decimal comma or point; None for what is no number of points."""
    found = read_number(text) if len(text) < LONGEST else None
    return found if found is not None and 0 <= found <= MOST else None
