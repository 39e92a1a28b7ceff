"""The response processing of QTI 2 and 3: the standard templates, and rules that are written out."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from fractions import Fraction

from question_bank.formats.qti.expressions import NUMBERS, Declared, Scene, Value
from question_bank.formats.qti.items import Answers, Budget, Result, Unscorable
from question_bank.formats.qti.tree import Node

SCORE = "SCORE"
RESPONSE = "RESPONSE"
CORRECT, MAPPED, AREA = "match_correct", "map_response", "map_response_point"


class Processing:
    """Scores answers by the rules of one item."""

    def __init__(self, item: Node, responses: Sequence[Declared], budget: Budget) -> None:
        self.responses = {one.id: one for one in responses}
        self.outcomes = {one.get("identifier"): one for one in item.all("outcomeDeclaration")}
        self.budget = budget
        rules = item.first("responseProcessing")
        self.template = _template(rules)
        self.rules = rules.elements() if rules else []
        self.given = bool(self.template or self.rules)
        self.whole = self.template == CORRECT
        used = (node.get("identifier") for node in rules.all("mapResponse")) if rules else ()
        self.mapped = frozenset(self.responses if self.template == MAPPED else used)

    def score(self, answers: Answers) -> Result:
        """What these answers earn; raises Unscorable."""
        values: dict[str, Value] = {name: self._start(one) for name, one in self.outcomes.items()}
        values.setdefault(SCORE, [Fraction(0)])
        for name, declared in self.responses.items():
            values[name] = declared.typed(list(answers.get(name, ())))
        scene = Scene(self.responses | self._declared(), values, self.budget)
        if self.rules:
            _run(scene, self.rules, self.outcomes)
        elif self.template:
            values[SCORE] = self._by_template(scene)
        (score,) = values[SCORE][:1] or [Fraction(0)]
        if type(score) is not Fraction:
            raise Unscorable(SCORE)
        found = {name: frozenset(str(value) for value in values.get(name, [])) for name in self.outcomes}
        return Result(score, found)

    def _by_template(self, scene: Scene) -> Value:
        name = RESPONSE if RESPONSE in self.responses else next(iter(self.responses), "")
        about = Node("", {"identifier": name})
        if self.template == CORRECT:
            sides: list[Node | str] = [Node(side, about.attrs) for side in ("variable", "correct")]
            return [Fraction(int(scene.truth(Node("match", {}, sides))))]
        if self.template == MAPPED:
            return scene.value(Node("mapResponse", about.attrs))
        raise Unscorable(self.template)

    def _start(self, outcome: Node) -> Value:
        default = outcome.first("defaultValue")
        given = [value.text for value in default.elements()] if default else []
        declared = _outcome(outcome)
        if not given and declared.base in NUMBERS and outcome.get("cardinality", "single") == "single":
            return [Fraction(0)]
        return declared.typed(given)

    def _declared(self) -> dict[str, Declared]:
        return {name: _outcome(one) for name, one in self.outcomes.items()} | {
            SCORE: Declared(SCORE, "float")
        }


def _outcome(node: Node) -> Declared:
    return Declared(node.get("identifier"), node.get("baseType", "float"))


def _template(rules: Node | None) -> str:
    address = (rules.get("template") or rules.get("templateLocation")) if rules else ""
    return posixpath.basename(address.rstrip("/")).removesuffix(".xml")


class _Exit(Exception):
    """The rules say that they are done."""


def _run(scene: Scene, rules: Sequence[Node], outcomes: dict[str, Node]) -> None:
    try:
        _each(scene, rules, outcomes)
    except _Exit:
        return


def _each(scene: Scene, rules: Sequence[Node], outcomes: dict[str, Node]) -> None:
    for rule in rules:
        scene.budget.spend()
        if rule.name == "exitResponse":
            raise _Exit
        act = _ACTS.get(rule.name)
        if act is None:
            raise Unscorable(rule.name)
        act(scene, rule, outcomes)


def _condition(scene: Scene, rule: Node, outcomes: dict[str, Node]) -> None:
    for branch in rule.elements():
        if branch.name == "responseElse":
            return _each(scene, branch.elements(), outcomes)
        asked, *rules = branch.elements() or [Node("null")]
        if scene.truth(asked):
            return _each(scene, rules, outcomes)
    return None


def _set(scene: Scene, rule: Node, outcomes: dict[str, Node]) -> None:
    (expression, *_) = rule.elements() or [Node("null")]
    scene.values[rule.get("identifier")] = scene.value(expression)


def _look_up(scene: Scene, rule: Node, outcomes: dict[str, Node]) -> None:
    outcome = outcomes.get(rule.get("identifier"))
    table = outcome.first("matchTable") if outcome else None
    value = scene.value(rule.elements()[0]) if rule.elements() else []
    if outcome is None or table is None:
        raise Unscorable("lookupOutcomeValue")
    texts = [
        e.get("targetValue") for e in table.elements() if _outcome(e).typed([e.get("sourceValue")]) == value
    ]
    scene.values[outcome.get("identifier")] = _outcome(outcome).typed(
        texts[:1] or [table.get("defaultValue", "0")]
    )


def _together(scene: Scene, rule: Node, outcomes: dict[str, Node]) -> None:
    _each(scene, rule.elements(), outcomes)


_ACTS: dict[str, Callable[[Scene, Node, dict[str, Node]], None]] = {
    "responseCondition": _condition,
    "setOutcomeValue": _set,
    "lookupOutcomeValue": _look_up,
    "responseProcessingFragment": _together,
}
