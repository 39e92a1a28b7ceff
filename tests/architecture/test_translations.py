"""Every text that people see is there in Vietnamese, and says the same."""

import re
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from lms.install.translations import FOLDER, merge
from tests.architecture.sources import ROOT

LAZY = {"lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2), "_l": None}
JINJA = {"extensions": "jinja2.ext.do", "trim_blocks": "true", "silent": "false"}
METHODS = [
    ("lms", ".py", "python", {}),
    ("question_bank", ".py", "python", {}),
    ("templates", ".html", "jinja2", JINJA),
]
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
    called = re.compile(rf"(?<!\w)(?:{'|'.join(keywords)})\s*\(|trans")
    found = [
        (context, message)
        for folder, ending, method, options in METHODS
        for path in (ROOT / folder).rglob(f"*{ending}")
        if called.search(
            path.read_text("utf-8")
        )  # most files say nothing, and telling their words apart is slow
        for _line, message, _comments, context in extract_from_file(method, path, keywords, (), options)
    ]
    return {_key(context, message) for context, message in found if first(message)}


def _key(context: str | None, text: str | tuple[str, ...] | list[str]) -> str:
    """The same word in two contexts is two texts."""
    return f"{context}: {first(text)}" if context else first(text)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"num"}


def first(text: str | tuple[str, ...] | list[str] | None) -> str:
    return text if isinstance(text, str) else text[0] if text else ""
