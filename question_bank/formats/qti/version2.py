"""Items of QTI 2.0, 2.1, 2.2 and 3.0 (whose names `tree` has made those of 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from question_bank.formats.qti.content import BLOCKS, Content
from question_bank.formats.qti.expressions import NUMBERS, Declared
from question_bank.formats.qti.items import (
    Budget,
    Feedback,
    Interaction,
    Item,
    Kind,
    MapOfAnswers,
    Mapped,
    Part,
    Span,
)
from question_bank.formats.qti.processing import SCORE, Processing
from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import decimal, fraction
from question_bank.formats.text import left_out
from question_bank.problems import note, warning

KINDS = {
    "choiceInteraction": Kind.CHOICE,
    "inlineChoiceInteraction": Kind.INLINE_CHOICE,
    "orderInteraction": Kind.ORDER,
    "matchInteraction": Kind.MATCH,
    "associateInteraction": Kind.MATCH,
    "textEntryInteraction": Kind.TEXT,
    "extendedTextInteraction": Kind.LONG_TEXT,
}
BESIDES = frozenset({*KINDS, "rubricBlock"})
INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
CHOICES = ("simpleChoice", "inlineChoice", "simpleAssociableChoice")
FEEDBACKS = ("modalFeedback", "feedbackBlock", "feedbackInline")
ALONE = "data-alone"
UNSCORED = frozenset({"endAttemptInteraction"})
_NO_ID = re.compile(r"[^a-z0-9]")


def item(root: Node, content: Content, budget: Budget) -> Item:
    """The parts of an item."""
    return _Reader(root, content, budget).item()


class _Reader:
    """Reads one item; `content` turns what is shown into HTML and collects what is said about it."""

    def __init__(self, root: Node, content: Content, budget: Budget) -> None:
        self.root = root
        self.body = root.first("itemBody") or Node("itemBody")
        laid_out = any(isinstance(child, str) and "\n" in child for child in root.children)
        self.content = replace(content, laid_out=laid_out, special=self._special, problems=[])
        self.declared = {one.id: one for one in map(_declared, root.all("responseDeclaration"))}
        self.scorer = Processing(root, list(self.declared.values()), budget)
        self.found = Item(root.get("identifier"), self.scorer)

    def item(self) -> Item:
        found, root = self.found, self.root
        found.title, found.label = root.get("title"), root.get("label")
        found.maximum = self._maximum()
        if root.says("adaptive"):
            self.content.problems.append(warning("qti.adaptive"))
        if root.first("templateDeclaration"):
            self.content.problems.append(warning("qti.template"))
        self._set_answer_apart()
        found.text = self.content.html(_unwrapped(self.body.children))
        for node in root.elements():
            if node.name == "modalFeedback":
                self._feedback(node)
        found.problems = self.content.problems
        return found

    def _special(self, node: Node) -> str | None:
        """What stands in the text for an element of QTI."""
        if node.name in KINDS:
            return self._interaction(node)
        if ALONE in node.attrs:
            return "".join(self._special(one) or "" for one in node.all("textEntryInteraction"))
        if node.name.endswith("Interaction"):
            if node.name not in UNSCORED:
                self.found.unsupported.append(node.name)
            return self._prompt(node)
        if node.name in FEEDBACKS:
            self._feedback(node)
            return ""
        if node.name == "rubricBlock":
            return self._rubric(node)
        if node.name in ("templateBlock", "templateInline", "printedVariable", "infoControl"):
            self.content.problems.append(warning("qti.template"))
        return None

    def _prompt(self, node: Node) -> str:
        prompt = node.first("prompt")
        text = self.content.html(prompt.children) if prompt else ""
        return f"<br>{text}" if text else ""

    def _rubric(self, node: Node) -> str:
        text = self.content.html(_unwrapped(node.children))
        views = node.get("view", "candidate").split()
        if "candidate" in views:
            return text
        if "scorer" in views and not self.found.guidance:
            self.found.guidance = text
        elif text:
            self.content.problems.append(note("qti.rubric", text=left_out(node.text.strip())))
        return ""

    def _feedback(self, node: Node) -> None:
        html = self.content.html(_unwrapped(node.children))
        show = node.get("showHide", "show") == "show"
        if html.strip():
            made = Feedback(node.get("outcomeIdentifier"), node.get("identifier"), show, html)
            self.found.feedbacks.append(made)

    def _interaction(self, node: Node) -> str:
        name = node.get("responseIdentifier")
        declared = self.declared.get(name) or Declared(name)
        prompt = "" if node.name in INLINE else self._prompt(node)
        made = Interaction(KINDS[node.name], name, shuffle=node.says("shuffle"))
        made.single = not declared.ordered and self._is_single(name)
        made.is_number = declared.base in NUMBERS
        made.correct = list(declared.correct)
        made.mapping = declared.mapping
        made.default = "\n".join(declared.default)
        made.alone = node.says(ALONE)
        self._parts(node, made)
        if made.kind in (Kind.TEXT, Kind.LONG_TEXT):
            self._tried(made)
        self.found.interactions.append(made)
        return f"[[{self._gap(name)}]]" if node.name in INLINE and not made.alone else prompt

    def _is_single(self, name: str) -> bool:
        node = next((n for n in self.root.all("responseDeclaration") if n.get("identifier") == name), None)
        return node is None or node.get("cardinality", "single") == "single"

    def _gap(self, name: str) -> str:
        wanted = _NO_ID.sub("", name.lower())[:12]
        while not wanted or wanted in self.found.gaps:
            wanted = (
                f"g{len(self.found.gaps) + 1}"
                if wanted != f"g{len(self.found.gaps) + 1}"
                else f"x{len(self.found.gaps)}"
            )
        self.found.gaps.append(wanted)
        return wanted

    def _parts(self, node: Node, made: Interaction) -> None:
        sets = [child for child in node.elements() if child.name == "simpleMatchSet"]
        if sets:
            made.parts = self._choices(sets[0])
            made.targets = self._choices(sets[1]) if len(sets) > 1 else []
        else:
            made.parts = self._choices(node)
            made.targets = list(made.parts) if node.name == "associateInteraction" else []

    def _choices(self, node: Node) -> list[Part]:
        return [
            Part(
                child.get("identifier"),
                self.content.html(_unwrapped(child.children, "p")),
                child.says("fixed"),
                int(decimal(child.get("matchMax", "1")) or 0),
            )
            for child in node.elements()
            if child.name in CHOICES
        ]

    def _tried(self, made: Interaction) -> None:
        """The answers and spans of numbers that the rules compare a typed response with."""
        rules = self.root.first("responseProcessing")
        for rule in rules.all("stringMatch", "match", "equal", "and") if rules else ():
            named = [one.get("identifier") for one in rule.elements() if one.name in ("variable", "correct")]
            literals = [one.text for one in rule.elements() if one.name == "baseValue"]
            if rule.name == "and":
                made.spans += _spans(rule, made.response)
            elif made.response in named and rule.name == "equal":
                made.spans += _around(rule, literals or made.correct)
            elif made.response in named:
                made.texts += literals

    def _maximum(self) -> Fraction | None:
        outcomes = {one.get("identifier"): one for one in self.root.all("outcomeDeclaration")}
        score, most = outcomes.get(SCORE), outcomes.get("MAXSCORE")
        texts = [score.get("normalMaximum")] if score else []
        default = most.first("defaultValue", "value") if most else None
        texts += [default.text] if default else []
        return next((number for text in texts if text and (number := fraction(text))), None)

    def _set_answer_apart(self) -> None:
        """Where the only typed answer stands in a block of its own, the block is no part of the text."""
        typed = [one for one in self.body.all(*KINDS) if one.name in INLINE]
        if (
            len(typed) != 1
            or len(list(self.body.all(*KINDS))) != 1
            or typed[0].name != "textEntryInteraction"
        ):
            return
        block = _only_holder(self.body, typed[0])
        if block is not None:
            typed[0].attrs[ALONE] = block.attrs[ALONE] = "true"


def _declared(node: Node) -> Declared:
    values = node.first("correctResponse")
    default = node.first("defaultValue")
    return Declared(
        node.get("identifier"),
        node.get("baseType", "identifier"),
        node.get("cardinality") == "ordered",
        tuple(value.text for value in values.elements()) if values else (),
        _mapping(node.first("mapping")),
        tuple(value.text for value in default.elements()) if default else (),
    )


def _mapping(node: Node | None) -> MapOfAnswers | None:
    if node is None:
        return None
    entries = {
        entry.get("mapKey"): Mapped(
            fraction(entry.get("mappedValue")) or fraction("0"),  # type: ignore[arg-type]
            entry.get("caseSensitive", "true") == "false",
        )
        for entry in node.elements()
    }
    lower, upper = fraction(node.get("lowerBound")), fraction(node.get("upperBound"))
    return MapOfAnswers(entries, fraction(node.get("defaultValue")) or fraction("0"), lower, upper)  # type: ignore[arg-type]


def _around(rule: Node, texts: Sequence[str]) -> list[Span]:
    ends = [number for text in rule.get("tolerance").split() if (number := decimal(text)) is not None]
    found = []
    for text in texts:
        value = decimal(text)
        if value is None:
            continue
        mode = rule.get("toleranceMode", "exact")
        if not ends or mode not in ("absolute", "relative"):
            found.append(Span(value))
        elif ends[0] == ends[-1] and mode == "absolute":
            found.append(Span(value, ends[0]))
        else:
            below, above = (
                abs(value) * end / 100 if mode == "relative" else end for end in (ends[0], ends[-1])
            )
            found.append(span(value - below, value + above))
    return found


def _spans(rule: Node, name: str) -> list[Span]:
    """At least this and at most that."""
    ends: dict[str, Decimal] = {}
    for part in rule.elements():
        sides = part.elements()
        if len(sides) == 2 and sides[0].get("identifier") == name and sides[1].name == "baseValue":
            number = decimal(sides[1].text)
            if number is not None:
                ends[part.name[:2]] = number
    return [span(ends["gt"], ends["lt"])] if ends.keys() >= {"gt", "lt"} else []


def span(low: Decimal, high: Decimal) -> Span:
    """From the lowest to the highest number that is right."""
    return Span((low + high) / 2, abs(high - low) / 2)


def _unwrapped(children: Sequence[Node | str], *also: str) -> list[Node | str]:
    """What stands in the one bare block that holds everything else."""
    shown = [one for one in children if not (isinstance(one, str) and not one.strip())]
    blocks = [one for one in shown if isinstance(one, Node) and one.name in ("div", *also) and not one.attrs]
    rest = [one for one in shown if one not in blocks]
    asking = all(isinstance(one, Node) and (one.name in BESIDES or _holds_answer(one)) for one in rest)
    if len(blocks) == 1 and asking and shown and shown[0] is blocks[0]:
        return [*blocks[0].children, *rest]
    return list(children)


def _holds_answer(node: Node) -> bool:
    return any(one.says(ALONE) for one in node.all("textEntryInteraction"))


def _only_holder(body: Node, typed: Node) -> Node | None:
    """The block that holds nothing but this interaction."""
    for block in body.all(*BLOCKS):
        if typed in block.elements():
            rest = [one for one in block.children if one is not typed]
            bare = all(isinstance(one, str) and not one.strip() for one in rest)
            return block if bare else None
    return None
