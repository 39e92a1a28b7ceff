"""Numbers of QTI files, exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_NUMBER = re.compile(r"\s*[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?\s*", re.ASCII)
ROUNDED = 4
DENOMINATORS = 1_000


def decimal(text: str) -> Decimal | None:
    """The number that a text is, None if it is none; a decimal comma is understood."""
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    return Decimal(plain.strip()) if _NUMBER.fullmatch(plain) else None


def fraction(text: str) -> Fraction | None:
    """As `decimal`; 0.33333 is a third, as shares are rounded in files."""
    number = decimal(text)
    if number is None:
        return None
    exact = Fraction(number)
    digits = -int(number.as_tuple().exponent)
    if digits < ROUNDED:
        return exact
    simple = exact.limit_denominator(DENOMINATORS if digits > 2 * ROUNDED else 12)
    return simple if abs(exact - simple) <= Fraction(1, 10**digits) else exact


def simple(share: Fraction) -> Fraction:
    """A share that was computed from rounded ones, as what it stands for."""
    near_by = share.limit_denominator(DENOMINATORS)
    return near_by if near(share, near_by, Fraction(1, 10**8)) else share


def near(one: Fraction, other: Fraction, far: Fraction = Fraction(1, 10**4)) -> bool:
    """Whether two shares differ by no more than rounding."""
    return abs(one - other) <= far


def written(number: Fraction) -> str:
    """A share with enough digits that it reads back exactly, if digits can do that."""
    share = Decimal(number.numerator) / Decimal(number.denominator)
    text = format(share.quantize(Decimal("1.0000000000")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
