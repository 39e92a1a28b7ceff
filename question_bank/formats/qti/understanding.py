"""From the parts of an item to a question. What the rules of scoring say is found by trying answers on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from question_bank.formats.qti.choosing import many, one_of_several
from question_bank.formats.qti.items import About, Interaction, Item, Kind, NotRead
from question_bank.formats.qti.joining import joined, ordered
from question_bank.formats.qti.trying import Trial
from question_bank.formats.qti.typing_in import typed
from question_bank.formats.text import left_out
from question_bank.markup import plain
from question_bank.problems import Problem, error, warning
from question_bank.question import Question
from question_bank.types import Cloze, Essay, Gap

INLINE = (Kind.TEXT, Kind.INLINE_CHOICE)


def understood(item: Item, about: About) -> tuple[Question, list[Problem]]:
    """The question that an item is; raises NotRead if it is of a kind that there is none for."""
    _refuse(item)
    trial = Trial(item)
    question = _question(item, trial, _fields(item, about))
    explanation = "<br>".join(one for one in [question.explanation, *trial.always()] if one)
    question = replace(question, explanation=explanation)
    return question, item.problems + trial.problems + trial.unused()


def name_of(item: Item) -> str:
    """What people find the item by."""
    return left_out(item.title or item.label or item.id or plain(item.text)[:80])


def _refuse(item: Item) -> None:
    if item.unsupported:
        kinds = ", ".join(sorted(set(item.unsupported)))
        raise NotRead(error("qti.unsupported", item=name_of(item), kinds=kinds))
    if not item.interactions:
        raise NotRead(error("qti.no_interaction", item=name_of(item), text=left_out(plain(item.text))))
    if len(item.interactions) > 1 and not all(one.kind in INLINE for one in item.interactions):
        kinds = ", ".join(one.kind for one in item.interactions)
        raise NotRead(error("qti.several", item=name_of(item), kinds=kinds))


def _fields(item: Item, about: About) -> dict[str, Any]:
    return {
        "text": item.text.removeprefix("<br>"),
        "title": item.title,
        "code": item.label,
        "topic": about.topic,
        "source": about.source,
        "level": about.level,
        "tags": about.tags,
    }


def _question(item: Item, trial: Trial, fields: dict[str, Any]) -> Question:
    (first, *more) = item.interactions
    if more or first.kind is Kind.INLINE_CHOICE or (first.kind is Kind.TEXT and not first.alone):
        return _cloze(item, trial, fields)
    if first.kind is Kind.LONG_TEXT:
        return _essay(item, first, trial, fields)
    builder = _BUILDERS[first.kind] if first.single or first.kind is not Kind.CHOICE else many
    return builder(first, trial, fields)


def _essay(item: Item, asked: Interaction, trial: Trial, fields: dict[str, Any]) -> Question:
    trial.run({asked.response: ["…"]})
    if item.scorer.given and (asked.texts or asked.mapping or asked.correct):
        trial.problems.append(warning("qti.scoring"))
    guidance = "<br>".join(part for part in [item.guidance, *asked.correct] if part)
    return Essay(guidance=guidance, template=asked.default, **fields)


def _cloze(item: Item, trial: Trial, fields: dict[str, Any]) -> Question:
    asked = [_gap(one, trial) for one in item.interactions]
    best = [{one.response: right} for one, (_, right) in zip(item.interactions, asked, strict=True)]
    weights = trial.weights(best)
    gaps = tuple(
        Gap(name, ask, weight) for name, (ask, _), weight in zip(item.gaps, asked, weights, strict=True)
    )
    return Cloze(gaps=gaps, **fields)


def _gap(one: Interaction, trial: Trial) -> tuple[Question, list[str]]:
    fields = {"text": ""}
    build: Callable[..., Question] = one_of_several if one.kind is Kind.INLINE_CHOICE else typed
    question = build(one, trial, fields, part=True)
    best = question.correct_response()
    if one.kind is Kind.INLINE_CHOICE:
        ids = {option.id: part.id for option, part in zip(question.options, one.parts, strict=True)}  # type: ignore[attr-defined]
        return question, [ids[best]] if best else []
    return question, [str(best).replace(",", ".") if one.is_number else str(best)] if best is not None else []


_BUILDERS: dict[Kind, Callable[..., Question]] = {
    Kind.CHOICE: one_of_several,
    Kind.ORDER: ordered,
    Kind.MATCH: joined,
    Kind.TEXT: typed,
}
