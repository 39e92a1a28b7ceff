"""Choices: one option or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from question_bank.formats.qti.items import Interaction
from question_bank.formats.qti.trying import Trial
from question_bank.formats.qti.values import near, simple
from question_bank.identity import identify
from question_bank.markup import folded, plain
from question_bank.options import FULL, NOTHING, Option
from question_bank.problems import error, warning
from question_bank.question import Question
from question_bank.types import Credit, MultipleChoice, SingleChoice, TrueFalse

TRUE_WORDS = frozenset({"dung", "true", "d", "t", "yes"})
FALSE_WORDS = frozenset({"sai", "false", "s", "f", "no"})
MOST_TRIED = 60


def one_of_several(asked: Interaction, trial: Trial, fields: dict[str, Any], part: bool = False) -> Question:
    """One option out of several; true or false, if that is what they say."""
    answers = [{asked.response: [one.id]} for one in asked.parts]
    scores = [trial.run(answer) for answer in answers]
    weights = _declared(asked) if None in scores else _shares(asked, trial, scores, part)
    _compare(asked, trial, weights, None not in scores)
    feedback = [trial.feedback(answer) for answer in answers]
    if not part and _speaks_truth(asked):
        return _true_false(asked, weights, feedback, fields)
    options = _options(asked, weights, feedback, asked.response if part else "")
    return SingleChoice(options=options, fixed_order=not asked.shuffle, **fields)


def many(asked: Interaction, trial: Trial, fields: dict[str, Any]) -> Question:
    """Any number of options."""
    answers = [{asked.response: [one.id]} for one in asked.parts]
    singles = [trial.run(answer) for answer in answers]
    right = asked.correct or _earning(asked, singles)
    trial.run({asked.response: right})
    feedback = [trial.feedback(answer) for answer in answers]
    fields = fields | {"fixed_order": not asked.shuffle}
    made = [
        MultipleChoice(options=_options(asked, weights, feedback), credit=credit, **fields)
        for weights, credit in _readings(asked, trial, singles, right)
    ]
    if None in singles:
        return made[0]
    fitting = next((question for question in made if _fits(question, asked, trial, right)), None)
    if fitting is None and any(singles) | bool(right):
        trial.problems.append(warning("qti.scoring"))
    return fitting or made[-1]


def _readings(
    asked: Interaction, trial: Trial, singles: Sequence[Fraction | None], right: Sequence[str]
) -> Iterator[tuple[list[Fraction], Credit]]:
    """The ways in which the choice may be marked, the likeliest first."""
    exact = [Fraction(1, len(right) or 1) if one.id in right else NOTHING for one in asked.parts]
    table = asked.mapping
    if table is not None and (asked.response in trial.scorer.mapped or not asked.correct):
        values = [
            table.entries[one.id].value if one.id in table.entries else table.default for one in asked.parts
        ]
        gains = [value for value in values if value > 0]
        if (
            table.lower == 0
            and set(values) <= {1, -1}
            and len(gains) > 1
            and table.upper in (None, len(gains))
        ):
            yield [Fraction(int(value > 0), len(gains)) for value in values], Credit.RIGHT_MINUS_WRONG
        best = table.bounded(sum(gains, NOTHING))
        yield [simple(value / trial.full(best)) for value in values], Credit.WEIGHTS
    yield exact, Credit.ALL_OR_NOTHING
    if None not in singles:
        earned = [score or NOTHING for score in singles]
        full = trial.full(trial.score({asked.response: list(right)}) or max(earned, default=NOTHING))
        yield [simple(score / full) for score in earned], Credit.WEIGHTS
        yield exact, Credit.RIGHT_MINUS_WRONG
        yield exact, Credit.ALL_OR_NOTHING


def _fits(question: MultipleChoice, asked: Interaction, trial: Trial, right: Sequence[str]) -> bool:
    """Whether the question marks choices as the rules of the item do."""
    ids = [one.id for one in asked.parts]
    wrong = [name for name in ids if name not in right]
    tried = [list(right), list(right)[1:], [*right, *wrong[:1]], ids, *([name] for name in ids[:MOST_TRIED])]
    best = trial.score({asked.response: list(right)})
    full = trial.full(
        max([best or NOTHING, *(trial.score({asked.response: one}) or NOTHING for one in tried)])
    )
    names = dict(zip(ids, (option.id for option in question.options), strict=True))
    for chosen in tried:
        earned = trial.score({asked.response: chosen})
        given = question.grade(question.parse([names[name] for name in chosen if name in names])).fraction
        if earned is None or given is None or not near(given, min(FULL, max(NOTHING, earned / full))):
            return False
    return True


def _earning(asked: Interaction, singles: Sequence[Fraction | None]) -> list[str]:
    if asked.mapping is not None:
        return [
            one.id
            for one in asked.parts
            if one.id in asked.mapping.entries and asked.mapping.entries[one.id].value > 0
        ]
    return [one.id for one, score in zip(asked.parts, singles, strict=True) if score and score > 0]


def _shares(
    asked: Interaction, trial: Trial, scores: Sequence[Fraction | None], part: bool
) -> list[Fraction]:
    earned = [score or NOTHING for score in scores]
    table = asked.mapping
    if table is not None and asked.response in trial.scorer.mapped:
        values = [
            table.entries[one.id].value if one.id in table.entries else table.default for one in asked.parts
        ]
        if [table.bounded(value) for value in values] == earned:
            earned = values
    full = trial.full(max(earned, default=NOTHING), part)
    return [simple(score / full) for score in earned]


def _declared(asked: Interaction) -> list[Fraction]:
    """What the item declares, where its rules cannot be followed."""
    if asked.correct or asked.mapping is None:
        return [FULL if one.id in asked.correct else NOTHING for one in asked.parts]
    values = [
        asked.mapping.entries[one.id].value if one.id in asked.mapping.entries else NOTHING
        for one in asked.parts
    ]
    best = max(values, default=NOTHING)
    return [value / best if best > 0 else NOTHING for value in values]


def _compare(asked: Interaction, trial: Trial, weights: Sequence[Fraction], scored: bool) -> None:
    """Where the declared key and the rules of scoring disagree, a person is asked."""
    right = {one.id for one, weight in zip(asked.parts, weights, strict=True) if weight == FULL}
    if scored and any(weights) and not set(asked.correct) <= right:
        trial.problems.append(error("key.disagree"))


def _options(
    asked: Interaction, weights: Sequence[Fraction], feedback: Sequence[str], scope: str = ""
) -> tuple[Option, ...]:
    names = identify([one.html for one in asked.parts], scope)
    return tuple(
        Option(name, one.html, weight, told, True if one.fixed else None)
        for name, one, weight, told in zip(names, asked.parts, weights, feedback, strict=True)
    )


def truth_of(html: str) -> bool | None:
    """Whether an option says true or false."""
    word = folded(plain(html)).strip(" .")
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


def _speaks_truth(asked: Interaction) -> bool:
    said = [truth_of(one.html) for one in asked.parts]
    named = [one.id.lower() == str(truth).lower() for one, truth in zip(asked.parts, said, strict=True)]
    return sorted(map(str, said)) == ["False", "True"] and all(named)


def _true_false(
    asked: Interaction, weights: Sequence[Fraction], feedback: Sequence[str], fields: dict[str, Any]
) -> Question:
    values = {bool(truth_of(one.html)): place for place, one in enumerate(asked.parts)}
    right = [truth for truth, place in values.items() if weights[place] == FULL]
    return TrueFalse(
        answer=right[0] if len(right) == 1 else None,
        feedback_true=feedback[values[True]],
        feedback_false=feedback[values[False]],
        **fields,
    )
