"""What runs look like, styles and their ancestors included."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from question_bank.formats.vietnamese.lines import BOLD, COLOUR, HIGHLIGHT, UNDERLINE
from question_bank.formats.word.names import OFF, W, children, number, value

PLAIN_COLOURS = frozenset({"", "auto", "000000"})
PLAIN_FILLS = frozenset({"", "auto", "FFFFFF", "ffffff"})
DEEPEST = 20


@dataclass
class Style:
    """A named style: its run and paragraph properties and the style it is based on."""

    run: etree._Element | None
    paragraph: etree._Element | None
    parent: str


@dataclass
class Styles:
    """All styles of a document, and the one of paragraphs that name none."""

    named: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    base: etree._Element | None = None

    def looks(self, run: etree._Element | None, paragraph: etree._Element | None) -> frozenset[str]:
        """The looks of a run: its own properties over those of its style over those of the paragraph's."""
        found: dict[str, bool] = {}
        for properties in [*self._run_properties(self.of(paragraph)), *self._own(run)]:
            found |= _stated(properties)
        return frozenset(look for look, on in found.items() if on)

    def font(self, run: etree._Element | None, paragraph: etree._Element | None) -> str:
        """The font of a run, where it is from."""
        line = [self.base, *self._run_properties(self.of(paragraph)), *self._own(run)]
        for properties in reversed(line):
            fonts = None if properties is None else properties.find(W + "rFonts")
            name = "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
            if name:
                return str(name)
        return ""

    def of(self, paragraph: etree._Element | None) -> str:
        """The name of a paragraph's style."""
        return value(paragraph, "pStyle") or self.default

    def numbering(self, name: str) -> tuple[int, int] | None:
        """The list and level that a paragraph style is numbered by."""
        for style in reversed(self._line(name)):
            found = number(style.paragraph, "numPr/numId")
            if found is not None:
                return found, number(style.paragraph, "numPr/ilvl") or 0
        return None

    def outline(self, name: str) -> int | None:
        """The level, from 0, at which a paragraph style stands in the outline."""
        found = (number(style.paragraph, "outlineLvl") for style in reversed(self._line(name)))
        return next((level for level in found if level is not None), None)

    def _own(self, run: etree._Element | None) -> list[etree._Element]:
        named = self._run_properties(value(run, "rStyle") or "")
        return named if run is None else [*named, run]

    def _run_properties(self, name: str) -> list[etree._Element]:
        return [style.run for style in self._line(name) if style.run is not None]

    def _line(self, name: str) -> list[Style]:
        """A style and its ancestors, the eldest first."""
        line: list[Style] = []
        while name in self.named and len(line) < DEEPEST:
            line.insert(0, self.named[name])
            name = self.named[name].parent
        return line


def styles(root: etree._Element | None) -> Styles:
    """The styles of a document."""
    found = Styles(base=None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for style in children(root, "style"):
        name = style.get(W + "styleId", "")
        found.named[name] = Style(style.find(W + "rPr"), style.find(W + "pPr"), value(style, "basedOn") or "")
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
            found.default = name
    return found


def _stated(properties: etree._Element) -> dict[str, bool]:
    """The looks that these properties turn on or off."""
    found: dict[str, bool] = {}
    bold, underline = value(properties, "b"), value(properties, "u")
    colour, highlight = value(properties, "color"), value(properties, "highlight")
    shade = properties.find(W + "shd")
    if bold is not None:
        found[BOLD] = bold not in OFF
    if underline is not None:
        found[UNDERLINE] = underline not in OFF
    if colour is not None:
        found[COLOUR] = colour not in PLAIN_COLOURS
    if shade is not None:
        found[HIGHLIGHT] = shade.get(W + "fill", "") not in PLAIN_FILLS
    if highlight is not None:
        found[HIGHLIGHT] = highlight not in OFF
    return found
