"""Footnotes of office programs: a mark and a note that link to each other; it goes where its mark stands. Pure."""

import re

from lxml import etree

from lms.lessons.texts.cleaning import NOTE
from lms.lessons.texts.tree import styles, text_of, unwrap, without

_SIGN = re.compile(r"^[\s\[\(]*[0-9ivxlc*]{0,5}[\s\]\)]*[.:]?\s*", re.IGNORECASE)
_LONGEST_SIGN = 8


def move_notes(root: etree._Element) -> None:
    """Word, LibreOffice and Google Docs all link from the mark to the note and back."""
    links = [one for one in root.iter("a") if one.get("href", "").startswith("#")]
    by_name = {name: one for one in links for name in (one.get("name"), one.get("id")) if name}
    done: set[etree._Element] = set()
    for mark in links:
        note = by_name.get(mark.get("href", "")[1:])
        if note is None or note is mark or mark in done or by_name.get(note.get("href", "")[1:]) is not mark:
            continue
        done.add(note)
        _move(mark, note)
    _tidy(root)


def _move(mark: etree._Element, note: etree._Element) -> None:
    block = _block_of(note)
    without(note)
    text = text_of(block)
    text = text[1:].strip() if text[:1] in {".", ":"} else text
    sign = _outermost(mark)
    parent = sign.getparent()
    if parent is None:
        return
    small = etree.Element(NOTE)
    small.text = text
    parent.insert(parent.index(sign), small)
    without(sign)
    without(block)


def _block_of(note: etree._Element) -> etree._Element:
    """The paragraph of the note, or the box that an office program draws around its paragraphs."""
    block = note
    for above in note.iterancestors("p", "div", "li", "td"):
        if block is note or styles(above).get("mso-element") in {"footnote", "endnote"}:
            block = above
        if above.tag == "div" and re.match(r"(sd)?(foot|end|ftn|edn)", above.get("id", "")):
            return above
    return block


def _outermost(mark: etree._Element) -> etree._Element:
    """The mark with the signs around it that hold nothing else."""
    found = mark
    while (parent := found.getparent()) is not None and parent.tag in {"sup", "span", "font"}:
        if len(text_of(parent)) > _LONGEST_SIGN or len(parent) != 1:
            break
        found = parent
    return found


def _tidy(root: etree._Element) -> None:
    """The box that held all notes, and the line above it."""
    for one in list(root.iter("div")):
        if styles(one).get("mso-element") in {"footnote-list", "endnote-list"}:
            for line in [*one.iter("hr"), *one.iter("br")]:
                without(line)
            unwrap(one)
