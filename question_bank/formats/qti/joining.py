"""Pairs to join, statements to judge, things to put into order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from question_bank.formats.qti.choosing import MOST_TRIED, truth_of
from question_bank.formats.qti.items import Interaction, NotRead
from question_bank.formats.qti.trying import Trial
from question_bank.formats.qti.values import near
from question_bank.formats.text import left_out
from question_bank.identity import identify
from question_bank.options import NOTHING
from question_bank.problems import error, warning
from question_bank.question import Question
from question_bank.types import (
    Item as Ordered,
    Left,
    Marking,
    Matching,
    Ordering,
    Right,
    Statement,
    Statements,
)
from question_bank.types.statements import stepped

Pairs = list[tuple[str, str]]


def joined(asked: Interaction, trial: Trial, fields: dict[str, Any]) -> Question:
    """A matching question, or statements if what is to be joined with them is true and false."""
    pairs = _pairs(asked)
    if _judges(asked):
        return _statements(asked, dict(pairs), trial, fields)
    flipped = len({left for left, _ in pairs}) < len(pairs) == len({right for _, right in pairs})
    given, wanted = (asked.targets, asked.parts) if flipped else (asked.parts, asked.targets)
    key = {right: left for left, right in pairs} if flipped else dict(pairs)
    if asked.parts == asked.targets:
        given, wanted = [one for one in given if one.id in key], [one for one in wanted if one.id not in key]
    known = {one.id for one in wanted}
    if len(key) < len(pairs) or not given or any(key.get(one.id) not in known for one in given):
        raise NotRead(error("qti.pairs", text=left_out(fields["text"])))
    _try(asked, pairs, trial)
    names = dict(
        zip((one.id for one in wanted), identify([one.html for one in wanted], "right"), strict=True)
    )
    lefts = identify([one.html for one in given], "left")
    return Matching(
        lefts=tuple(Left(name, one.html, names[key[one.id]]) for name, one in zip(lefts, given, strict=True)),
        rights=tuple(Right(names[one.id], one.html) for one in wanted),
        **fields,
    )


def ordered(asked: Interaction, trial: Trial, fields: dict[str, Any]) -> Question:
    """Things to put into the order that the item declares as right."""
    by_id = {one.id: one for one in asked.parts}
    order = [by_id[name] for name in asked.correct if name in by_id]
    if len(order) != len(asked.parts) or len(set(asked.correct)) != len(asked.correct):
        raise NotRead(error("qti.order", text=left_out(fields["text"])))
    names = identify([one.html for one in order])
    items = tuple(Ordered(name, one.html) for name, one in zip(names, order, strict=True))
    return Ordering(items=items, all_or_nothing=_whole_only(asked, trial), **fields)


def _whole_only(asked: Interaction, trial: Trial) -> bool:
    """Whether an order that is right in part earns nothing."""
    count = len(asked.correct)
    full = trial.run({asked.response: asked.correct})
    swapped = [*asked.correct[1::-1], *asked.correct[2:]]
    part = trial.run({asked.response: swapped})
    trial.run({asked.response: [*asked.correct[1:], *asked.correct[:1]]})
    if full is None or part is None or count < 2:
        return True
    if part and (full <= 0 or not near(part / full, Fraction(count - 2, count))):
        trial.problems.append(warning("qti.scoring"))
    return trial.scorer.whole if count == 2 else not part


def _pairs(asked: Interaction) -> Pairs:
    """The right pairs, left side first."""
    table = asked.mapping.entries if asked.mapping else {}
    said = asked.correct or [key for key, entry in table.items() if entry.value > 0]
    lefts, rights = {one.id for one in asked.parts}, {one.id for one in asked.targets}
    found = [(two[0], two[1]) for text in said if len(two := text.split()) == 2]
    return [(b, a) if a not in lefts and a in rights else (a, b) for a, b in found]


def _try(asked: Interaction, pairs: Pairs, trial: Trial) -> None:
    """Whether each pair earns its share, as it does here."""
    full = trial.run(asked.joined(pairs))
    singles = [trial.run(asked.joined([pair])) for pair in pairs[:MOST_TRIED]]
    if full is None or None in singles:
        return
    if not full or any(one is None or not near(one, full / len(pairs)) for one in singles):
        trial.problems.append(warning("qti.scoring"))


def _judges(asked: Interaction) -> bool:
    said = [truth_of(one.html) for one in asked.targets]
    return len(said) == 2 and set(said) == {True, False}


def _statements(asked: Interaction, key: dict[str, str], trial: Trial, fields: dict[str, Any]) -> Question:
    truth = {one.id: truth_of(one.html) for one in asked.targets}
    right = [truth.get(key.get(one.id, "")) for one in asked.parts]
    parts = zip(identify([one.html for one in asked.parts]), asked.parts, right, strict=True)
    statements = tuple(Statement(name, one.html, value) for name, one, value in parts)
    pairs = [(one.id, key[one.id]) for one in asked.parts if one.id in key]
    marking = _marking(asked, pairs, trial)
    return Statements(statements=statements, marking=marking, fixed_order=not asked.shuffle, **fields)


def _marking(asked: Interaction, pairs: Pairs, trial: Trial) -> Marking:
    """How the number of right statements counts, told from what each number of them earns."""
    trial.run(asked.joined([]))
    earned = [trial.run(asked.joined(pairs[:count])) for count in range(1, len(pairs) + 1)]
    if not earned or None in earned:
        return Marking.STEPPED
    scores = [score or NOTHING for score in earned]
    for marking in (Marking.STEPPED, Marking.PROPORTIONAL, Marking.ALL_OR_NOTHING):
        if scores[-1] > 0 and _alike(scores, _stepped(marking, len(asked.parts), len(pairs))):
            return marking
    trial.problems.append(warning("qti.scoring"))
    return Marking.PROPORTIONAL


def _alike(scores: Sequence[Fraction], shares: Sequence[Fraction]) -> bool:
    full = scores[-1] / shares[-1] if shares[-1] else scores[-1]
    return all(near(score / full, share) for score, share in zip(scores, shares, strict=True))


def _stepped(marking: Marking, count: int, keyed: int) -> list[Fraction]:
    return [stepped(hits, count, marking) for hits in range(1, keyed + 1)]
