"""The interactions of each question type, with their declarations and rules, as QTI 2.1 writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from question_bank.formats.qti.content import xhtml
from question_bank.formats.qti.rules import (
    SCORE,
    Rules,
    Told,
    assign,
    at_least,
    by_place,
    by_steps,
    el,
    equals,
    holds,
    is_value,
    mapped,
    says,
    value,
    variable,
)
from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import written
from question_bank.options import FULL, Option
from question_bank.question import Question
from question_bank.types import (
    Cloze,
    Credit,
    Essay,
    Marking,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)
from question_bank.types.statements import STEPS
from question_bank.types.true_false import SPOKEN

RESPONSE, HITS = "RESPONSE", "HITS"
Entries = Sequence[tuple[str, Fraction]]


@dataclass
class Asked:
    """What a question becomes: its declarations, what stands in the body besides its text, and its rules."""

    declared: list[Node] = field(default_factory=list)
    body: list[Node | str] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)
    gaps: dict[str, Node] = field(default_factory=dict)


def _declare(
    name: str,
    cardinality: str,
    base: str,
    correct: Sequence[str] = (),
    mapping: Node | None = None,
    default: str = "",
) -> Node:
    parts = [el("defaultValue", el("value", default))] if default else []
    parts += [el("correctResponse", *(el("value", text) for text in correct))] if correct else []
    parts += [mapping] if mapping else []
    return el("responseDeclaration", *parts, identifier=name, cardinality=cardinality, baseType=base)


def _mapping(entries: Entries, lower: str = "", upper: str = "", any_case: bool = False) -> Node:
    bounds = {"lowerBound": lower} if lower else {}
    bounds |= {"upperBound": upper} if upper else {}
    case = {"caseSensitive": "false"} if any_case else {}
    made = [Node("mapEntry", {"mapKey": key, "mappedValue": written(worth)} | case) for key, worth in entries]
    return Node("mapping", bounds | {"defaultValue": "0"}, list(made))


def _held(html: str) -> list[Node | str]:
    """HTML that reading will not take for a wrapper of its own."""
    inside = xhtml(html)
    wraps = any(isinstance(one, Node) and one.name in ("div", "p") and not one.attrs for one in inside)
    return [Node("div", {}, inside)] if wraps else inside


def _choices(options: Sequence[Option], names: Sequence[str], element: str) -> list[Node | str]:
    made: list[Node | str] = []
    for name, option in zip(names, options, strict=True):
        fixed = {"fixed": "true"} if option.pinned else {}
        made.append(Node(element, {"identifier": name} | fixed, _held(option.text)))
    return made


def _names(things: Sequence[Any], letter: str) -> list[str]:
    return [f"{letter}{number}" for number in range(1, len(things) + 1)]


def _single(question: SingleChoice) -> Asked:
    names = _names(question.options, "c")
    entries = [(name, option.weight) for name, option in zip(names, question.options, strict=True)]
    full = [name for name, worth in entries if worth == FULL][:1]
    plain = sorted(worth for _, worth in entries if worth)[:2] in ([], [FULL])
    mapping = None if plain else _mapping(entries)
    rules = Rules("match_correct" if plain else "map_response")
    rules.told = [
        Told(f"f{name}", option.feedback, is_value(RESPONSE, name))
        for name, option in zip(names, question.options, strict=True)
        if option.feedback
    ]
    body = _choice_interaction(_choices(question.options, names, "simpleChoice"), question, "1")
    return Asked([_declare(RESPONSE, "single", "identifier", full, mapping)], body, rules)


def _many(question: MultipleChoice) -> Asked:
    names = _names(question.options, "c")
    weights = dict(zip(names, (option.weight for option in question.options), strict=True))
    right = [name for name, worth in weights.items() if worth > 0]
    rules, mapping = Rules("match_correct"), None
    if question.credit is Credit.RIGHT_MINUS_WRONG:
        signs = [(name, Fraction(1 if name in right else -1)) for name in names]
        mapping = _mapping(signs, "0", str(len(right) or 1))
        rules = Rules("map_response", maximum=Fraction(len(right) or 1))
    elif question.credit is Credit.WEIGHTS:
        mapping, rules, right = _mapping(list(weights.items()), "0", "1"), Rules("map_response"), []
    rules.told = [
        Told(f"f{name}", option.feedback, holds(RESPONSE, name))
        for name, option in zip(names, question.options, strict=True)
        if option.feedback
    ]
    body = _choice_interaction(_choices(question.options, names, "simpleChoice"), question, "0")
    return Asked([_declare(RESPONSE, "multiple", "identifier", right, mapping)], body, rules)


def _choice_interaction(choices: list[Node | str], question: Question, most: str) -> list[Node | str]:
    shuffle = str(not question.fixed_order).lower()
    return [
        Node(
            "choiceInteraction",
            {"responseIdentifier": RESPONSE, "shuffle": shuffle, "maxChoices": most},
            choices,
        )
    ]


def _true_false(question: TrueFalse) -> Asked:
    choices = [el("simpleChoice", SPOKEN[truth], identifier=str(truth).lower()) for truth in (True, False)]
    body = el("choiceInteraction", *choices, responseIdentifier=RESPONSE, shuffle="false", maxChoices="1")
    told = {"true": question.feedback_true, "false": question.feedback_false}
    rules = Rules("match_correct")
    rules.told = [Told(f"f{name}", html, is_value(RESPONSE, name)) for name, html in told.items() if html]
    correct = [] if question.answer is None else [str(question.answer).lower()]
    return Asked([_declare(RESPONSE, "single", "identifier", correct)], [body], rules)


def _pair_interaction(
    lefts: list[Node | str], rights: list[Node | str], count: int, shuffle: bool
) -> list[Node | str]:
    attrs = {"responseIdentifier": RESPONSE, "shuffle": str(shuffle).lower(), "maxAssociations": str(count)}
    return [
        Node(
            "matchInteraction", attrs, [Node("simpleMatchSet", {}, lefts), Node("simpleMatchSet", {}, rights)]
        )
    ]


def _associable(name: str, html: str, most: str) -> Node:
    return Node("simpleAssociableChoice", {"identifier": name, "matchMax": most}, _held(html))


def _matching(question: Matching) -> Asked:
    lefts, rights = _names(question.lefts, "l"), _names(question.rights, "r")
    by_id = {right.id: name for name, right in zip(rights, question.rights, strict=True)}
    pairs = [f"{name} {by_id[left.right]}" for name, left in zip(lefts, question.lefts, strict=True)]
    worth = Fraction(1, len(pairs) or 1)
    body = _pair_interaction(
        [_associable(name, left.text, "1") for name, left in zip(lefts, question.lefts, strict=True)],
        [_associable(name, right.text, "0") for name, right in zip(rights, question.rights, strict=True)],
        len(pairs),
        True,
    )
    mapping = _mapping([(pair, worth) for pair in pairs])
    return Asked(
        [_declare(RESPONSE, "multiple", "directedPair", pairs, mapping)], body, Rules("map_response")
    )


def _statements(question: Statements) -> Asked:
    names, parts = _names(question.statements, "s"), question.statements
    truths = [str(part.right).lower() if part.right is not None else "" for part in parts]
    pairs = [f"{name} {truth}" for name, truth in zip(names, truths, strict=True) if truth]
    body = _pair_interaction(
        [_associable(name, part.text, "1") for name, part in zip(names, parts, strict=True)],
        [_associable(str(truth).lower(), SPOKEN[truth], "0") for truth in (True, False)],
        len(parts),
        not question.fixed_order,
    )
    stepped = question.marking is Marking.STEPPED and len(parts) == len(STEPS) - 1
    worth = FULL if stepped else Fraction(1, len(parts) or 1)
    mapping = _mapping([(pair, worth) for pair in pairs])
    rules = Rules("match_correct" if question.marking is Marking.ALL_OR_NOTHING else "map_response")
    if stepped:
        rules = Rules(rules=by_steps(RESPONSE, STEPS, HITS), helpers=[HITS])
    return Asked([_declare(RESPONSE, "multiple", "directedPair", pairs, mapping)], body, rules)


def _ordering(question: Ordering) -> Asked:
    names = _names(question.items, "i")
    shown = sorted(zip(names, question.items, strict=True), key=lambda one: one[1].id)
    choices: list[Node | str] = [
        Node("simpleChoice", {"identifier": name}, _held(item.text)) for name, item in shown
    ]
    body = Node("orderInteraction", {"responseIdentifier": RESPONSE, "shuffle": "true"}, choices)
    rules = Rules("match_correct") if question.all_or_nothing else Rules(rules=by_place(RESPONSE, len(names)))
    return Asked([_declare(RESPONSE, "ordered", "identifier", names)], [body], rules)


def _typed(name: str, question: ShortText, rules: Rules) -> tuple[Node, Node]:
    """The declaration and the interaction of a text; its feedback goes into the rules."""
    entries = [(accepted.text.replace("\\*", "*"), accepted.weight) for accepted in question.accepted]
    full = [text for text, worth in entries if worth == FULL][:1]
    rules.told += [
        Told(f"f{name}-{number}", accepted.feedback, says(name, text, question.ignore_case))
        for number, (accepted, (text, _)) in enumerate(zip(question.accepted, entries, strict=True), start=1)
        if accepted.feedback
    ]
    mapping = _mapping(entries, any_case=question.ignore_case)
    return _declare(name, "single", "string", full, mapping), el(
        "textEntryInteraction", responseIdentifier=name
    )


def _short_text(question: ShortText) -> Asked:
    rules = Rules("map_response")
    declared, typed = _typed(RESPONSE, question, rules)
    return Asked([declared], [el("p", typed)], rules)


def _counted(name: str, question: Numeric, rules: Rules, score: str) -> tuple[Node, Node]:
    """The declaration and the interaction of a number; its conditions and feedback go into the rules."""
    spans = [equals(name, one.value, one.tolerance) for one in question.accepted]
    rules.rules += [
        at_least(span, one.weight, score) for span, one in zip(spans, question.accepted, strict=True)
    ]
    rules.told += [
        Told(f"f{name}-{number}", one.feedback, span)
        for number, (span, one) in enumerate(zip(spans, question.accepted, strict=True), start=1)
        if one.feedback
    ]
    if question.otherwise:
        rules.told.append(Told(f"f{name}-0", question.otherwise, el("not", el("or", *spans))))
    full = [format(one.value, "f") for one in question.accepted if one.weight == FULL][:1]
    return _declare(name, "single", "float", full), el("textEntryInteraction", responseIdentifier=name)


def _numeric(question: Numeric) -> Asked:
    rules = Rules()
    declared, typed = _counted(RESPONSE, question, rules, SCORE)
    return Asked([declared], [el("p", typed)], rules)


def _essay(question: Essay) -> Asked:
    declared = _declare(RESPONSE, "single", "string", default=question.template)
    body: list[Node | str] = [el("extendedTextInteraction", responseIdentifier=RESPONSE)]
    if question.guidance:
        body.append(Node("rubricBlock", {"view": "scorer"}, [Node("div", {}, xhtml(question.guidance))]))
    return Asked([declared], body, Rules())


def _cloze(question: Cloze) -> Asked:
    asked = Asked(rules=Rules(maximum=Fraction(sum(gap.weight for gap in question.gaps))))
    for gap in question.gaps:
        name = gap.id if gap.id[0].isalpha() else f"_{gap.id}"
        score = f"{SCORE}_{gap.id}"
        declared, drawn = _gap(name, gap.asks, asked.rules, score)
        asked.declared.append(declared)
        asked.gaps[gap.id] = drawn
        asked.rules.helpers.append(score)
    worth = [
        el("product", value(str(gap.weight), "float"), variable(f"{SCORE}_{gap.id}")) for gap in question.gaps
    ]
    asked.rules.rules.append(assign(SCORE, el("sum", *worth)))
    return asked


def _gap(name: str, question: Question, rules: Rules, score: str) -> tuple[Node, Node]:
    if isinstance(question, Numeric):
        return _counted(name, question, rules, score)
    rules.rules.append(mapped(name, score))
    if isinstance(question, ShortText):
        return _typed(name, question, rules)
    if not isinstance(question, SingleChoice):
        raise TypeError(question.type)
    names = _names(question.options, f"{name}-c")
    entries = [(one, option.weight) for one, option in zip(names, question.options, strict=True)]
    rules.told += [
        Told(f"f{one}", option.feedback, is_value(name, one))
        for one, option in zip(names, question.options, strict=True)
        if option.feedback
    ]
    full = [one for one, worth in entries if worth == FULL][:1]
    drawn = Node(
        "inlineChoiceInteraction",
        {"responseIdentifier": name, "shuffle": str(not question.fixed_order).lower()},
        _choices(question.options, names, "inlineChoice"),
    )
    return _declare(name, "single", "identifier", full, _mapping(entries)), drawn


WRITERS: dict[type[Question], Callable[[Any], Asked]] = {
    Cloze: _cloze,
    Essay: _essay,
    Matching: _matching,
    MultipleChoice: _many,
    Numeric: _numeric,
    Ordering: _ordering,
    ShortText: _short_text,
    SingleChoice: _single,
    Statements: _statements,
    TrueFalse: _true_false,
}
