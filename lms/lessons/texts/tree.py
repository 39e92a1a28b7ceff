"""Small operations on a tree of HTML that lose no text. Pure."""

from lxml import etree


def styles(one: etree._Element) -> dict[str, str]:
    """The declarations of the style attribute, in small letters."""
    parts = (part.partition(":") for part in one.get("style", "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in parts if value}


def unwrap(one: etree._Element) -> None:
    """The element goes, what stands in it stays."""
    parent = one.getparent()
    if parent is None:
        return
    place = parent.index(one)
    _put_text(parent, place, one.text)
    children = list(one)
    for child in children:
        parent.insert(parent.index(one), child)
    _put_text(parent, parent.index(one), one.tail)
    one.tail = None
    parent.remove(one)


def without(one: etree._Element) -> None:
    """The element goes with all that stands in it; the text behind it stays."""
    replace_with(one, "")


def replace_with(one: etree._Element, text: str) -> None:
    """A text takes the place of the element."""
    parent = one.getparent()
    if parent is None:
        return
    _put_text(parent, parent.index(one), text + (one.tail or ""))
    one.tail = None
    parent.remove(one)


def text_of(one: etree._Element) -> str:
    """All words in it, spaces made one."""
    return " ".join("".join(map(str, one.itertext())).split())


def _put_text(parent: etree._Element, place: int, text: str | None) -> None:
    """Text before the child at that place."""
    if not text:
        return
    if place == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
