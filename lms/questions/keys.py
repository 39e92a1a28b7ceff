"""The right answer of a question as one or several small values, so that it can be set with one tap. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from question_bank.options import FULL, NOTHING, Option, letter
from question_bank.question import Question
from question_bank.types import MultipleChoice, SingleChoice, Statement, Statements, TrueFalse
from question_bank.types.true_false import SPOKEN


@dataclass(frozen=True)
class KeyChoice:
    """One thing to tap: the value that is sent, the words on it, whether it is right as things stand."""

    value: str
    words: str
    right: bool


@dataclass(frozen=True)
class KeyGroup:
    """Choices of which one is right, or `several`; `label` names the statement where there are many groups."""

    choices: list[KeyChoice]
    label: str = ""
    several: bool = False


def key_groups(asked: Question) -> list[KeyGroup]:
    """What the key can be set to; empty for types whose key is more than a tap."""
    match asked:
        case SingleChoice() | MultipleChoice():
            choices = [
                KeyChoice(str(place), letter(place), option.right)
                for place, option in enumerate(asked.options)
            ]
            return [KeyGroup(choices, several=isinstance(asked, MultipleChoice))]
        case TrueFalse():
            return [KeyGroup(_truths("", asked.answer))]
        case Statements():
            return [
                KeyGroup(_truths(f"{place}-", one.right), chr(ord("a") + place))
                for place, one in enumerate(asked.statements)
            ]
    return []


def with_key(asked: Question, chosen: Collection[str]) -> Question:
    """The question with these choices right; where nothing that it knows was chosen, it stays as it is."""
    known = {choice.value for group in key_groups(asked) for choice in group.choices} & set(chosen)
    if not known:
        return asked
    match asked:
        case SingleChoice() | MultipleChoice():
            return replace(asked, options=_options(asked.options, known))
        case TrueFalse():
            return replace(asked, answer=_truth("", known))
        case Statements():
            return replace(asked, statements=_statements(asked.statements, known))
    return asked


def _truths(prefix: str, present: bool | None) -> list[KeyChoice]:
    return [KeyChoice(f"{prefix}{value}", SPOKEN[value], present is value) for value in (True, False)]


def _truth(prefix: str, chosen: Collection[str]) -> bool | None:
    return next((value for value in (True, False) if f"{prefix}{value}" in chosen), None)


def _options(options: tuple[Option, ...], right: Collection[str]) -> tuple[Option, ...]:
    weight = FULL / len(right)
    return tuple(
        replace(option, weight=weight if str(place) in right else NOTHING)
        for place, option in enumerate(options)
    )


def _statements(statements: tuple[Statement, ...], chosen: Collection[str]) -> tuple[Statement, ...]:
    found = [_truth(f"{place}-", chosen) for place in range(len(statements))]
    return tuple(
        replace(one, right=one.right if truth is None else truth)
        for one, truth in zip(statements, found, strict=True)
    )
