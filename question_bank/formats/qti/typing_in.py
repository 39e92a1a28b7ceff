"""Answers that are typed: words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from question_bank.formats.qti.items import Interaction, Span
from question_bank.formats.qti.trying import Trial
from question_bank.formats.qti.values import decimal, simple
from question_bank.options import FULL, NOTHING
from question_bank.question import Question
from question_bank.types import Accepted, AcceptedNumber, Numeric, ShortText
from question_bank.wildcards import ANY, LITERAL_STAR

NOBODY_TYPES = "\u2400"
FAR_OFF = Decimal("987654321987")


def typed(asked: Interaction, trial: Trial, fields: dict[str, Any], part: bool = False) -> Question:
    """A number, if the response is one, else a short text."""
    return _number(asked, trial, fields, part) if asked.is_number else _text(asked, trial, fields, part)


def _text(asked: Interaction, trial: Trial, fields: dict[str, Any], part: bool) -> Question:
    tried = list(
        dict.fromkeys([*(asked.mapping.entries if asked.mapping else ()), *asked.correct, *asked.texts])
    )
    answers = [{asked.response: [text]} for text in tried]
    scores = [trial.run(answer) for answer in answers]
    trial.run({asked.response: [NOBODY_TYPES]})
    weights = _weights(asked, trial, tried, scores, part)
    accepted = tuple(
        Accepted(text.replace(ANY, LITERAL_STAR), weight, trial.feedback(answer))
        for text, answer, weight in zip(tried, answers, weights, strict=True)
    )
    kept = tuple(
        one for one in accepted if one.text.strip() and (one.weight or one.feedback or asked.mapping)
    )
    return ShortText(accepted=kept, ignore_case=_any_case(asked, trial, tried, scores), **fields)


def _weights(
    asked: Interaction, trial: Trial, tried: Sequence[str], scores: Sequence[Fraction | None], part: bool
) -> list[Fraction]:
    table = asked.mapping
    if None in scores or (not any(scores) and not trial.scorer.mapped):
        values = [table.entries[text].value if table and text in table.entries else FULL for text in tried]
    elif table is not None and asked.response in trial.scorer.mapped:
        values = [
            table.entries[text].value if text in table.entries else (score or NOTHING)
            for text, score in zip(tried, scores, strict=True)
        ]
        if part or any(table.bounded(value) != score for value, score in zip(values, scores, strict=True)):
            values = values if part else [score or NOTHING for score in scores]
    else:
        values = [score or NOTHING for score in scores]
    full = trial.full(max(values, default=NOTHING), part)
    return [simple(value / full) for value in values]


def _any_case(
    asked: Interaction, trial: Trial, tried: Sequence[str], scores: Sequence[Fraction | None]
) -> bool:
    """Whether capitals do not matter, as the mapping says or as trying other capitals shows."""
    if asked.mapping is not None and asked.mapping.entries:
        return any(entry.any_case for entry in asked.mapping.entries.values())
    for text, score in zip(tried, scores, strict=True):
        if score and text.swapcase() != text:
            return trial.score({asked.response: [text.swapcase()]}) == score
    return not (scores and None not in scores)


def _number(asked: Interaction, trial: Trial, fields: dict[str, Any], part: bool) -> Question:
    spans = _spans(asked)
    answers = [{asked.response: [format(one.value, "f")]} for one in spans]
    scores = [trial.run(answer) for answer in answers]
    far = {asked.response: [format(FAR_OFF, "f")]}
    trial.run(far)
    known = [score for score in scores if score is not None]
    values = (
        [score or NOTHING for score in scores]
        if len(known) == len(scores) and any(known)
        else [FULL] * len(spans)
    )
    full = trial.full(max(values, default=NOTHING), part)
    accepted = tuple(
        AcceptedNumber(one.value, one.tolerance, simple(value / full), trial.feedback(answer))
        for one, value, answer in zip(spans, values, answers, strict=True)
    )
    return Numeric(accepted=accepted, otherwise=trial.feedback(far), **fields)


def _spans(asked: Interaction) -> list[Span]:
    """The spans that the rules compare with, and the single numbers that lie in none of them."""
    found = list(dict.fromkeys(asked.spans))
    wide = [one for one in found if one.tolerance]
    singles = [*(asked.mapping.entries if asked.mapping else ()), *asked.correct, *asked.texts]
    for text in dict.fromkeys(singles):
        number = decimal(text)
        if number is not None and not any(one.holds(number) for one in found):
            found.append(Span(number))
    return [one for one in found if one in wide or not any(other.holds(one.value) for other in wide)]
