r"""The smallest parts of GIFT: escapes, text formats, percentages, feedback.

Escaped characters are first replaced by private ones, so that what remains of `~ = # { } :` is syntax.
"""

from __future__ import annotations

import re
from fractions import Fraction

from question_bank.formats.marked_up import AS_HTML
from question_bank.formats.shares import share
from question_bank.problems import Problem, note, warning

SPECIAL = "\\:#={}~n"
HIDDEN = {f"\\{letter}": chr(0xE000 + place) for place, letter in enumerate(SPECIAL)}
SHOWN = {hidden: ("\n" if pair == "\\n" else pair[1]) for pair, hidden in HIDDEN.items()}
_ESCAPE = re.compile(r"\\[\\:#={}~n]")
_UNHIDE = str.maketrans(SHOWN)
_PRIVATE = re.compile("[\ue000-\ue007]")
_FORMAT = re.compile(r"\[([a-z]+)\]")
_WEIGHT = re.compile(r"%(?P<number>-?\d{1,3}(?:\.\d{0,40})?)%|%[-+\d.,]{1,60}%", re.ASCII)


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
    if found and found[1] in AS_HTML:
        default, text = found[1], text[found.end() :]
    elif found and found[1].startswith(("html", "markdown", "plain", "moodle")):
        problems = [note("gift.unknown_format", format=found[1])]
    return AS_HTML[default](show(text).strip()), default, problems


def plain_answer(text: str) -> str:
    """A short answer: plain text, whatever format it claims."""
    text = text.strip()
    found = _FORMAT.match(text)
    return show(text[found.end() :] if found and found[1] in AS_HTML else text).strip()


def weighed(text: str) -> tuple[Fraction | None, str, list[Problem]]:
    """A leading percentage as a share, None without one, and the rest of the text."""
    found = _WEIGHT.match(text)
    if not found:
        return None, text, []
    weight = share(found["number"]) if found["number"] else None
    if weight is None or abs(weight) > 1:
        return None, text, [warning("gift.weight", text=found[0])]
    return weight, text[found.end() :], []


def with_feedback(text: str) -> tuple[str, str]:
    """An answer and what stands behind its first #."""
    answer, _, feedback = text.partition("#")
    return answer.strip(), feedback.strip()
