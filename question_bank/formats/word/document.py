"""A whole Word file for people to read: its blocks, its pictures, and what of it is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from question_bank.formats.archives import LARGEST_UNPACKED, OLE, Package, Unreadable, opened
from question_bank.formats.word import safety
from question_bank.formats.word.blocks import Block, Blocks
from question_bank.formats.word.names import W, children
from question_bank.formats.word.reader import DOCUMENT, parts_of, xml_of
from question_bank.problems import error

MOST_NODES = 200_000  # of all parts together: one of a hundred plain pages has a third
MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
SAID = {
    "word.object": "object",
    "word.picture_missing": "picture",
    "word.hidden": "hidden",
    "word.changes": "changes",
    "word.formula": "formula",
}


@dataclass(frozen=True)
class Document:
    """`pictures` by the names that blocks call them; `left_out` are words for what a reader does not get to see."""

    blocks: list[Block]
    pictures: dict[str, bytes]
    left_out: list[str]


def read_document(data: bytes, *, most: int = LARGEST_UNPACKED) -> Document:
    """A Word file to be read by people; Unreadable if it is none, or unpacks to more than `most` bytes."""
    if data.startswith(OLE) and safety.is_locked(data):
        raise Unreadable(error("word.locked"))
    package = opened(data, most=most)
    if DOCUMENT not in package:
        raise Unreadable(error("file.unknown"))
    if safety.look_through(package) > MOST_NODES:
        raise Unreadable(error("file.too_many_parts"))
    pictures, body, root = parts_of(package)
    blocks = Blocks(body.runs, body.numbering, dict(_notes(package)))
    found = list(blocks.of(root))
    said = {SAID[problem.code] for problem in body.runs.problems.values() if problem.code in SAID}
    margin = {"margin"} if _has_margin(package) else set()
    return Document(found, pictures.files, sorted(blocks.left_out | said | margin))


def _notes(package: Package) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """Footnotes and endnotes by kind and id; the lines that part them from the text have another type."""
    for kind in ("footnote", "endnote"):
        for one in children(xml_of(package, f"word/{kind}s.xml"), kind):
            if one.get(W + "type", "normal") == "normal":
                yield (kind, one.get(W + "id", "")), one


def _has_margin(package: Package) -> bool:
    """Whether there are words above or below the pages."""
    roots = (xml_of(package, name) for name in package.members if MARGIN.fullmatch(name))
    return any((part.text or "").strip() for root in roots if root is not None for part in root.iter(W + "t"))
