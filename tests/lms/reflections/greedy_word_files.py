"""Word files that are made to cost their reader as much as they can. As a program it reads one as the bounded process
does, and tells what that cost.

`python -m tests.lms.reflections.greedy_word_files SOURCE FOLDER` prints seconds, megabytes and what was said.
"""

import json
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from PIL import Image

from lms.bounded import limit
from lms.files.page_worker import MEMORY
from lms.reflections.wordfiles import worker
from tests.lms.reflections import word_files
from tests.question_bank.greedy_files import most_memory

MILLION = 1_000_000
P = "<w:p><w:r><w:t>Con đường</w:t></w:r></w:p>"
ROW = "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
MAIN = "word/document.xml"


def xml(inside: str, root: str = "w:document", body: str = "w:body") -> bytes:
    open_body, end_body = (f"<{body}>", f"</{body}>") if body else ("", "")
    return f"<{root} {word_files.W}>{open_body}{inside}{end_body}</{root}>".encode()


def filled(part: str, size: int) -> bytes:
    """A document with this again and again, so many bytes of it."""
    return word_files.with_member(MAIN, xml(part * (size // len(part.encode()))))


def many_parts() -> bytes:
    """Styles, numbering, notes and the text, each as large a tree as a part may be."""
    empty = "<w:p/>" * 400_000

    def change(members: dict[str, bytes]) -> None:
        members[MAIN] = xml(empty)
        for name in ("styles", "numbering", "footnotes", "endnotes", "header1", "footer1"):
            members[f"word/{name}.xml"] = xml(empty, f"w:{name}", "")

    return word_files.changed(word_files.reflection(), change)


def attributes() -> bytes:
    """Few elements with many attributes."""
    told = " ".join(f'a{number}=""' for number in range(3_000))
    return filled(f"<w:p {told}/>", 35 * MILLION)


def nested(depth: int) -> bytes:
    """Tables in cells of tables."""
    return word_files.with_member(
        MAIN, xml("<w:tbl><w:tr><w:tc>" * depth + P + "</w:tc></w:tr></w:tbl>" * depth)
    )


def boxes(depth: int) -> bytes:
    """Text boxes in text boxes."""
    begin, end = "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"
    return word_files.with_member(MAIN, xml(begin * depth + P + end * depth))


def pictures(count: int, kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    """So many pictures, no two alike."""
    made = Document()
    for number in range(count):
        target = BytesIO()
        ink = (number, 90, 90, 255)[: len(mode)] if len(mode) > 1 else number
        Image.new(mode, size, ink).save(target, kind)
        made.add_picture(BytesIO(target.getvalue()))
    return word_files.saved(made)


def of_kind(kind: str, size: tuple[int, int] = (5_900, 5_900), **saved: object) -> bytes:
    """A picture of another kind in the place of the one in a sound file."""
    target = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(target, kind, **saved)
    return word_files.with_member("word/media/image1.png", target.getvalue())


def everything() -> bytes:
    """As many pictures, elements and letters as are taken, all in one file."""

    def change(members: dict[str, bytes]) -> None:
        end = b"<w:sectPr"
        more = (
            b"<w:p/>" * 90_000
            + b"<w:p><w:r/></w:p>" * 30_000
            + b"<w:p><w:r><w:t>"
            + b" " * 4_000_000
            + b"a</w:t></w:r></w:p>"
        )
        members[MAIN] = members[MAIN].replace(end, more + end)

    return word_files.changed(pictures(4, "PNG", (4_470, 4_470)), change)


def zeros(size: int) -> bytes:
    """A package whose members say nothing, but much of it."""
    return word_files.with_member(MAIN, xml("") + bytes(size))


def overlapping() -> bytes:
    """The list of contents names one member again and again."""
    body = bytearray(zeros(20 * MILLION))
    place = body.rfind(b"PK\x01\x02")
    entry = bytes(body[place : body.rfind(b"PK\x05\x06")])
    end = bytearray(body[body.rfind(b"PK\x05\x06") :])
    count = 4_000
    listed = bytes(body[body.find(b"PK\x01\x02") : place]) + entry * count
    total = int.from_bytes(end[8:10], "little") + count - 1
    end[8:10] = end[10:12] = total.to_bytes(2, "little")
    end[12:16] = len(listed).to_bytes(4, "little")
    return bytes(body[: body.find(b"PK\x01\x02")]) + listed + bytes(end)


def members(count: int) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for number in range(count):
            made.writestr(f"word/{number}.xml", b"<x/>")
        made.writestr(MAIN, xml(P))
    return target.getvalue()


GREEDY: dict[str, Callable[[], bytes]] = {
    "paragraphs": lambda: filled(P, 39 * MILLION),
    "empty paragraphs": lambda: filled("<w:p/>", 4_700_000),
    "runs": lambda: filled("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 1_000 + "</w:p>", 18 * MILLION),
    "one long run": lambda: filled("<w:p><w:r><w:t>" + "a" * 39_000_000 + "</w:t></w:r></w:p>", 39_000_040),
    "rows": lambda: filled(f"<w:tbl>{ROW * 100}</w:tbl>", 11 * MILLION),
    "one table": lambda: word_files.with_member(MAIN, xml(f"<w:tbl>{ROW * 150_000}</w:tbl>")),
    "many parts": many_parts,
    "attributes": attributes,
    "tables in tables": lambda: nested(60),
    "tables too deep": lambda: nested(100_000),
    "boxes in boxes": lambda: boxes(60),
    "zeros": lambda: zeros(35 * MILLION),
    "overlapping members": overlapping,
    "many members": lambda: members(4_900),
    "too many members": lambda: members(70_000),
    "thirteen photos of 12 million dots": lambda: pictures(13, "JPEG", (4_000, 3_000)),
    "forty photos of 12 million dots": lambda: pictures(40, "JPEG", (4_000, 3_000)),
    "four pictures of 20 million dots": lambda: pictures(4, "PNG", (4_470, 4_470)),
    "transparent pictures": lambda: pictures(8, "PNG", (3_160, 3_160), "RGBA"),
    "everything at once": everything,
    "a webp": lambda: of_kind("WEBP", (2_990, 2_990)),
    "a gif": lambda: of_kind("GIF", (2_990, 2_990)),
    "a bitmap": lambda: of_kind("BMP", (2_400, 2_400)),
    "a progressive photo": lambda: of_kind("JPEG", (4_470, 4_470), progressive=True),
    "a photo of 160 million dots": lambda: pictures(1, "JPEG", (12_640, 12_640)),
    "a picture that is too large": lambda: pictures(1, "PNG", (20_000, 20_000), "L"),
    "pictures as large as they are shown": lambda: pictures(30, "PNG", (1_600, 1_600)),
    "long text with numbers": lambda: filled(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
        20 * MILLION,
    ),
}


def main(source: Path, folder: Path) -> None:
    before = time.process_time()
    limit(MEMORY, worker.OWN_MEMORY)
    told = worker.main(source, folder)
    took, megabytes = time.process_time() - before, most_memory()
    said = told.get("problem", "read")
    sys.stdout.write(json.dumps({"seconds": took, "megabytes": megabytes, "said": said}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
