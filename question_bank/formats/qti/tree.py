"""XML as light nodes with the names of QTI 2, whichever version the file has.

QTI 3 writes `qti-choice-interaction response-identifier`, QTI 2 `choiceInteraction responseIdentifier`; both become
the second, so that one reader understands both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from question_bank.formats.archives import Unreadable, parsed
from question_bank.problems import error

DEEPEST = 80
MOST_PARTS = 1_500_000
MOST_IN_ITEM = 50_000


@dataclass(eq=False)
class Node:
    """An element: its name without namespace, its attributes, and texts and elements in it."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> list[Node]:
        """The elements directly inside. A node is not changed any more once it has been asked for them."""
        return self._elements

    @cached_property
    def _elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def all(self, *names: str) -> Iterator[Node]:
        """All elements inside, at any depth, that have one of these names."""
        for child in self.elements():
            if child.name in names:
                yield child
            yield from child.all(*names)

    def first(self, *path: str) -> Node | None:
        """The first element along a path of names, each directly inside the one before."""
        found: Node | None = self
        for name in path:
            found = next((child for child in found.elements() if child.name == name), None) if found else None
        return found

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    def says(self, name: str) -> bool:
        """Whether an attribute is true."""
        return self.get(name).strip().lower() in ("true", "yes", "1")

    @property
    def text(self) -> str:
        """All text inside, one after the other."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def root_of(data: bytes) -> etree._Element:
    """The root of a document; Unreadable if it is damaged, forbidden, or would take too much memory."""
    if data.count(b"<") + data.count(b"=") > MOST_PARTS:
        raise Unreadable(error("qti.too_many_parts"))
    return parsed(data)


def local(element: etree._Element) -> str:
    """The name of an element as `Node` has it."""
    name = str(element.tag).rpartition("}")[2]
    return _camel(name[4:]) if name.startswith("qti-") else name


def node(element: etree._Element) -> Node:
    """An element and all that is in it; Unreadable if it is nested too deeply or has too many parts."""
    if sum(1 for _ in element.iter()) > MOST_IN_ITEM:
        raise Unreadable(error("qti.too_many_parts"))
    return _node(element, 0)


def _node(element: etree._Element, depth: int) -> Node:
    if depth > DEEPEST:
        raise Unreadable(error("qti.too_deep"))
    is_qti3 = "}qti-" in str(element.tag) or str(element.tag).startswith("qti-")
    attrs = {_attribute(str(name), is_qti3): str(value) for name, value in element.attrib.items()}
    made = Node(local(element), attrs)
    if element.text:
        made.children.append(element.text)
    for child in element:
        made.children.append(_node(child, depth + 1))
        if child.tail:
            made.children.append(child.tail)
    return made


def _attribute(name: str, is_qti3: bool) -> str:
    bare = name.rpartition("}")[2]
    return _camel(bare) if is_qti3 and not bare.startswith("data-") else bare


def _camel(name: str) -> str:
    return re.sub(r"-([a-z0-9])", lambda found: found[1].upper(), name)
