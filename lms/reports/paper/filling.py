"""Puts values where an office wrote {{field}}. Nothing is ever run: a field is a name in a list, or it stays refused.

A paragraph of fields alone that are all empty goes away; a field of several lines repeats its paragraph; a table row
with fields of a list, such as {{dv_ten}}, is repeated for every entry of that list, and its table goes with the last.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from lms.reports.paper.package import Docx, W, take_apart
from lms.typesetting import tidy

FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")

Texts = Mapping[str, str]
Lists = Mapping[str, Sequence[Texts]]


def filled(template: bytes, texts: Texts, lists: Lists) -> bytes:
    """The document; `lists` by prefix, each entry with the names behind the prefix."""
    docx = take_apart(template)
    fill(docx, texts, lists)
    return docx.saved()


def fill(docx: Docx, texts: Texts, lists: Lists) -> None:
    for root in docx.texts.values():
        for table in list(root.iter(W + "tbl")):
            _repeat_rows(table, lists)
        for paragraph in list(root.iter(W + "p")):
            _fill(paragraph, texts)


def fields_of(docx: Docx) -> set[str]:
    """The names between the brackets, wherever Word has cut them into pieces."""
    return {
        name
        for root in docx.texts.values()
        for paragraph in root.iter(W + "p")
        for name in FIELD.findall(text_of(paragraph))
    }


def text_of(paragraph: Any) -> str:
    return "".join(part.text or "" for part in paragraph.iter(W + "t"))


def _repeat_rows(table: Any, lists: Lists) -> None:
    for row in table.findall(W + "tr"):
        names = {name for paragraph in row.iter(W + "p") for name in FIELD.findall(text_of(paragraph))}
        prefix = next((name.split("_")[0] for name in sorted(names) if name.split("_")[0] in lists), None)
        if prefix is None:
            continue
        if not lists[prefix]:
            _take_out(table)
            return
        for entry in lists[prefix]:
            copied = deepcopy(row)
            row.addprevious(copied)
            for paragraph in list(copied.iter(W + "p")):
                _fill(paragraph, {f"{prefix}_{name}": value for name, value in entry.items()}, keep=True)
        _take_out(row)


def _fill(paragraph: Any, texts: Texts, *, keep: bool = False) -> None:
    """Fill one paragraph; `keep` leaves it even if nothing stands in it, and fields of others as they are."""
    text = text_of(paragraph)
    names = FIELD.findall(text)
    if not names or not any(name in texts for name in names):
        return
    values = {name: tidy(texts[name]) for name in names if name in texts}
    if not keep and not FIELD.sub("", text).strip() and not any(values.values()):
        _remove(paragraph)
        return
    several = next((name for name, value in values.items() if "\n" in value), None)
    if several is None:
        _replace(paragraph, values)
        return
    for line in values[several].split("\n"):
        copied = deepcopy(paragraph)
        paragraph.addprevious(copied)
        _replace(copied, {**values, several: line})
    _take_out(paragraph)


def _replace(paragraph: Any, values: Texts) -> None:
    """Each value goes into the piece in which its field begins, and so keeps the look of that place."""
    for match in reversed(list(FIELD.finditer(text_of(paragraph)))):
        if match[1] in values:
            _put(paragraph, match.start(), match.end(), values[match[1]])


def _put(paragraph: Any, start: int, end: int, value: str) -> None:
    at = 0
    for piece in list(paragraph.iter(W + "t")):
        text = piece.text or ""
        begins, ends = at, at + len(text)
        at = ends
        if ends <= start or begins >= end:
            continue
        said = value if begins <= start < ends else ""
        piece.text = text[: max(0, start - begins)] + said + text[max(0, end - begins) :]
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _remove(paragraph: Any) -> None:
    """A cell must keep its last paragraph, and what ends a section its own."""
    parent = paragraph.getparent()
    last = len(parent.findall(W + "p")) == 1 and parent.tag == W + "tc"
    if last or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        for piece in paragraph.iter(W + "t"):
            piece.text = ""
        return
    _take_out(paragraph)


def _take_out(element: Any) -> None:
    element.getparent().remove(element)
