"""The response processing of QTI 1.2: conditions on answers that set variables and show feedback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from question_bank.formats.qti.items import Answers, Budget, Result, Unscorable
from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import decimal

COMPARED = frozenset({"varlt", "varlte", "vargt", "vargte"})


class Conditions:
    """Scores answers by the conditions of one item. `aliases` are the names of answers that were typed."""

    mapped: frozenset[str] = frozenset()
    whole = False

    def __init__(self, item: Node, budget: Budget) -> None:
        self.conditions = list(item.all("respcondition"))
        self.given = any(True for one in self.conditions for _ in one.all("setvar"))
        self.budget = budget
        self.numbers: set[str] = set()
        self.aliases: dict[tuple[str, str], str] = {}
        declared = {one.get("varname", "SCORE"): one for one in item.all("decvar")}
        self.score_name = "SCORE" if "SCORE" in declared or not declared else next(iter(declared))
        self.declared = declared

    @property
    def maximum(self) -> Fraction | None:
        declared = self.declared.get(self.score_name)
        number = decimal(declared.get("maxvalue")) if declared else None
        return None if number is None else Fraction(number)

    def score(self, answers: Answers) -> Result:
        """What these answers earn; raises Unscorable."""
        given = {
            name: [self.aliases.get((name, value), value) for value in values]
            for name, values in answers.items()
        }
        values = {name: Fraction(decimal(one.get("defaultval")) or 0) for name, one in self.declared.items()}
        shown: set[str] = set()
        for condition in self.conditions:
            self.budget.spend()
            if self._all(condition.first("conditionvar") or Node(""), given):
                for act in condition.elements():
                    self._act(act, values, shown)
                if not condition.says("continue"):
                    break
        return Result(values.get(self.score_name, Fraction(0)), {"": frozenset(shown)})

    def _act(self, act: Node, values: dict[str, Fraction], shown: set[str]) -> None:
        if act.name == "displayfeedback":
            shown.add(act.get("linkrefid"))
        if act.name == "setvar":
            name = act.get("varname") or self.score_name
            values[name] = _changed(
                values.get(name, Fraction(0)), act.get("action", "Set"), self._amount(act)
            )

    def _amount(self, act: Node) -> Fraction:
        text = act.text.strip()
        if text.endswith(".max") and self.maximum is not None:
            return self.maximum
        number = decimal(text)
        if number is None:
            raise Unscorable(f"setvar {text}")
        return Fraction(number)

    def _all(self, node: Node, given: Mapping[str, list[str]]) -> bool:
        return all(self._holds(child, given) for child in node.elements())

    def _holds(self, node: Node, given: Mapping[str, list[str]]) -> bool:
        self.budget.spend()
        if node.name == "and":
            return self._all(node, given)
        if node.name == "or":
            return any(self._holds(child, given) for child in node.elements())
        if node.name == "not":
            return not self._all(node, given)
        if node.name == "other":
            return True
        answers = given.get(node.get("respident"), [])
        if node.name == "unanswered":
            return not answers
        return self._compares(node, answers)

    def _compares(self, node: Node, answers: list[str]) -> bool:
        if node.get("index"):
            place = int(decimal(node.get("index")) or 0)
            answers = answers[place - 1 : place] if place > 0 else []
        wanted = node.text.strip()
        if node.name == "varequal":
            return any(self._same(node, answer, wanted) for answer in answers)
        if node.name == "varsubset":
            parts = {part.strip() for part in wanted.split(",")}
            return set(answers) <= parts if node.get("setmatch") == "Partial" else parts <= set(answers)
        if node.name == "varsubstring":
            return any(wanted.casefold() in answer.casefold() for answer in answers)
        if node.name in COMPARED:
            return any(_stands(node.name, decimal(answer), decimal(wanted)) for answer in answers)
        raise Unscorable(node.name)

    def _same(self, node: Node, answer: str, wanted: str) -> bool:
        if node.get("respident") in self.numbers:
            one, other = decimal(answer), decimal(wanted)
            return one is not None and one == other
        if node.says("case"):
            return answer == wanted
        return " ".join(answer.split()).casefold() == " ".join(wanted.split()).casefold()

    def rewarded(self, name: str) -> list[str]:
        """The answers that conditions which give something ask for, those of the most generous first."""
        found = sorted(self._rewards(name), key=lambda one: -one[0])
        return list(dict.fromkeys(value for _, value in found))

    def best(self, name: str) -> list[str]:
        """The answers that the single most generous condition asks for together."""
        wanted: list[str] = []
        most = Fraction(0)
        for condition in self.conditions:
            worth = self._worth(condition)
            if worth > most:
                asked = [one.text.strip() for one in _wanted(condition) if one.get("respident") == name]
                wanted, most = (asked, worth) if asked else (wanted, most)
        return wanted

    def _rewards(self, name: str) -> Iterator[tuple[Fraction, str]]:
        for condition in self.conditions:
            worth = self._worth(condition)
            for one in _wanted(condition) if worth > 0 else ():
                if one.get("respident") == name:
                    yield worth, one.text.strip()

    def _worth(self, condition: Node) -> Fraction:
        try:
            return max((self._amount(act) for act in condition.all("setvar")), default=Fraction(0))
        except Unscorable:
            return Fraction(0)


def _wanted(node: Node) -> Iterator[Node]:
    """All that must hold of answers, what is negated left out."""
    for child in node.elements():
        if child.name in ("varequal", "varsubset"):
            yield child
        elif child.name != "not":
            yield from _wanted(child)


def _changed(value: Fraction, action: str, amount: Fraction) -> Fraction:
    if action == "Divide" and not amount:
        raise Unscorable("setvar Divide")
    changes = {
        "Set": amount,
        "Add": value + amount,
        "Subtract": value - amount,
        "Multiply": value * amount,
    }
    return value / amount if action == "Divide" else changes.get(action.capitalize(), amount)


def _stands(name: str, one: object, other: object) -> bool:
    if one is None or other is None:
        return False
    return {"varlt": one < other, "varlte": one <= other, "vargt": one > other, "vargte": one >= other}[name]  # type: ignore[operator]
