"""Reads the slides of a .pptx in a process of its own (`bounded.py`): words, tables and pictures, never the layout.

Nothing of the file is run or fetched: macros, media and links stay where they are, pictures are drawn anew from their
dots. Notes of the speaker and hidden slides are not for the class and are left out.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn

from lms.bounded import serve
from lms.files.page_worker import MEMORY, save
from question_bank.formats.archives import Unreadable, declares, opened

LARGEST = 150 << 20  # bytes, unpacked
MOST_SLIDES = 200
MOST_PICTURES = 300
MOST_LETTERS = 10_000  # of one slide
MOST_ROWS, MOST_COLUMNS = 60, 12
MOST_DOTS = 36_000_000
LONGEST_SIDE = 1280
LEAST_SIDE = 24  # what is smaller is an ornament
MARKUP = (".xml", ".rels")
_FRAME = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}
_LISTS = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY}

Image.MAX_IMAGE_PIXELS = MOST_DOTS


def main(source: Path, folder: Path) -> dict[str, Any]:
    """The slides in order, their pictures in `folder`; or what is wrong with the file."""
    try:
        data = source.read_bytes()
        _check(data)
        shown = [one for one in Presentation(BytesIO(data)).slides if one.element.get("show") != "0"]
        reader = Reader(folder)
        slides = [reader.slide(one, number) for number, one in enumerate(shown[:MOST_SLIDES], 1)]
    except Unreadable as refused:
        large = refused.problem.code in {"file.too_large", "file.unpacks_too_large"}
        return {"problem": "too-large" if large else "damaged"}
    except (PythonPptxError, OSError, ValueError, KeyError, AttributeError, MemoryError, RecursionError):
        return {"problem": "damaged"}
    return (
        {"slides": slides, "left_out": max(0, len(shown) - MOST_SLIDES)} if slides else {"problem": "damaged"}
    )


def _check(data: bytes) -> None:
    """Every part is counted while it unpacks, and declares nothing; what does is Unreadable."""
    package = opened(data, most=LARGEST)
    for name in package.members:
        body = package.read(name)
        if name.lower().endswith(MARKUP) and declares(body):
            raise ValueError("a part declares a document type")


class Reader:
    """Takes slides apart; counts what it could not show."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pictures = folder, 0

    def slide(self, slide: Any, number: int) -> dict[str, Any]:
        head = slide.shapes.title
        told: dict[str, Any] = {"title": _line(head.text_frame.text) if head is not None else "", "items": []}
        told["left_out"] = 0
        letters = MOST_LETTERS
        for shape in _in_order(slide.shapes):
            if (head is not None and shape.shape_id == head.shape_id) or _is_frame(shape):
                continue
            item = self._item(shape, number, len(told["items"]) + 1)
            if item is None:
                told["left_out"] += _matters(shape)
                continue
            letters -= len(str(item))
            if letters < 0:
                told["left_out"] += 1
                break
            told["items"].append(item)
        return told

    def _item(self, shape: Any, number: int, place: int) -> dict[str, Any] | None:
        if getattr(shape, "has_table", False):
            rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
            return _table(rows, head=bool(shape.table.first_row))
        if getattr(shape, "has_chart", False):
            return _chart(shape.chart)
        if (blob := _picture_of(shape)) is not None:
            return self._picture(shape, blob, number, place)
        if shape.has_text_frame and shape.text_frame.text.strip():
            return {"kind": "text", "lines": list(_lines(shape))}
        return None

    def _picture(self, shape: Any, blob: bytes, number: int, place: int) -> dict[str, Any] | None:
        if self.pictures >= MOST_PICTURES:
            return None
        try:
            with Image.open(BytesIO(blob), formats=("JPEG", "PNG", "GIF", "BMP", "WEBP")) as picture:
                if min(picture.size) < LEAST_SIDE or picture.width * picture.height > MOST_DOTS:
                    return None
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                made = save(_on_white(picture), self.folder / f"slide-{number:03}-{place:03}.jpg")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
        self.pictures += 1
        said = shape.element.xpath(".//p:cNvPr/@descr")
        return {
            "kind": "picture",
            "place": place,
            "width": made.width,
            "height": made.height,
            "alt": _line(str(said[0]))[:300] if said else "",
        }


def _in_order(shapes: Any) -> Iterator[Any]:
    """From top to bottom, then from left to right; what is grouped stays together."""
    for shape in sorted(shapes, key=lambda one: (one.top or 0, one.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _in_order(shape.shapes)
        else:
            yield shape


def _is_frame(shape: Any) -> bool:
    return bool(shape.is_placeholder) and shape.placeholder_format.type in _FRAME


def _matters(shape: Any) -> int:
    """One if the shape says something that is not shown: a picture of a strange kind, a diagram, a film."""
    kinds = {
        MSO_SHAPE_TYPE.PICTURE,
        MSO_SHAPE_TYPE.LINKED_PICTURE,
        MSO_SHAPE_TYPE.MEDIA,
        MSO_SHAPE_TYPE.EMBEDDED_OLE_OBJECT,
        MSO_SHAPE_TYPE.LINKED_OLE_OBJECT,
        MSO_SHAPE_TYPE.IGX_GRAPHIC,
        MSO_SHAPE_TYPE.DIAGRAM,
    }
    return int(shape.shape_type in kinds or shape.element.tag == qn("p:graphicFrame"))


def _picture_of(shape: Any) -> bytes | None:
    """The bytes of an embedded picture; one that is only linked is not fetched."""
    if shape.element.tag != qn("p:pic") or not shape.element.xpath(".//a:blip/@r:embed"):
        return None
    blob: bytes = shape.image.blob
    return blob


def _lines(shape: Any) -> Iterator[list[Any]]:
    """Depth, whether it stands in a list, and words of each paragraph."""
    listed = bool(shape.is_placeholder) and shape.placeholder_format.type in _LISTS
    for paragraph in shape.text_frame.paragraphs:
        words = _line(paragraph.text)
        if words:
            own = paragraph._p.pPr
            bare = own is not None and own.find(qn("a:buNone")) is not None
            marked = own is not None and any(
                own.find(qn(one)) is not None for one in ("a:buChar", "a:buAutoNum")
            )
            yield [min(paragraph.level, 5), (listed and not bare) or marked, words]


def _table(rows: list[list[str]], *, head: bool) -> dict[str, Any] | None:
    shown = [[_line(cell)[:500] for cell in row[:MOST_COLUMNS]] for row in rows[:MOST_ROWS]]
    return {"kind": "table", "head": head, "rows": shown} if shown else None


def _chart(chart: Any) -> dict[str, Any] | None:
    """The figures of a chart as a table."""
    plot = next(iter(chart.plots), None)
    if plot is None:
        return None
    series = list(plot.series)[: MOST_COLUMNS - 1]
    values = [list(one.values) for one in series]
    rows = [["", *(str(one.name) for one in series)]]
    for place, label in enumerate(list(plot.categories)[: MOST_ROWS - 1]):
        rows.append([str(label), *(_figure(each[place]) if place < len(each) else "" for each in values)])
    return _table(rows, head=True)


def _figure(value: Any) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")


def _line(text: str) -> str:
    return " ".join(text.replace("\x0b", " ").split())


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"RGBA", "LA", "PA"} and "transparency" not in picture.info:
        return picture
    layer = picture.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)  # pages of others come first
    serve(main, MEMORY)
