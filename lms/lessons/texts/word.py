"""What Word, LibreOffice or Google Docs puts on the clipboard, as clean text.

Lists that are only paragraphs with a mark become lists, notes stand where they belong, bold and italic survive however
they were said; everything else that an office program writes down is left out. The text itself stays. Pure.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree, html as lxml_html

from lms.lessons.texts.cleaning import MAY_STAND, clean, too_deep
from lms.lessons.texts.tree import replace_with, styles, unwrap, without
from lms.lessons.texts.word_lists import make_lists
from lms.lessons.texts.word_notes import move_notes

# Given the address of a picture within the text, where it is kept now; None leaves it out.
KeepPicture = Callable[[str], str | None]

_DROPPED = ("script", "style", "head", "title", "meta", "link", "xml")
# What these hold is looked at; of everything else (drawings, formulas, fields) the words stay, as words.
_KNOWN = MAY_STAND | {"span", "font", "div", "section", "article", "center", "main", "h1", "h2", "h5", "h6"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_TITLES = re.compile(r"\bMso(Title|Subtitle)\b")
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "h3", "h4", "blockquote", "hr", "section", "article"})
_SAID = re.compile(r"[A-Za-z]")
_SPACES = re.compile(r"[ \t\r\n]+")
_EDGES = re.compile(
    r" *(</?(?:p|h3|h4|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|hr|br|caption)\b[^>]*>) *"
)


def from_word(pasted: str, keep: KeepPicture | None = None) -> str:
    """The pasted HTML as text that may be stored."""
    root = None if too_deep(pasted) else _parsed(pasted)
    if root is None:
        return clean(pasted)
    _drop(root)
    move_notes(root)
    make_lists(root)
    for step in (_name_headings, _name_styles, _dissolve):
        step(root)
    _settle_pictures(root, keep)
    inner = (root.text or "") + "".join(
        etree.tostring(one, encoding="unicode", method="html") for one in root
    )
    return _joined(clean(inner))


def _parsed(pasted: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    text = pasted.replace("\x00", "").encode("utf-8", "replace")
    try:
        page = etree.fromstring(b"<html><body>" + text + b"</body></html>", parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return page.find("body") if page is not None else None


def _drop(root: etree._Element) -> None:
    """What is no text, and what a reader was never meant to see."""
    for one in list(_elements(root)):
        tag, said = str(one.tag), styles(one)
        hidden = said.get("mso-hide") == "all" or said.get("display") == "none"
        if hidden or tag in _DROPPED or tag.startswith(("v:", "w:", "m:")):
            without(one)
        elif tag not in _KNOWN:
            unwrap(one)


def _name_headings(root: etree._Element) -> None:
    for one in _elements(root):
        level = styles(one).get("mso-outline-level", "")
        if one.tag in _HEADINGS:
            one.tag = _HEADINGS[str(one.tag)]
        elif one.tag == "p" and (_TITLES.search(one.get("class", "")) or level in {"1", "2"}):
            one.tag = "h3"
        elif one.tag == "p" and level.isdigit():
            one.tag = "h4"


def _name_styles(root: etree._Element) -> None:
    """Bold by style is bold; a `<b>` that says it is not is nothing."""
    for one in list(_elements(root)):
        said = styles(one)
        if one.tag in {"b", "strong"} and said.get("font-weight") in {"normal", "400"}:
            unwrap(one)
        elif one.tag in {"span", "font"}:
            _wrap(one, list(_names(said)))
        elif one.tag in {"h3", "h4"}:
            for bold in one.findall(".//b") + one.findall(".//strong"):
                unwrap(bold)


def _names(said: dict[str, str]) -> Iterator[str]:
    weight, line, place = (
        said.get(name, "") for name in ("font-weight", "text-decoration", "vertical-align")
    )
    if weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600):
        yield "b"
    if said.get("font-style") == "italic":
        yield "i"
    if "underline" in line:
        yield "u"
    if "line-through" in line:
        yield "s"
    if place in {"super", "sub"}:
        yield "sup" if place == "super" else "sub"


def _wrap(one: etree._Element, names: list[str]) -> None:
    """The first name takes the place of the element itself, the others stand inside it."""
    if not names:
        unwrap(one)
        return
    one.tag = names[0]
    for name in names[1:]:
        inner = etree.Element(name)
        inner.text, one.text = one.text, None
        inner.extend(list(one))
        one.append(inner)


def _dissolve(root: etree._Element) -> None:
    """Boxes around blocks go, a box of words is a paragraph; a cell needs no paragraph for its one line."""
    for one in list(_elements(root)):
        if one.tag in {"div", "section", "article", "center", "main"}:
            if any(child.tag in _BLOCKS for child in one.iterdescendants() if isinstance(child.tag, str)):
                unwrap(one)
            else:
                one.tag = "p"
    for cell in [*root.iter("td"), *root.iter("th"), *root.iter("li")]:
        paragraphs = cell.findall("p")
        if len(paragraphs) == 1 and not (cell.text or "").strip():
            unwrap(paragraphs[0])


def _settle_pictures(root: etree._Element, keep: KeepPicture | None) -> None:
    for picture in list(root.iter("img")):
        address = picture.get("src", "")
        kept = keep(address) if keep else None
        if kept:
            picture.set("src", kept)
        elif not address.startswith("/files/"):
            replace_with(picture, picture.get("alt", "") if _SAID.search(picture.get("alt", "")) else "")


def _joined(cleaned: str) -> str:
    """Line ends and hard spaces of the office program are spaces, and none stands at the edge of a block."""
    text = _SPACES.sub(" ", cleaned.replace("\u00a0", " ").replace("&nbsp;", " "))
    return _EDGES.sub(r"\1", text).strip()


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (one for one in root.iterdescendants() if isinstance(one.tag, str))
