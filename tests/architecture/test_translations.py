"""Every text that people see is there in Vietnamese, and says the same."""

import re
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from lms.install.translations import FOLDER, merge
from tests.architecture.sources import ROOT

LAZY = {"lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2), "_l": None}
METHODS = [("lms/**.py", "python"), ("question_bank/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.do", "trim_blocks": "true", "silent": "false"}}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]")


def test_every_text_of_the_interface_is_translated():
    assert sorted(wanted() - set(translated())) == []


def test_a_translation_fills_in_what_the_original_fills_in():
    wrong = [
        text
        for text, translation in translated().items()
        if translation and placeholders(text) != placeholders(translation)
    ]
    assert wrong == []


@cache
def catalogue() -> Catalog:
    return merge("vi", (FOLDER / "vi" / "parts").glob("*.po"))


def translated() -> dict[str, str]:
    """Vietnamese by English; of a plural its first form, since Vietnamese has one form."""
    return {_key(message.context, message.id): first(message.string) for message in catalogue() if message.id}


@cache
def wanted() -> set[str]:
    """Every English text in code and templates that is shown through gettext."""
    keywords = {**DEFAULT_KEYWORDS, **LAZY}
    found = extract_from_dir(ROOT, METHODS, OPTIONS, keywords, directory_filter=lambda path: "/." not in path)
    return {_key(context, message) for _file, _line, message, _comments, context in found if first(message)}


def _key(context: str | None, text: str | tuple[str, ...] | list[str]) -> str:
    """The same word in two contexts is two texts."""
    return f"{context}: {first(text)}" if context else first(text)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"num"}


def first(text: str | tuple[str, ...] | list[str] | None) -> str:
    return text if isinstance(text, str) else text[0] if text else ""
