"""Numbers as people here type them: decimal comma, dot between thousands; a plain decimal dot is understood too."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DIGITS = 30

_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:[. ]\d{3})+(?:,\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,?\d+,?", re.ASCII)
_DOT = re.compile(r"[+-]?\d*\.\d+|[+-]?\d+\.?", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """The number meant, None if there is none. "1.234" is one thousand, "1.23" is one and a bit, so is "0.123"."""
    typed = " ".join(text.replace("−", "-").split())
    if typed[:1] in "+-":
        typed = typed[:1] + typed[1:].lstrip()
    if sum(letter.isdigit() for letter in typed) > MOST_DIGITS:
        return None
    if _GROUPED.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(" ", "").replace(",", "."))
    if _COMMA.fullmatch(typed):
        return Decimal(typed.replace(",", "."))
    return Decimal(typed) if _DOT.fullmatch(typed) else None


def write_number(number: Decimal) -> str:
    """The number with a decimal comma, no thousands dot, no useless zeros; reads back as itself."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text in {"-0", ""} else text).replace(".", ",")
