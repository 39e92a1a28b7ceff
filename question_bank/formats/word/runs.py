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
from question_bank.legacy_fonts import is_tcvn3, is_vni, unicode_of, unicode_of_vni
from question_bank.markup import normalised
from question_bank.problems import Problem, note, warning

BREAK = "\n"
SKIPPED = frozenset(
    {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "fldData", MC + "Fallback"}
)
RAISED = {"subscript": "sub", "superscript": "sup"}


@dataclass
class Runs:
    """Reads the runs of paragraphs; what is said about them is collected once per file in `problems`."""

    styles: Styles
    pictures: Pictures
    old: bool
    vni: bool = False
    notes: list[tuple[str, str]] | None = None  # where they are read: the kind and id of each, as they come
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
            self._hidden(run)
            return
        font = self.styles.font(properties, paragraph)
        raised = RAISED.get(value(properties, "vertAlign") or "", "")
        like = Run("", self.styles.looks(properties, paragraph), raised)
        for child in run:
            yield from self._piece(child, like, font)

    def _piece(self, piece: etree._Element, like: Run, font: str) -> Iterator[Run]:
        if piece.tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
            yield from self._drawn(piece)
        elif piece.tag in SKIPPED:
            self._skip(piece)
        elif piece.tag == W + "t":
            yield like.saying(normalised(self._written(piece.text or "", font)))
        elif piece.tag in SIGNS:
            yield like.saying(SIGNS[piece.tag])
        elif piece.tag in NOTES and self.notes is not None:
            self.notes.append((NOTES[piece.tag], piece.get(W + "id", "")))
            yield like.saying(f"[{len(self.notes)}]")
        elif piece.tag == M + "oMath":
            yield from self._formula(piece)

    def _drawn(self, piece: etree._Element) -> Iterator[Run]:
        """Pictures of either kind; a drawing is not read again in its fallback."""
        names = [blip.get(R + "embed") or blip.get(R + "link") for blip in piece.iter(A + "blip")]
        names = names or [image.get(R + "id") for image in piece.iter(V + "imagedata")]
        if not names and next(piece.iter(W + "txbxContent"), None) is None:
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

    def _written(self, text: str, font: str) -> str:
        """What a reader sees in this font."""
        if is_tcvn3(font):
            converted = unicode_of(text, font, in_old_document=self.old)
        elif is_vni(font):
            converted = unicode_of_vni(text, in_old_document=self.vni)
        else:
            return text
        if converted != text:
            self._say(warning("word.converted_font", font=font))
        return converted

    def _hidden(self, run: etree._Element) -> None:
        text = "".join(part.text or "" for part in run.iter(W + "t")).strip()
        if text:
            self._say(note("word.hidden", text=left_out(text)))

    def _skip(self, child: etree._Element) -> None:
        if child.tag in (W + "del", W + "moveFrom"):
            self._say(note("word.changes"))

    def _say(self, problem: Problem) -> None:
        self.problems.setdefault(problem.message, problem)


NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": BREAK,
    W + "cr": BREAK,
    W + "noBreakHyphen": "-",
    W + "sym": "\ufffd",
}
