"""The expressions of QTI 2 and 3 that score items, computed exactly; what is not known raises Unscorable.

A value is a list: of strings, of numbers, or of one truth value; an empty list is NULL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from question_bank.formats.qti.items import Budget, MapOfAnswers, Unscorable
from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import decimal

Value = list[Any]
NUMBERS = frozenset({"float", "integer"})


@dataclass(frozen=True)
class Declared:
    """A variable as an item declares it."""

    id: str
    base: str = "identifier"
    ordered: bool = False
    correct: tuple[str, ...] = ()
    mapping: MapOfAnswers | None = None
    default: tuple[str, ...] = ()

    def typed(self, texts: list[str] | tuple[str, ...]) -> Value:
        return [value for text in texts if (value := typed(text, self.base)) is not None]


@dataclass
class Scene:
    """The variables while one set of answers is scored."""

    declared: Mapping[str, Declared]
    values: dict[str, Value]
    budget: Budget

    def value(self, expression: Node) -> Value:
        """What an expression says."""
        self.budget.spend()
        rule = _RULES.get(expression.name)
        if rule is None:
            raise Unscorable(expression.name)
        return rule(self, expression)

    def inside(self, expression: Node) -> list[Value]:
        return [self.value(child) for child in expression.elements()]

    def truth(self, expression: Node) -> bool:
        return self.value(expression) == [True]

    def declaration(self, expression: Node) -> Declared:
        name = expression.get("identifier")
        if name not in self.declared:
            raise Unscorable(f"{expression.name} {name}")
        return self.declared[name]


def typed(text: str, base: str) -> Any:
    """A written value as what it is; None if it is no number where one is wanted."""
    if base in NUMBERS:
        number = decimal(text)
        return None if number is None else Fraction(number)
    if base == "boolean":
        return text.strip().lower() in ("true", "1")
    if base == "pair":
        return " ".join(sorted(text.split()))
    return " ".join(text.split()) if base == "directedPair" else text if base == "string" else text.strip()


def mapped(declared: Declared, given: Value) -> Fraction:
    """What a response earns by its mapping; each answer counts once."""
    table = declared.mapping
    if table is None:
        raise Unscorable("mapResponse")
    once = list(dict.fromkeys(given))
    return table.bounded(sum((_entry(declared, table, value) for value in once), Fraction(0)))


def _entry(declared: Declared, table: MapOfAnswers, value: Any) -> Fraction:
    for key, entry in table.entries.items():
        wanted = typed(key, declared.base)
        if value == wanted or (entry.any_case and str(value).casefold() == str(wanted).casefold()):
            return entry.value
    return table.default


def _variable(scene: Scene, node: Node) -> Value:
    return scene.values.get(scene.declaration(node).id, [])


def _correct(scene: Scene, node: Node) -> Value:
    declared = scene.declaration(node)
    return declared.typed(declared.correct)


def _default(scene: Scene, node: Node) -> Value:
    declared = scene.declaration(node)
    return declared.typed(declared.default)


def _base_value(scene: Scene, node: Node) -> Value:
    base = node.get("baseType", "string")
    value = typed(node.text, base)
    return [] if value is None else [value]


def _map_response(scene: Scene, node: Node) -> Value:
    declared = scene.declaration(node)
    scene.budget.spend(len(declared.mapping.entries) if declared.mapping else 0)
    return [mapped(declared, scene.values.get(declared.id, []))]


def _match(scene: Scene, node: Node) -> Value:
    one, other = _two(scene, node)
    if not one or not other:
        return []
    ordered = any(_is_ordered(scene, child) for child in node.elements())
    return [one == other if ordered else sorted(map(str, one)) == sorted(map(str, other))]


def _is_ordered(scene: Scene, node: Node) -> bool:
    return node.name == "ordered" or (
        node.name in ("variable", "correct") and scene.declaration(node).ordered
    )


def _string_match(scene: Scene, node: Node) -> Value:
    one, other = (" ".join(map(str, value)) for value in _two(scene, node))
    if node.get("caseSensitive", "true") == "false":
        one, other = one.casefold(), other.casefold()
    return [other in one if node.says("substring") else one == other]


def _equal(scene: Scene, node: Node) -> Value:
    one, other = map(_number, _two(scene, node))
    if one is None or other is None:
        return []
    below, above = tolerance(node, other)
    return [other - below <= one <= other + above]


def tolerance(node: Node, about: Fraction) -> tuple[Fraction, Fraction]:
    """How far below and above a number is still equal."""
    ends = [Fraction(decimal(text) or 0) for text in node.get("tolerance").split()] or [Fraction(0)]
    below, above = ends[0], ends[-1]
    mode = node.get("toleranceMode", "exact")
    if mode == "relative":
        return abs(about) * below / 100, abs(about) * above / 100
    return (below, above) if mode == "absolute" else (Fraction(0), Fraction(0))


def _index(scene: Scene, node: Node) -> Value:
    place = decimal(node.get("n"))
    (values,) = scene.inside(node) or [[]]
    wanted = int(place or 0)
    return values[wanted - 1 : wanted] if wanted > 0 else []


def _member(scene: Scene, node: Node) -> Value:
    one, container = _two(scene, node)
    return [all(value in container for value in one)] if one else []


def _contains(scene: Scene, node: Node) -> Value:
    container, wanted = _two(scene, node)
    return [all(value in container for value in wanted)]


def _multiple(scene: Scene, node: Node) -> Value:
    return [value for values in scene.inside(node) for value in values]


def _and(scene: Scene, node: Node) -> Value:
    return [all(scene.truth(child) for child in node.elements())]


def _or(scene: Scene, node: Node) -> Value:
    return [any(scene.truth(child) for child in node.elements())]


def _not(scene: Scene, node: Node) -> Value:
    return [not any(scene.truth(child) for child in node.elements())]


def _comparing(compare: Callable[[Fraction, Fraction], bool]) -> Callable[[Scene, Node], Value]:
    def rule(scene: Scene, node: Node) -> Value:
        one, other = map(_number, _two(scene, node))
        return [] if one is None or other is None else [compare(one, other)]

    return rule


def _computing(compute: Callable[[list[Fraction]], Fraction]) -> Callable[[Scene, Node], Value]:
    def rule(scene: Scene, node: Node) -> Value:
        numbers = [value for values in scene.inside(node) for value in values]
        if not numbers or any(type(number) is not Fraction for number in numbers):
            return []
        return [_reasonable(compute(numbers))]

    return rule


def _quotient(numbers: list[Fraction]) -> Fraction:
    if len(numbers) != 2 or not numbers[1]:
        raise Unscorable("divide")
    return numbers[0] / numbers[1]


def _reasonable(number: Fraction) -> Fraction:
    if number.numerator.bit_length() + number.denominator.bit_length() > 500:
        raise Unscorable("product")
    return number


def _first(scene: Scene, node: Node) -> Value:
    found = scene.inside(node)
    return found[0] if found else []


def _number(value: Value) -> Fraction | None:
    return value[0] if value and type(value[0]) is Fraction else None


def _two(scene: Scene, node: Node) -> list[Value]:
    found = scene.inside(node)
    if len(found) != 2:
        raise Unscorable(node.name)
    return found


_RULES: dict[str, Callable[[Scene, Node], Value]] = {
    "variable": _variable,
    "correct": _correct,
    "default": _default,
    "baseValue": _base_value,
    "null": lambda *_: [],
    "mapResponse": _map_response,
    "match": _match,
    "stringMatch": _string_match,
    "equal": _equal,
    "index": _index,
    "member": _member,
    "contains": _contains,
    "multiple": _multiple,
    "ordered": _multiple,
    "isNull": lambda scene, node: [not any(scene.inside(node))],
    "containerSize": lambda scene, node: [Fraction(len(_first(scene, node)))],
    "and": _and,
    "or": _or,
    "not": _not,
    "lt": _comparing(lambda one, other: one < other),
    "lte": _comparing(lambda one, other: one <= other),
    "gt": _comparing(lambda one, other: one > other),
    "gte": _comparing(lambda one, other: one >= other),
    "sum": _computing(lambda numbers: sum(numbers, Fraction(0))),
    "product": _computing(lambda numbers: math.prod(numbers, start=Fraction(1))),
    "subtract": _computing(lambda numbers: numbers[0] - sum(numbers[1:], Fraction(0))),
    "divide": _computing(_quotient),
    "max": _computing(max),
    "min": _computing(min),
    "truncate": _computing(lambda numbers: Fraction(math.trunc(numbers[0]))),
    "round": _computing(lambda numbers: Fraction(math.floor(numbers[0] + Fraction(1, 2)))),
}
