"""Rules of scoring as they are written: the standard templates, or written out where feedback depends on answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import written

TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
SCORE, FEEDBACK = "SCORE", "FEEDBACK"


@dataclass
class Told:
    """A feedback and the condition under which it is shown."""

    id: str
    html: str
    when: Node


@dataclass
class Rules:
    """How an item scores: a template, or rules if there are any; and the most it can earn."""

    template: str = ""
    rules: list[Node] = field(default_factory=list)
    maximum: Fraction = Fraction(1)
    told: list[Told] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)

    def processing(self) -> list[Node]:
        """The element that holds the rules; none if a person scores."""
        told = [_tell(one) for one in self.told]
        if self.template and not told:
            return [Node("responseProcessing", {"template": TEMPLATES + self.template})]
        rules = self.rules or ([SPELLED[self.template]] if self.template else [])
        return [Node("responseProcessing", {}, [*rules, *told])] if rules or told else []


def el(name: str, *children: Node | str, **attrs: str) -> Node:
    """An element; Python's `class_` stands for `class`."""
    return Node(name, {key.rstrip("_"): value for key, value in attrs.items()}, list(children))


def variable(name: str) -> Node:
    return el("variable", identifier=name)


def value(text: str, base: str) -> Node:
    return el("baseValue", text, baseType=base)


def share(number: Fraction) -> Node:
    return value(written(number), "float")


def assign(name: str, expression: Node) -> Node:
    return el("setOutcomeValue", expression, identifier=name)


def when(condition: Node, *rules: Node) -> Node:
    return el("responseCondition", el("responseIf", condition, *rules))


def mapped(response: str, score: str = SCORE) -> Node:
    return assign(score, el("mapResponse", identifier=response))


def is_value(response: str, text: str, base: str = "identifier") -> Node:
    return el("match", variable(response), value(text, base))


def holds(response: str, text: str) -> Node:
    return el("member", value(text, "identifier"), variable(response))


def says(response: str, text: str, ignore_case: bool) -> Node:
    sides = (variable(response), value(text, "string"))
    return el("stringMatch", *sides, caseSensitive=str(not ignore_case).lower())


def equals(response: str, number: Decimal, tolerance: Decimal) -> Node:
    sides = (variable(response), value(format(number, "f"), "float"))
    margin = format(tolerance, "f")
    return el("equal", *sides, toleranceMode="absolute", tolerance=f"{margin} {margin}")


def at_least(condition: Node, worth: Fraction, score: str) -> Node:
    """The score becomes this if the condition holds and it is less so far."""
    better = el("lt", variable(score), share(worth))
    return when(el("and", condition, better), assign(score, share(worth)))


def by_place(response: str, count: int) -> list[Node]:
    """Each thing at its place earns its share."""
    return [
        when(
            el(
                "match",
                *(el("index", el(side, identifier=response), n=str(n)) for side in ("variable", "correct")),
            ),
            assign(SCORE, el("sum", variable(SCORE), share(Fraction(1, count)))),
        )
        for n in range(1, count + 1)
    ]


def by_steps(response: str, steps: Sequence[Fraction], hits: str) -> list[Node]:
    """The number of hits, and what each number earns."""
    most, *less = range(len(steps) - 1, 0, -1)

    def branch(name: str, count: int) -> Node:
        return el(name, el("gte", variable(hits), share(Fraction(count))), assign(SCORE, share(steps[count])))

    branches = [branch("responseIf", most), *(branch("responseElseIf", count) for count in less)]
    return [mapped(response, hits), el("responseCondition", *branches)]


def _tell(one: Told) -> Node:
    more = el("multiple", variable(FEEDBACK), value(one.id, "identifier"))
    return when(one.when, assign(FEEDBACK, more))


_RESPONSE = "RESPONSE"
SPELLED = {
    "map_response": mapped(_RESPONSE),
    "match_correct": el(
        "responseCondition",
        el(
            "responseIf",
            el("match", variable(_RESPONSE), el("correct", identifier=_RESPONSE)),
            assign(SCORE, share(Fraction(1))),
        ),
        el("responseElse", assign(SCORE, share(Fraction(0)))),
    ),
}
