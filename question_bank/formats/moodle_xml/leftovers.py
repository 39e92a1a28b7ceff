"""What an element of Moodle XML says and we have no place for, so that it can be named; defaults say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from question_bank.markup import plain

MANY = frozenset({"answer", "subquestion", "selectoption", "dragbox", "hint", "file"})
DEFAULTS = {
    "defaultgrade": {"1"},
    "penalty": {"0.3333333", "0", "1"},
    "hidden": {"0"},
    "length": {"1"},
    "answernumbering": {"abc"},
    "showstandardinstruction": {"0", "1"},
    "correctfeedback": {"Your answer is correct."},
    "partiallycorrectfeedback": {"Your answer is partially correct."},
    "incorrectfeedback": {"Your answer is incorrect."},
    "responseformat": {"editor"},
    "responserequired": {"1"},
    "responsefieldlines": {"10", "15"},
    "attachments": {"0"},
    "attachmentsrequired": {"0"},
    "maxbytes": {"0"},
    "unitgradingtype": {"0"},
    "unitpenalty": {"0.1"},
    "showunits": {"3"},
    "unitsleft": {"0"},
    "layouttype": {"VERTICAL"},
    "selecttype": {"ALL"},
    "selectcount": {"0"},
    "showgrading": {"SHOW", "1"},
    "numberingstyle": {"none"},
}


def leftovers(element: etree._Element, kept: frozenset[str]) -> Iterator[str]:
    """`name = value` for each child that is not kept, is there twice, or has loose text behind it."""
    seen: set[str] = set()
    for child in element:
        name = str(child.tag)
        value = _said(child)
        known = name in kept and (name in MANY or name not in seen)
        seen.add(name)
        if not known and value and value not in DEFAULTS.get(name, ()):
            yield f"{name} = {value}"
        if loose := (child.tail or "").strip():
            yield loose


def _said(element: etree._Element) -> str:
    text = " ".join(plain("".join(map(str, element.itertext()))).split())
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return format(number.normalize(), "f") if number.is_finite() and abs(number.adjusted()) < 40 else text
