"""Texts in the language of the request."""

from typing import Any

from flask import g
from flask_babel import get_translations


def translate(text: str) -> str:
    """flask-babel looks its catalogue up anew for every text; here a request does so once."""
    return str(_catalogue().ugettext(text))


def translate_plural(singular: str, plural: str, number: int) -> str:
    return str(_catalogue().ungettext(singular, plural, number))


def _catalogue() -> Any:
    kept = g._get_current_object().__dict__  # asking through the proxy costs more than the word
    if "catalogue" not in kept:
        kept["catalogue"] = get_translations()
    return kept["catalogue"]
