"""The right answer of a question as one or several small values, so that it can be set with one tap. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from question_bank.options import FULL, NOTHING, Option, letter
from question_bank.question import Question
from question_bank.types import MultipleChoice, SingleChoice, Statements, TrueFalse

TRUE, FALSE = "true", "false"


@dataclass(frozen=True)
class KeyChoice:
    """One thing to tap: the value that is sent, the words on it, whether it is right as things stand."""

    value: str
    words: str
    right: bool


def key_choices(asked: Question) -> list[KeyChoice]:
    """What the key can be set to; empty for types whose key is more than a tap."""
    match asked:
        case SingleChoice() | MultipleChoice():
            return [
                KeyChoice(str(place), letter(place), option.right)
                for place, option in enumerate(asked.options)
            ]
        case TrueFalse():
            return [KeyChoice(TRUE, "Đ", asked.answer is True), KeyChoice(FALSE, "S", asked.answer is False)]
        case Statements():
            return [
                KeyChoice(str(place), chr(ord("a") + place), bool(one.right))
                for place, one in enumerate(asked.statements)
            ]
    return []


def takes_several(asked: Question) -> bool:
    """Whether several of the choices may be right at once."""
    return isinstance(asked, MultipleChoice | Statements)


def with_key(asked: Question, chosen: Collection[str]) -> Question:
    """The question with exactly these choices right; values that are none of its choices count for nothing."""
    known = {choice.value for choice in key_choices(asked)} & set(chosen)
    match asked:
        case SingleChoice() | MultipleChoice() if known:
            return replace(asked, options=_options(asked.options, known))
        case TrueFalse() if known:
            return replace(asked, answer=TRUE in known)
        case Statements():
            marked = tuple(
                replace(one, right=str(place) in known) for place, one in enumerate(asked.statements)
            )
            return replace(asked, statements=marked)
    return asked


def _options(options: tuple[Option, ...], right: Collection[str]) -> tuple[Option, ...]:
    weight = FULL / len(right)
    return tuple(
        replace(option, weight=weight if str(place) in right else NOTHING)
        for place, option in enumerate(options)
    )
