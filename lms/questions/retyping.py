"""The same question read as another type: its texts stay, and its key as far as the new type can hold it. Pure."""

from collections.abc import Callable
from typing import Any

from question_bank.markup import plain
from question_bank.question import Question
from question_bank.types import (
    Essay,
    Matching,
    MultipleChoice,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    accepted,
    items,
    options,
    statements,
)

Parts = list[tuple[str, bool | None]]
SHARED = ("text", "case", "title", "code", "explanation", "source", "topic", "level", "tags")


def retyped(asked: Question, kind: str) -> Question:
    """The question as one of the types in `MAKERS`; one that it already has leaves it as it is."""
    if kind == asked.type or kind not in MAKERS:
        return asked
    shared = {name: getattr(asked, name) for name in SHARED}
    return MAKERS[kind](shared, parts_of(asked))


def parts_of(asked: Question) -> Parts:
    """The texts below the question, each with whether it is right as far as that is known."""
    match asked:
        case SingleChoice() | MultipleChoice():
            known = any(option.right for option in asked.options)
            return [(option.text, option.right if known else None) for option in asked.options]
        case Statements():
            return [(one.text, one.right) for one in asked.statements]
        case Ordering():
            return [(item.text, None) for item in asked.items]
        case ShortText():
            return [(one.text, True) for one in asked.accepted]
        case TrueFalse() if asked.answer is not None:
            return [("Đúng", asked.answer), ("Sai", not asked.answer)]
        case Matching():
            return [(left.text, None) for left in asked.lefts]
    return []


def _right(parts: Parts) -> list[int]:
    return [place for place, (_text, right) in enumerate(parts) if right]


def _single(shared: dict[str, Any], parts: Parts) -> Question:
    return SingleChoice(**shared, options=options([text for text, _right in parts], _right(parts)[:1]))


def _multiple(shared: dict[str, Any], parts: Parts) -> Question:
    return MultipleChoice(**shared, options=options([text for text, _right in parts], _right(parts)))


def _statements(shared: dict[str, Any], parts: Parts) -> Question:
    made = statements([text for text, _right in parts], [right for _text, right in parts])
    return Statements(**shared, statements=made)


def _true_false(shared: dict[str, Any], parts: Parts) -> Question:
    said = {plain(text).casefold().strip(" ."): right for text, right in parts}
    return TrueFalse(**shared, answer=said.get("đúng"))


def _ordering(shared: dict[str, Any], parts: Parts) -> Question:
    return Ordering(**shared, items=items([text for text, _right in parts]))


def _short_text(shared: dict[str, Any], parts: Parts) -> Question:
    return ShortText(**shared, accepted=accepted([plain(parts[place][0]) for place in _right(parts)]))


def _essay(shared: dict[str, Any], parts: Parts) -> Question:
    return Essay(**shared, guidance="<br>".join(text for text, _right in parts))


MAKERS: dict[str, Callable[[dict[str, Any], Parts], Question]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "statements": _statements,
    "short_text": _short_text,
    "ordering": _ordering,
    "essay": _essay,
}
