"""Verdicts in words: what is wrong, why the figures say so, what to do; and which correction would put it right."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lms.quizzes.corrections.rules import Action
from lms.quizzes.corrections.suggesting import Fields, fields_of
from lms.quizzes.statistics.items import Item
from lms.quizzes.statistics.offered import Offered, judgement
from lms.quizzes.statistics.verdict_sentences import sentences
from question_bank.statistics.verdicts import Kind, Verdict
from question_bank.types import MultipleChoice, Statements


@dataclass(frozen=True)
class Told:
    """`title` is what is wrong, `advice` what to do. `action` is the correction to begin with, if any, and `answer`
    what its form is to hold.
    """

    title: str
    advice: str
    tone: str
    tentative: bool
    action: Action | None = None
    answer: Fields = field(default_factory=dict)


def told(item: Item) -> list[Told]:
    """The verdicts about a question, the gravest first; letters are those of its first paper."""
    found = zip(item.verdicts, in_words(item.verdicts, item.answers), strict=True)
    return [replace(one, **_correction(verdict, item)) for verdict, one in found]


def in_words(found: Sequence[Verdict], answers: Sequence[Offered]) -> list[Told]:
    """The same without a correction, for figures that belong to no one test."""
    letters = {one.key: one.letter for one in answers}
    return [_in_words(one, ", ".join(letters[name] for name in one.options)) for one in found]


def _in_words(verdict: Verdict, letters: str) -> Told:
    title, advice = sentences(letters)[verdict.kind]
    tone = "neutral" if verdict.tentative else "danger" if verdict.alarm else "warning"
    return Told(title, advice, tone, verdict.tentative)


def _correction(verdict: Verdict, item: Item) -> dict[str, Any]:
    action = _CORRECTIONS.get(verdict.kind)
    if action is None:
        return {}
    right = _right(verdict, item) if verdict.options else None
    return {"action": action, "answer": fields_of(item.asked.question, right) if right else {}}


def _right(verdict: Verdict, item: Item) -> Any:
    """The answer that seems to be right: the option named, or the key with what is in doubt turned round."""
    question, doubted = item.asked.question, set(verdict.options)
    key = [one.key for one in item.answers if one.right]
    if isinstance(question, MultipleChoice):
        return [option.id for option in question.options if (option.id in key) != (option.id in doubted)]
    if isinstance(question, Statements):
        return {name: said != (one in doubted) for one in key for name, said in [judgement(one)]}
    return verdict.options[0]


_CORRECTIONS = {
    Kind.WRONG_KEY: Action.KEY,
    Kind.WRONG_PART: Action.KEY,
    Kind.AMBIGUOUS: Action.ACCEPT,
    Kind.BACKWARDS: Action.KEY,
    Kind.GUESSING: Action.CREDIT,
}
