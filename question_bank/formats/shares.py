"""Percentages of exchange formats as exact shares of the mark, and back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

LARGEST_DENOMINATOR = 12
ROUNDED_FROM = 2


@lru_cache(maxsize=1024)
def share(percent: str) -> Fraction:
    """33.333 means a third: the simple fraction that it was cut or rounded from, else exactly what it says."""
    number = Decimal(percent)
    exact = Fraction(number) / 100
    places = -int(number.as_tuple().exponent)
    simple = exact.limit_denominator(LARGEST_DENOMINATOR)
    rounded = places >= ROUNDED_FROM and abs(exact - simple) * 100 < Fraction(1, 10**places)
    return simple if rounded else exact


def percent(weight: Fraction) -> str:
    """Enough digits that the share reads back exactly, if digits can do that."""
    number = Decimal(weight.numerator) * 100 / Decimal(weight.denominator)
    return plain_number(number.quantize(Decimal("1.0000000000")).normalize())


def plain_number(number: Decimal) -> str:
    """All its digits, without an exponent."""
    return format(number, "f")
