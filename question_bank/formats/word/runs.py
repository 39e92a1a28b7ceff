"""The runs of a paragraph: text with its looks, tabs, line breaks, pictures, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from question_bank.formats.text import left_out
from question_bank.formats.vietnamese import PICTURE, Run
from question_bank.formats.word.names import MC, A, M, R, V, W, value
from question_bank.formats.word.pictures import Pictures
from question_bank.formats.word.styles import Styles
from question_bank.markup import normalised
from question_bank.problems import Problem, note, warning

BREAK = "\n"
LEGACY_FONTS = (".Vn", "VNI-", "VNtimes", ".vn")
SKIPPED = frozenset(
    {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "fldData", MC + "Fallback"}
)
RAISED = {"subscript": "sub", "superscript": "sup"}


@dataclass
class Runs:
    """Reads the runs of paragraphs; what is said about them is collected once per file in `problems`."""

    styles: Styles
    pictures: Pictures
    problems: dict[str, Problem] = field(default_factory=dict)

    def of(self, paragraph: etree._Element) -> list[Run]:
        """All runs of a paragraph in reading order; a line break is a run of its own."""
        return list(self._inside(paragraph, paragraph.find(W + "pPr")))

    def label(self, text: str, paragraph: etree._Element) -> Run:
        """An automatic number as a run, looking as the paragraph's own mark does."""
        properties = paragraph.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        return Run(text, self.styles.looks(mark, properties))

    def _inside(self, element: etree._Element, paragraph: etree._Element | None) -> Iterator[Run]:
        for child in element:
            if child.tag in SKIPPED:
                self._skip(child)
            elif child.tag == W + "r":
                yield from self._run(child, paragraph)
            elif child.tag == M + "oMath":
                yield from self._formula(child)
            elif child.tag not in (W + "pPr", W + "txbxContent", W + "p"):
                yield from self._inside(child, paragraph)

    def _run(self, run: etree._Element, paragraph: etree._Element | None) -> Iterator[Run]:
        properties = run.find(W + "rPr")
        if value(properties, "vanish") not in (None, "0", "false"):
            return
        self._font(properties)
        looks = self.styles.looks(properties, paragraph)
        raised = RAISED.get(value(properties, "vertAlign") or "", "")
        for child in run:
            yield from self._piece(child, looks, raised, paragraph)

    def _piece(
        self, piece: etree._Element, looks: frozenset[str], raised: str, paragraph: etree._Element | None
    ) -> Iterator[Run]:
        if piece.tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
            yield from self._drawn(piece)
        elif piece.tag in SKIPPED:
            self._skip(piece)
        elif text := _TEXTS.get(piece.tag) or (piece.text or "" if piece.tag == W + "t" else ""):
            yield Run(normalised(text), looks, raised=raised)
        elif piece.tag == M + "oMath":
            yield from self._formula(piece)

    def _drawn(self, piece: etree._Element) -> Iterator[Run]:
        """Pictures of either kind; a drawing is not read again in its fallback."""
        names = [blip.get(R + "embed") or blip.get(R + "link") for blip in piece.iter(A + "blip")]
        names = names or [image.get(R + "id") for image in piece.iter(V + "imagedata")]
        if not names and piece.tag == W + "object":
            self._say(warning("word.object"))
        for name in names:
            file, problem = self.pictures.take(name or "")
            if problem:
                self._say(problem)
            if file:
                yield Run(PICTURE, picture=file)

    def _formula(self, formula: etree._Element) -> Iterator[Run]:
        text = normalised("".join(part.text or "" for part in formula.iter(M + "t")))
        if text:
            self._say(warning("word.formula", text=left_out(text)))
            yield Run(text)

    def _font(self, properties: etree._Element | None) -> None:
        fonts = None if properties is None else properties.find(W + "rFonts")
        for name in [] if fonts is None else fonts.attrib.values():
            if str(name).startswith(LEGACY_FONTS):
                self._say(warning("word.legacy_font", font=str(name)))

    def _skip(self, child: etree._Element) -> None:
        if child.tag in (W + "del", W + "moveFrom"):
            self._say(note("word.changes"))

    def _say(self, problem: Problem) -> None:
        self.problems.setdefault(problem.message, problem)


_TEXTS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": BREAK,
    W + "cr": BREAK,
    W + "noBreakHyphen": "-",
}
