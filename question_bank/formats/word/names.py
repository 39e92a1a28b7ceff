"""The XML names of Word documents."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
STRICT = b"http://purl.oclc.org/ooxml/"
OFF = frozenset({"0", "false", "off", "none"})


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of the child at this path of names; None if it is not there."""
    for name in path.split("/"):
        element = None if element is None else element.find(W + name)
    return None if element is None else element.get(W + "val", "")


def number(element: etree._Element | None, path: str) -> int | None:
    """As `value`, as a whole number."""
    text = value(element, path) or ""
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 10 else None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of this name."""
    return iter(() if element is None else element.findall(W + name))
