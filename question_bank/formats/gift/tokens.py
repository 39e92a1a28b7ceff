r"""The smallest parts of GIFT: escapes, text formats, percentages, feedback.

Escaped characters are first replaced by private ones, so that what remains of `~ = # { } :` is syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from markdown_it import MarkdownIt

from question_bank.markup import escaped, from_mixed
from question_bank.problems import Problem, note, warning

SPECIAL = "\\:#={}~n"
HIDDEN = {f"\\{letter}": chr(0xE000 + place) for place, letter in enumerate(SPECIAL)}
SHOWN = {hidden: ("\n" if pair == "\\n" else pair[1]) for pair, hidden in HIDDEN.items()}
_ESCAPE = re.compile(r"\\[\\:#={}~n]")
_UNHIDE = str.maketrans(SHOWN)
_PRIVATE = re.compile("[\ue000-\ue007]")
_FORMAT = re.compile(r"\[([a-z]+)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{0,12})?)%", re.ASCII)
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})


def hide(text: str) -> str:
    """Escaped characters replaced by private ones."""
    return _ESCAPE.sub(lambda found: HIDDEN[found[0]], _PRIVATE.sub("\ufffd", text))


def show(text: str) -> str:
    """Private characters replaced by what they stand for."""
    return text.translate(_UNHIDE)


def formatted(text: str, default: str = "moodle") -> tuple[str, str, list[Problem]]:
    """The HTML of a text that may begin with its format, that format, and what is to be said about it."""
    text, problems = text.strip(), []
    found = _FORMAT.match(text)
    if found and found[1] in FORMATS:
        default, text = found[1], text[found.end() :]
    elif found and found[1].startswith(("html", "markdown", "plain", "moodle")):
        problems = [note("gift.unknown_format", format=found[1])]
    return FORMATS[default](show(text).strip()), default, problems


def plain_answer(text: str) -> str:
    """A short answer: plain text, whatever format it claims."""
    text = text.strip()
    found = _FORMAT.match(text)
    return show(text[found.end() :] if found and found[1] in FORMATS else text).strip()


def weighed(text: str) -> tuple[Fraction | None, str, list[Problem]]:
    """A leading percentage as a share, None without one, and the rest of the text."""
    found = _WEIGHT.match(text)
    if not found:
        return None, text, []
    weight = _share(Decimal(found[1]))
    if abs(weight) > 1:
        return None, text, [warning("gift.weight", text=found[0])]
    return weight, text[found.end() :], []


def with_feedback(text: str) -> tuple[str, str]:
    """An answer and what stands behind its first #."""
    answer, _, feedback = text.partition("#")
    return answer.strip(), feedback.strip()


def _share(percent: Decimal) -> Fraction:
    """33.333 means a third: the nearest simple fraction if it was rounded, else exactly what it says."""
    exact = Fraction(percent) / 100
    simple = exact.limit_denominator(12)
    return simple if abs(exact - simple) < Fraction(1, 20_000) else exact


def _markdown(text: str) -> str:
    html: str = _MARKDOWN.render(text).strip()
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner else html


FORMATS: dict[str, Callable[[str], str]] = {
    "moodle": from_mixed,
    "html": str,
    "plain": escaped,
    "markdown": _markdown,
}
