"""A .docx as plain data for drawing: page, paragraphs with their runs, tables. Lengths in points.

Only what official papers use is read: alignment, indents, spaces, size, bold, italic, underline, capitals, a line
below a paragraph, tables with widths, borders and repeated heads. Pictures and boxes are left out; `left_out` says
whether there are any.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

ALIGNMENTS = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
DRAWN = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
SIZE = 14.0
TWIPS = 20  # of a point


@dataclass(frozen=True)
class Styles:
    """Styles of the document by id, each looked up once."""

    named: Mapping[str, Any]
    usual: str
    defaults: Mapping[str, Any]
    found: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> "Styles":
        root = document.styles.element
        named = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        paragraphs = [style for style in named.values() if style.get(qn("w:type")) == "paragraph"]
        usual = next((style for style in paragraphs if style.get(qn("w:default")) in ("1", "true")), None)
        defaults = {
            part: root.find(f"{qn('w:docDefaults')}/{qn(part + 'Default')}/{qn(part)}")
            for part in ("w:pPr", "w:rPr")
        }
        return cls(named, "" if usual is None else usual.get(qn("w:styleId")), defaults)

    def shapes(self, paragraph: Any, part: str) -> list[Any]:
        """What the paragraph's style says, then those it stands on, then the defaults of the document."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self.usual if named is None else named.get(qn("w:val"))
        if (name, part) not in self.found:
            self.found[name, part] = [shape for shape in self._chain(name, part) if shape is not None]
        return self.found[name, part]

    def _chain(self, name: str, part: str) -> Iterator[Any]:
        passed = set()
        while name in self.named and name not in passed:
            passed.add(name)
            style = self.named[name]
            yield style.find(qn(part))
            based_on = style.find(qn("w:basedOn"))
            name = "" if based_on is None else based_on.get(qn("w:val"))
        yield self.defaults[part]


def layout(data: bytes) -> dict[str, Any]:
    """The whole document."""
    document = Document(BytesIO(data))
    section = document.sections[0]
    return {
        "page": {
            name: getattr(section, source).pt
            for name, source in (
                ("width", "page_width"),
                ("height", "page_height"),
                ("top", "top_margin"),
                ("bottom", "bottom_margin"),
                ("left", "left_margin"),
                ("right", "right_margin"),
            )
        },
        "numbered": any("PAGE" in (one.text or one.get(qn("w:instr")) or "") for one in _codes(document)),
        "blocks": list(_blocks(document.element.body, Styles.of(document))),
    }


def left_out(data: bytes) -> bool:
    """Whether there are pictures or boxes, which a PDF made here does not show."""
    document = Document(BytesIO(data))
    parts = [document.element, *(section.header._element for section in document.sections)]
    return any(next(part.iter(*DRAWN), None) is not None for part in parts)


def _codes(document: Any) -> Iterator[Any]:
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part._element.iter(qn("w:instrText"), qn("w:fldSimple"))


def _blocks(place: Any, styles: Styles) -> Iterator[dict[str, Any]]:
    for one in place:
        if one.tag == qn("w:tbl"):
            yield _table(one, styles)
        elif one.tag == qn("w:p"):
            yield _paragraph(one, styles)


def _paragraph(paragraph: Any, styles: Styles) -> dict[str, Any]:
    own = paragraph.find(qn("w:pPr"))
    shapes = [*([] if own is None else [own]), *styles.shapes(paragraph, "w:pPr")]
    looks = styles.shapes(paragraph, "w:rPr")
    runs = [_run(one, looks) for one in paragraph.iter(qn("w:r"))]
    return {
        "kind": "paragraph",
        "align": ALIGNMENTS.get(_first(shapes, _alignment) or "", "left"),
        "before": _length(shapes, "spacing", "before"),
        "after": _length(shapes, "spacing", "after"),
        "left": _length(shapes, "ind", "left") or _length(shapes, "ind", "start"),
        "right": _length(shapes, "ind", "right") or _length(shapes, "ind", "end"),
        "first": _length(shapes, "ind", "firstLine") - _length(shapes, "ind", "hanging"),
        "leading": _leading(shapes),
        "line_below": _first(shapes, lambda shape: shape.find(f"{qn('w:pBdr')}/{qn('w:bottom')}"))
        is not None,
        "keep": _first(shapes, lambda shape: shape.find(qn("w:keepNext"))) is not None,
        "size": _size(paragraph, looks),
        "runs": [run for run in runs if run["text"]],
    }


def _run(element: Any, looks: list[Any]) -> dict[str, Any]:
    own = element.find(qn("w:rPr"))
    shapes = looks if own is None else [own, *looks]
    text = "".join(_said(part) for part in element)
    return {
        "text": text.upper() if _flag(shapes, "caps") else text,
        "size": _run_size(shapes),
        "bold": _flag(shapes, "b"),
        "italic": _flag(shapes, "i"),
        "underline": _underline(shapes),
    }


def _said(part: Any) -> str:
    if part.tag == qn("w:t"):
        return part.text or ""
    return {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}.get(
        part.tag, ""
    )


def _table(table: Any, styles: Styles) -> dict[str, Any]:
    grid = [
        float(column.get(qn("w:w")) or 0) / TWIPS
        for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    ]
    rows = table.findall(qn("w:tr"))
    return {
        "kind": "table",
        "widths": grid,
        "bordered": _bordered(table, styles),
        "heads": sum(1 for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None),
        "rows": [[_cell(cell, styles) for cell in row.findall(qn("w:tc"))] for row in rows],
    }


def _cell(cell: Any, styles: Styles) -> dict[str, Any]:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    stands = cell.find(f"{qn('w:tcPr')}/{qn('w:vAlign')}")
    return {
        "span": int(span.get(qn("w:val"))) if span is not None else 1,
        "middle": stands is not None and stands.get(qn("w:val")) == "center",
        "blocks": list(_blocks(cell, styles)),
    }


def _bordered(table: Any, styles: Styles) -> bool:
    own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    if own is not None:
        return any(side.get(qn("w:val")) not in (None, "nil", "none") for side in own)
    named = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    style = None if named is None else styles.named.get(named.get(qn("w:val")))
    return style is not None and style.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None


def _first(shapes: list[Any], read: Any) -> Any:
    return next((found for found in map(read, shapes) if found is not None), None)


def _alignment(shape: Any) -> str | None:
    found = shape.find(qn("w:jc"))
    return None if found is None else found.get(qn("w:val"))


def _length(shapes: list[Any], element: str, name: str) -> float:
    for shape in shapes:
        found = shape.find(qn(f"w:{element}"))
        value = None if found is None else found.get(qn(f"w:{name}"))
        if value is not None and value.lstrip("-").isdecimal():
            return float(value) / TWIPS
    return 0.0


def _leading(shapes: list[Any]) -> float:
    """Lines as a multiple of single spacing."""
    for shape in shapes:
        found = shape.find(qn("w:spacing"))
        if found is not None and found.get(qn("w:line")) and found.get(qn("w:lineRule"), "auto") == "auto":
            return float(found.get(qn("w:line"))) / 240
    return 1.0


def _flag(shapes: list[Any], name: str) -> bool:
    found = _first(shapes, lambda shape: shape.find(qn(f"w:{name}")))
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off")


def _underline(shapes: list[Any]) -> bool:
    found = _first(shapes, lambda shape: shape.find(qn("w:u")))
    return found is not None and found.get(qn("w:val"), "none") != "none"


def _run_size(shapes: list[Any]) -> float:
    found = _first(shapes, lambda shape: shape.find(qn("w:sz")))
    return SIZE if found is None else float(found.get(qn("w:val"))) / 2


def _size(paragraph: Any, looks: list[Any]) -> float:
    """How high an empty line is: as its end mark, or as its first run."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    first = paragraph.find(f"{qn('w:r')}/{qn('w:rPr')}")
    return _run_size([shape for shape in (mark, first, *looks) if shape is not None])
