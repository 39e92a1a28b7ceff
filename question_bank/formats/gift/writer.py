"""Writing GIFT. What GIFT cannot say is refused by name, so that what is written reads back equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from question_bank.formats.categories import all_tags, category_of
from question_bank.formats.gift.reader import read
from question_bank.formats.marked_up import AS_HTML
from question_bank.formats.shares import percent, plain_number
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.markup import bare
from question_bank.options import FULL, Option
from question_bank.problems import Problem
from question_bank.question import Question
from question_bank.types import Essay, Matching, MultipleChoice, Numeric, ShortText, SingleChoice, TrueFalse

_SPECIAL = re.compile(r"[\\:#={}~]")


def write(questions: Sequence[Question]) -> bytes:
    """The questions as a GIFT file; raises CannotWrite if GIFT cannot hold one of them."""
    refuse_unsupported(questions, supports)
    return _written(questions)


def supports(question: Question) -> Problem | None:
    """Why GIFT cannot hold this question, None if it can."""
    return refusal(question, WRITERS, _written, read)


def _written(questions: Sequence[Question]) -> bytes:
    topic, parts = "", []
    for question in questions:
        if question.topic != topic:
            topic = question.topic
            parts.append(f"$CATEGORY: {category_of(topic)}")
        parts.append("\n".join(_lines(question)))
    return ("\n\n".join(parts) + "\n").encode()


def _lines(question: Question) -> Iterator[str]:
    marks = [f"[id:{_bracketed(question.code)}]"] if question.code else []
    marks += [f"[tag:{_bracketed(tag)}]" for tag in all_tags(question)]
    if marks:
        yield "// " + " ".join(marks)
    title = f"::{_escape(question.title)}::" if question.title else ""
    general = f"####{_html(question.explanation)}" if question.explanation else ""
    yield f"{title}{_html(question.text)} {{{WRITERS[type(question)](question)}{general}}}"


def _choice(question: Any) -> str:
    full = FULL if isinstance(question, SingleChoice) else None
    return " ".join(_option(option, full) for option in question.options)


def _option(option: Option, full: Fraction | None) -> str:
    mark = "=" if option.weight == full else "~"
    weight = "" if option.weight in (0, full) else f"%{percent(option.weight)}%"
    return f"{mark}{weight}{_html(option.text)}{_feedback(option.feedback)}"


def _true_false(question: Any) -> str:
    texts = [question.feedback_false, question.feedback_true]
    wrong, right = map(_html, texts if question.answer else reversed(texts))
    return ("T" if question.answer else "F") + (f"#{wrong}#{right}" if wrong or right else "")


def _short_text(question: Any) -> str:
    return " ".join(
        f"=%{percent(answer.weight)}%{_guarded(_escape(answer.text))}{_feedback(answer.feedback)}"
        for answer in question.accepted
    )


def _numeric(question: Any) -> str:
    numbers = " ".join(
        f"=%{percent(number.weight)}%{plain_number(number.value)}:{plain_number(number.tolerance)}{_feedback(number.feedback)}"
        for number in question.accepted
    )
    return f"#{numbers}" + (f" ~#{_html(question.otherwise)}" if question.otherwise else "")


def _matching(question: Any) -> str:
    texts = {right.id: right.text for right in question.rights}
    used = {left.right for left in question.lefts}
    pairs = [(left.text, texts[left.right]) for left in question.lefts]
    pairs += [("", right.text) for right in question.rights if right.id not in used]
    return " ".join(f"={_html(left)} -> {_escape(bare(right))}" for left, right in pairs)


def _essay(question: Any) -> str:
    return ""


def _feedback(html: str) -> str:
    return f"#{_html(html)}" if html else ""


def _html(html: str) -> str:
    """HTML, marked as such unless it is the same as plain text."""
    plain = not re.search(r"[<>&\n]|\A(?:\[|%|//|::|\$)", html)
    return _escape(html) if plain else "[html]" + _escape(html)


def _guarded(text: str) -> str:
    """A text that begins like a text format, kept from being taken for one."""
    return f"[{next(iter(AS_HTML))}]{text}" if text.startswith("[") else text


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")


def _bracketed(text: str) -> str:
    return text.replace("]", "\\]")


WRITERS: dict[type[Question], Callable[[Any], str]] = {
    Essay: _essay,
    Matching: _matching,
    MultipleChoice: _choice,
    Numeric: _numeric,
    ShortText: _short_text,
    SingleChoice: _choice,
    TrueFalse: _true_false,
}
