"""Moodle XML one question at a time, without trust: nothing may be declared, and little is held at once."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from question_bank.formats.archives import LARGEST_XML, Unreadable, declares
from question_bank.formats.text import MEGABYTE
from question_bank.problems import Place, Unit, error

ROOT = "quiz"
MOST_ELEMENTS = 20_000
MOST_ATTRIBUTES = 1_000_000


def elements(data: bytes) -> Iterator[etree._Element]:
    """The `question` elements in order; each is emptied when the next is asked for.

    Raises:
        Unreadable: if it is too large, declares anything, is damaged, or is no `quiz`.
    """
    if len(data) > LARGEST_XML:
        raise Unreadable(error("file.too_large", limit=LARGEST_XML // MEGABYTE))
    if not data.strip():
        raise Unreadable(error("file.empty"))
    if declares(data) or data.count(b"=") > MOST_ATTRIBUTES:
        raise Unreadable(error("file.forbidden_xml"))
    try:
        yield from _walked(data)
    except (etree.XMLSyntaxError, ValueError) as damage:
        line = getattr(damage, "lineno", None) or 1
        raise Unreadable(error("file.damaged", Place(Unit.LINE, line, line))) from damage


def _walked(data: bytes) -> Iterator[etree._Element]:
    depth = count = 0
    parser = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in parser:
        if event == "start":
            depth, count = depth + 1, count + 1
            if (depth == 1 and element.tag != ROOT) or count > MOST_ELEMENTS:
                raise Unreadable(error("file.damaged"))
            continue
        depth -= 1
        if depth == 1:
            yield element
            count = 0
            _forget(element)


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
