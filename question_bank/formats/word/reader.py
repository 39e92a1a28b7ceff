"""Reading .docx: the package is opened without trust, its body becomes lines, the shared grammar reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from question_bank.formats.archives import LARGEST_XML, Package, Unreadable, opened, parsed
from question_bank.formats.imported import Imported
from question_bank.formats.text import left_out
from question_bank.formats.vietnamese import PICTURE, limited, read_lines
from question_bank.formats.word.body import Body
from question_bank.formats.word.names import STRICT, W
from question_bank.formats.word.numbering import numbering
from question_bank.formats.word.pictures import Pictures, targets
from question_bank.formats.word.runs import Runs
from question_bank.formats.word.styles import styles
from question_bank.legacy_fonts import mostly_old, mostly_vni
from question_bank.problems import Problem, Unit, error, note

NAME = "word"
DOCUMENT = "word/document.xml"
MARGIN = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")


def read(data: bytes, *, name: str = "") -> Imported:
    """The questions of a Word file; whatever was not read is among the problems."""
    try:
        return _read(opened(data))
    except Unreadable as refused:
        return Imported([], [refused.problem], NAME)


def paragraphs(data: bytes) -> list[str]:
    """The lines of any Word file, with the numbers that Word counts; Unreadable if there is none in it."""
    _pictures, body, document = parts_of(opened(data))
    return [line.text.replace(PICTURE, " ") for line in body.lines(document)]


def _read(package: Package) -> Imported:
    pictures, body, document = parts_of(package)
    lines = limited(body.lines(document))
    found = read_lines(lines, Unit.PARAGRAPH, body.answers, pictures.files)
    problems = [*body.runs.problems.values(), *body.problems, *found.problems, *_margins(package)]
    if not found.questions:
        problems.append(error("file.nothing" if lines else "file.empty"))
    return Imported(found.questions, problems, NAME)


def parts_of(package: Package) -> tuple[Pictures, Body, etree._Element]:
    """Its pictures, what goes through it, and its body; Unreadable if there is none."""
    root = xml_of(package, DOCUMENT)
    document = None if root is None else root.find(W + "body")
    if document is None:
        raise Unreadable(error("file.damaged"))
    pictures = Pictures(package, targets(package.xml("word/_rels/document.xml.rels")))
    text = "".join(part.text or "" for part in document.iter(W + "t"))
    runs = Runs(styles(xml_of(package, "word/styles.xml")), pictures, mostly_old(text), mostly_vni(text))
    return pictures, Body(runs, numbering(xml_of(package, "word/numbering.xml"))), document


def _margins(package: Package) -> Iterator[Problem]:
    """What stands around the text: headers, footers, notes, comments."""
    for name in sorted(package.members):
        if MARGIN.fullmatch(name):
            root = xml_of(package, name)
            texts = [] if root is None else [part.text or "" for part in root.iter(W + "t")]
            if text := " ".join("".join(texts).split()):
                yield note("word.margin", text=left_out(text))


def xml_of(package: Package, name: str) -> etree._Element | None:
    """A part in the usual namespaces, also where the file uses the strict ones."""
    if name not in package:
        return None
    data = package.read(name, LARGEST_XML)
    if STRICT in data:
        data = data.replace(STRICT + b"wordprocessingml/main", W[1:-1].encode())
        data = data.replace(
            STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"
        )
        data = data.replace(
            STRICT + b"officeDocument/relationships",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        )
    return parsed(data)
