"""What stands in the braces of a GIFT question, one function for each of Moodle's kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from question_bank.formats.gift.tokens import formatted, plain_answer, show, weighed, with_feedback
from question_bank.formats.text import left_out
from question_bank.identity import identify
from question_bank.markup import escaped
from question_bank.numbers import read_number
from question_bank.options import FULL, NOTHING, Option
from question_bank.problems import Problem, error, warning
from question_bank.question import Question
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Credit,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    ShortText,
    SingleChoice,
    TrueFalse,
    matching,
)

GENERAL = "####"
ARROW = "->"
ANY = "*"
MOST_ANSWERS = 200
EXACT = 300  # digits: more than two numbers of 40 digits and two of exponent need
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NUMBER = re.compile(r"[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,2})?", re.ASCII)


class Refused(Exception):
    """The answer part cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def answer_part(answers: str, style: str, fields: dict[str, Any]) -> tuple[Question, list[Problem]]:
    """The question, and what is to be said about its answers."""
    before, separator, feedback = answers.rpartition(GENERAL)
    answers = (before if separator else answers).strip()
    explanation, _, problems = formatted(feedback if separator else "", style)
    question, more = _reader(answers)(answers, style, fields | {"explanation": explanation})
    return question, problems + more


Read = tuple[Question, list[Problem]]


def _reader(answers: str) -> Callable[[str, str, dict[str, Any]], Read]:
    """The kind of question, told from its answers in Moodle's order."""
    if not answers:
        return _essay
    if answers.startswith("#"):
        return _numeric
    if "~" in answers:
        return _choice
    if "=" in answers and ARROW in answers:
        return _matching
    return _true_false if answers.partition("#")[0].strip() in TRUTH else _short_text


def _essay(answers: str, style: str, fields: dict[str, Any]) -> Read:
    return Essay(**fields), []


def _true_false(answers: str, style: str, fields: dict[str, Any]) -> Read:
    word, wrong, right = (answers.split("#", 2) + ["", ""])[:3]
    answer = TRUTH[word.strip()]
    texts = [formatted(part, style)[0] for part in ((right, wrong) if answer else (wrong, right))]
    return TrueFalse(answer=answer, feedback_true=texts[0], feedback_false=texts[1], **fields), []


def _choice(answers: str, style: str, fields: dict[str, Any]) -> Read:
    parts = _split("~", answers.replace("=", "~="))
    if len(parts) < 2:
        raise Refused(error("gift.few_answers"))
    problems: list[Problem] = []
    read = [_option(part, style, problems) for part in parts]
    names = identify(text for text, _, _ in read)
    options = tuple(
        Option(name, text, weight, feedback)
        for name, (text, weight, feedback) in zip(names, read, strict=True)
    )
    if "=" in answers:
        return SingleChoice(options=options, **fields), problems
    return MultipleChoice(options=options, credit=Credit.WEIGHTS, **fields), problems


def _option(part: str, style: str, problems: list[Problem]) -> tuple[str, Fraction, str]:
    default = FULL if part.startswith("=") else NOTHING
    weight, rest, wrong = weighed(part.removeprefix("=").lstrip())
    answer, feedback = with_feedback(rest)
    text, _, more = formatted(answer, style)
    problems += wrong + more
    return text, default if weight is None else weight, formatted(feedback, style)[0]


def _matching(answers: str, style: str, fields: dict[str, Any]) -> Read:
    pairs = [_pair(part, style) for part in _split("=", answers)]
    distractors = [right for left, right in pairs if not left]
    joined = [(left, right) for left, right in pairs if left]
    return Matching(**matching(joined, distractors), **fields), []


def _pair(part: str, style: str) -> tuple[str, str]:
    left, arrow, right = part.partition(ARROW)
    if not arrow:
        raise Refused(error("gift.no_arrow", text=left_out(show(part))))
    asked, joined = formatted(left, style)[0], escaped(show(right).strip())
    if asked and not joined:
        raise Refused(error("gift.no_right", text=left_out(show(part))))
    return asked, joined


def _short_text(answers: str, style: str, fields: dict[str, Any]) -> Read:
    problems: list[Problem] = []
    accepted = []
    for part in _split("=", answers):
        weight, rest, wrong = weighed(part)
        answer, feedback = with_feedback(rest)
        problems += wrong
        accepted.append(
            Accepted(plain_answer(answer), FULL if weight is None else weight, formatted(feedback, style)[0])
        )
    if not accepted:
        raise Refused(error("gift.no_answers"))
    return ShortText(accepted=tuple(accepted), **fields), problems


def _numeric(answers: str, style: str, fields: dict[str, Any]) -> Read:
    right, _, wrong = answers[1:].partition("~")
    parts = _split("=", right)
    if not parts:
        raise Refused(error("gift.no_answers"))
    problems: list[Problem] = []
    stray, otherwise = with_feedback(wrong)
    if stray:
        problems.append(warning("text.left_out", text=left_out(show(stray))))
    accepted = []
    for part in parts:
        weight, answer, feedback = _weighed_number(part, problems)
        if answer == ANY and weight == NOTHING and not otherwise:
            otherwise = feedback
            continue
        value, tolerance = _range(answer)
        accepted.append(AcceptedNumber(value, tolerance, weight, formatted(feedback, style)[0]))
    return Numeric(accepted=tuple(accepted), otherwise=formatted(otherwise, style)[0], **fields), problems


def _weighed_number(part: str, problems: list[Problem]) -> tuple[Fraction, str, str]:
    weight, rest, wrong = weighed(part)
    problems += wrong
    answer, feedback = with_feedback(rest)
    return FULL if weight is None else weight, show(answer).strip(), feedback


def _range(text: str) -> tuple[Decimal, Decimal]:
    """`value`, `value:tolerance` or `low..high`."""
    low, dots, high = text.partition("..")
    if dots:
        ends = sorted([_decimal(low), _decimal(high)])
        with localcontext(prec=EXACT):
            return (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2
    value, _, tolerance = text.partition(":")
    return _decimal(value), abs(_decimal(tolerance or "0"))


def _decimal(text: str) -> Decimal:
    text = text.strip()
    number = Decimal(text) if _NUMBER.fullmatch(text) else read_number(text)
    if number is None:
        raise Refused(error("gift.not_a_number", text=left_out(text)))
    return number


def _split(mark: str, text: str) -> list[str]:
    if text.count(mark) > MOST_ANSWERS:
        raise Refused(error("question.too_many_answers", limit=MOST_ANSWERS))
    parts = [part.strip() for part in text.split(mark)]
    return parts if parts[0] else parts[1:]
