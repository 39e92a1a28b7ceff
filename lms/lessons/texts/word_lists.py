"""Paragraphs that Word only marks as items of a list become lists, one in the other by their levels. Pure."""

import re
from dataclasses import dataclass

from lxml import etree

from lms.lessons.texts.tree import styles, text_of, without

_LEVEL = re.compile(r"\blevel([1-9])\b")
_COUNTED = re.compile(r"\(?[0-9a-zA-ZđĐ]{1,5}[.)/]?\)?$")
_MARK = re.compile(r"^\s*([·•▪◦o§\-–+]|\(?[0-9]{1,3}[.)])\s*\u00a0[\s\u00a0]*")


@dataclass
class _Item:
    paragraph: etree._Element
    level: int
    counted: bool


def make_lists(root: etree._Element) -> None:
    """Every run of such paragraphs becomes one list."""
    run: list[_Item] = []
    for paragraph in list(root.iter("p", "h1", "h2", "h3", "h4")):
        item = _item(paragraph)
        if run and (item is None or not _follows(run[-1].paragraph, paragraph)):
            _build(run)
            run = []
        if item is not None:
            run.append(item)
    if run:
        _build(run)


def _item(paragraph: etree._Element) -> _Item | None:
    said = styles(paragraph).get("mso-list", "")
    found = _LEVEL.search(said)
    if found is None or paragraph.tag != "p":
        return None
    mark = _take_mark(paragraph)
    return _Item(paragraph, int(found[1]), bool(_COUNTED.fullmatch(mark)) and mark not in {"o", "-"})


def _take_mark(paragraph: etree._Element) -> str:
    """The number or bullet that Word wrote into the text, taken out of it."""
    for one in paragraph.iter("span"):
        if styles(one).get("mso-list") == "ignore":
            mark = text_of(one)
            without(one)
            return mark
    found = _MARK.match(paragraph.text or "")
    if found:
        paragraph.text = (paragraph.text or "")[found.end() :]
        return found[1]
    return ""


def _follows(before: etree._Element, paragraph: etree._Element) -> bool:
    return before.getnext() is paragraph and not (before.tail or "").strip()


def _build(run: list[_Item]) -> None:
    """The list stands where its first paragraph stood."""
    first = run[0].paragraph
    parent = first.getparent()
    if parent is None:
        return
    place = parent.index(first)
    tail = run[-1].paragraph.tail
    outer = _list(run)
    for item in run:
        item.paragraph.tail = None
        if item.paragraph.getparent() is parent:
            parent.remove(item.paragraph)
    outer.tail = tail
    parent.insert(place, outer)


def _list(run: list[_Item]) -> etree._Element:
    """The items, each deeper one within the item before it."""
    outer = etree.Element("ol" if run[0].counted else "ul")
    open_lists = [(min(item.level for item in run), outer)]
    for item in run:
        while len(open_lists) > 1 and item.level < open_lists[-1][0]:
            open_lists.pop()
        level, present = open_lists[-1]
        if item.level > level and len(present):
            deeper = etree.SubElement(present[-1], "ol" if item.counted else "ul")
            open_lists.append((item.level, deeper))
            present = deeper
        present.append(_as_item(item.paragraph))
    return outer


def _as_item(paragraph: etree._Element) -> etree._Element:
    entry = etree.Element("li")
    entry.text = paragraph.text
    entry.extend(list(paragraph))
    return entry
