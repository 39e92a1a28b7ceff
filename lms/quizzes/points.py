"""Points as people type them."""

from decimal import Decimal
from fractions import Fraction

from question_bank.grading import rounded
from question_bank.numbers import read_number

LONGEST, MOST = 20, Decimal(1000)


def read_points(text: str) -> Decimal | None:
    """The points meant, with a decimal comma or point; None for what is no number of points."""
    found = read_number(text) if len(text) < LONGEST else None
    return found if found is not None and 0 <= found <= MOST else None


def points_of_share(share: str, full: Decimal) -> Decimal:
    """A stored share as points of a question that is worth `full`."""
    return rounded(Fraction(share) * Fraction(full))
