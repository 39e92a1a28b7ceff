"""Items of QTI 1.2, as Canvas, Blackboard and older systems write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from question_bank.formats.qti.conditions import COMPARED, Conditions
from question_bank.formats.qti.content import Content, nodes
from question_bank.formats.qti.items import Budget, Feedback, Interaction, Item, Kind, Part, Span
from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import decimal
from question_bank.formats.qti.version2 import span
from question_bank.formats.text import left_out
from question_bank.markup import plain
from question_bank.problems import note

RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy", "response_na")
NUMERIC = frozenset({"integer", "decimal", "scientific"})
TEXT_HOLDERS = frozenset({"mattext", "matemtext"})


def item(root: Node, content: Content, budget: Budget) -> Item:
    """The parts of an item."""
    return _Reader(root, content, budget).item()


class _Reader:
    """Reads one item; `content` turns what is shown into HTML and collects what is said about it."""

    def __init__(self, root: Node, content: Content, budget: Budget) -> None:
        self.root = root
        self.content = replace(content, problems=[])
        self.scorer = Conditions(root, budget)
        self.found = Item(root.get("ident"), self.scorer)
        self.presentation = root.first("presentation") or Node("presentation")
        self.responses = list(self.presentation.all(*RESPONSES))

    def item(self) -> Item:
        found = self.found
        found.title, found.label = self.root.get("title"), self.root.get("label")
        found.maximum = self.scorer.maximum
        asked = [(node, self._interaction(node)) for node in self.responses]
        self._together(asked)
        found.interactions = [one for _, one in asked] if not found.interactions else found.interactions
        found.feedbacks = list(self._feedback())
        for node in self.root.elements():
            if node.name in ("itemrubric", "objectives") and node.text.strip():
                self.content.problems.append(note("qti.rubric", text=left_out(" ".join(node.text.split()))))
        found.problems = self.content.problems
        return found

    def _together(self, asked: list[tuple[Node, Interaction]]) -> None:
        """Several responses are gaps in the text, or things to be joined with the same choices."""
        typed = [one for _, one in asked if one.kind is Kind.TEXT]
        gaps = len(asked) > 1 and len(typed) == len(asked)
        self.found.text = self._text(self.presentation, gaps)
        if len(asked) > 1 and not typed:
            self._joined(asked)
        if gaps:
            self.found.gaps = [f"g{place}" for place in range(1, len(asked) + 1)]
        elif len(typed) == 1 and len(asked) == 1:
            typed[0].alone = True

    def _joined(self, asked: list[tuple[Node, Interaction]]) -> None:
        prompts = [self._prompt(node) for node, _ in asked]
        choices = [[part.html for part in one.parts] for _, one in asked]
        if self._dropdowns(asked, prompts):
            return
        if (
            not all(prompts)
            or any(one != choices[0] for one in choices)
            or any(not i.single for _, i in asked)
        ):
            return
        made = Interaction(Kind.MATCH, asked[0][1].response, one_response_each=True)
        made.parts = [Part(one.response, prompt) for (_, one), prompt in zip(asked, prompts, strict=True)]
        made.targets = asked[0][1].parts
        for _, one in asked:
            same = dict(zip((part.id for part in one.parts), (part.id for part in made.targets), strict=True))
            self.scorer.aliases |= {(one.response, new): old for old, new in same.items()}
            right = [same[name] for name in self.scorer.rewarded(one.response) if name in same]
            made.correct += [f"{one.response} {name}" for name in right[:1]]
        self.found.interactions = [made]

    def _dropdowns(self, asked: list[tuple[Node, Interaction]], prompts: Sequence[str]) -> bool:
        """Canvas names a gap in the text in brackets, and lists what may be chosen or typed there."""
        signs = [f"[{plain(prompt)}]" for prompt in prompts]
        if not all(sign != "[]" and sign in self.found.text for sign in signs):
            return False
        typed = "fill_in_multiple_blanks" in self.root.text[:4_000]
        for place, ((_, one), sign) in enumerate(zip(asked, signs, strict=True), start=1):
            self.found.gaps.append(f"g{place}")
            self.found.text = self.found.text.replace(sign, f"[[g{place}]]", 1)
            one.kind = Kind.TEXT if typed else Kind.INLINE_CHOICE
            if typed:
                self.scorer.aliases |= {(one.response, plain(part.html)): part.id for part in one.parts}
                one.texts = [plain(part.html) for part in one.parts]
                one.parts, one.correct = [], []
        self.found.interactions = [one for _, one in asked]
        return True

    def _text(self, node: Node, gaps: bool) -> str:
        """What is shown besides the responses; gaps stand where they are filled in."""
        parts: list[str] = []
        for child in node.elements():
            if child.name in RESPONSES:
                parts.append(self._in_text(child, gaps))
            elif child.name == "material":
                parts.append(self._material(child))
            else:
                parts.append(self._text(child, gaps))
        kept = [part for part in parts if part]
        return ("" if gaps else "<br>").join(kept)

    def _in_text(self, response: Node, gaps: bool) -> str:
        if gaps:
            return f"[[g{self.responses.index(response) + 1}]]"
        return self._prompt(response) if len(self.responses) == 1 else ""

    def _prompt(self, response: Node) -> str:
        return "<br>".join(
            filter(None, (self._material(one) for one in response.elements() if one.name == "material"))
        )

    def _material(self, node: Node) -> str:
        parts: list[str] = []
        for child in node.elements():
            if child.name in TEXT_HOLDERS:
                parts.append(self._mattext(child))
            elif child.name == "matimage":
                parts.append(
                    self.content.html([Node("img", {"src": child.get("uri") or child.get("entityref")})])
                )
            elif child.name == "matbreak":
                parts.append("<br>")
            else:
                parts.append(self._material(child))
        return "".join(parts)

    def _mattext(self, node: Node) -> str:
        kind = node.get("texttype", "text/plain").lower()
        if node.elements():
            return replace(self.content, laid_out=True).html(node.children)
        if kind in ("text/html", "text/xhtml"):
            return self.content.html(nodes(node.text)).strip()
        return self.content.text(" ".join(node.text.split())).strip()

    def _interaction(self, node: Node) -> Interaction:
        name = node.get("ident")
        made = Interaction(self._kind(node), name)
        made.single = node.get("rcardinality", "Single").lower() == "single"
        rendered = next(iter(node.all("render_choice")), None)
        made.shuffle = rendered.says("shuffle") if rendered else False
        made.parts = [
            Part(
                one.get("ident"),
                self._shown(one),
                one.get("rshuffle", "Yes").lower() == "no" and made.shuffle,
            )
            for one in node.all("response_label")
        ]
        if made.kind is Kind.TEXT:
            self._compared(made, node)
        elif not made.single:
            made.correct = [part.strip() for text in self.scorer.best(name) for part in text.split(",")]
        return made

    def _shown(self, label: Node) -> str:
        return "<br>".join(filter(None, map(self._material, label.all("material"))))

    def _kind(self, node: Node) -> Kind:
        if node.name in ("response_xy", "response_na", "response_grp"):
            self.found.unsupported.append(node.name)
            return Kind.CHOICE
        for name in ("render_hotspot", "render_slider", "render_extension"):
            if next(iter(node.all(name)), None):
                self.found.unsupported.append(name)
        if node.name == "response_lid":
            return Kind.ORDER if node.get("rcardinality").lower() == "ordered" else Kind.CHOICE
        asked = self.scorer.rewarded(node.get("ident")) or self._spans(node.get("ident"))
        return Kind.TEXT if asked or node.name == "response_num" else Kind.LONG_TEXT

    def _compared(self, made: Interaction, node: Node) -> None:
        made.texts = self.scorer.rewarded(made.response)
        made.spans = self._spans(made.response)
        rendered = next(iter(node.all("render_fib")), None)
        kind = rendered.get("fibtype", node.get("numtype")).lower() if rendered else "decimal"
        numbers = bool(made.texts) and all(decimal(text) is not None for text in made.texts)
        made.is_number = bool(made.spans) or node.name == "response_num" or (kind in NUMERIC and numbers)
        if made.is_number:
            self.scorer.numbers.add(made.response)

    def _spans(self, name: str) -> list[Span]:
        """At least this and at most that, for one response."""
        found = []
        for condition in self.scorer.conditions:
            for group in _groups(condition):
                ends: dict[str, Decimal] = {}
                for one in group.elements():
                    number = decimal(one.text)
                    if one.name in COMPARED and one.get("respident") == name and number is not None:
                        ends[one.name[:5]] = number
                if len(ends) == 2:
                    found.append(span(ends["vargt"], ends["varlt"]))
        return found

    def _feedback(self) -> Iterator[Feedback]:
        for node in self.root.elements():
            if node.name == "itemfeedback":
                texts = [self._material(one) for one in node.all("material")]
                html = "<br>".join(text for text in texts if text)
                if html:
                    yield Feedback("", node.get("ident"), True, html)


def _groups(condition: Node) -> Iterator[Node]:
    """Where conditions hold together."""
    held = condition.first("conditionvar")
    if held:
        yield held
        yield from held.all("and", "or")
