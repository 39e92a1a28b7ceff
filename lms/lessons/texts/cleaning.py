"""The subset of HTML that a page of a lesson may hold. A footnote is `<small>` at its place. Pure."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import parse_qs, quote, urlsplit

import nh3

from lms.web.filters import ATTRIBUTES, TAGS

NOTE = "small"
MAY_STAND = (TAGS - {"span", "code", "pre"}) | {NOTE, "caption", "tfoot"}
_ATTRIBUTES = {**ATTRIBUTES, "ol": {"start"}}
_PICTURE = re.compile(r"/files/[0-9a-f]{64}")
_DOCUMENT = re.compile(r"/documents/([1-9][0-9]{0,8})(?:/clause)?")
_OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_NOTE_TAG = re.compile(rf"</?{NOTE}>")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_EMPTY = re.compile(
    r"<(p|h3|h4|b|strong|i|em|u|s|sub|sup|small|blockquote|ul|ol|li)>(?:\s|&nbsp;|\u00a0|<br>)*</\1>"
)
_OPENING = re.compile(r"<(/?)(?!br\b|hr\b|img\b|input\b|meta\b|link\b|col\b|[ou]:)[a-zA-Z]")
_ROUNDS = 6
DEEPEST = 400


def clean(html: str) -> str:
    """What may be stored: no script, style, handler or foreign picture survives; the text does."""
    found = nh3.clean(
        html.replace("\x00", ""),
        tags=MAY_STAND,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=_only_ours,
    )
    if too_deep(found):
        return f"<p>{escape(plain(found), quote=False)}</p>"
    return _without_empty(_flat_notes(found)).strip()


def too_deep(html: str) -> bool:
    """Nobody writes like that; what nests so far is kept as plain words."""
    depth = 0
    for found in _OPENING.finditer(html):
        depth += -1 if found[1] else 1
        if depth > DEEPEST:
            return True
    return False


def address_of(document_id: int, clause: str) -> str:
    """Where a quote leads: the clause of the document, or the whole of it."""
    return f"/documents/{document_id}" + (f"/clause?cited={quote(clause)}" if clause else "")


def quotes_in(html: str) -> list[tuple[int, str]]:
    """The documents that a cleaned text links to, each with its clause, in order and once."""
    found = (_document(unescape(address)) for address in _LINK.findall(html))
    return list(dict.fromkeys(one for one in found if one))


def plain(html: str) -> str:
    """The words of a cleaned text, as they are searched and counted."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def words_in(html: str) -> int:
    """How many words (syllables, as Vietnamese is written) there are to read."""
    return len(plain(html).split())


def _document(address: str) -> tuple[int, str] | None:
    parts = urlsplit(address)
    match = _DOCUMENT.fullmatch(parts.path) if not parts.netloc and not parts.scheme else None
    if match is None:
        return None
    return int(match[1]), parse_qs(parts.query).get("cited", [""])[0][:200]


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if _PICTURE.fullmatch(value) else None
    if tag == "a" and attribute == "href":
        return value if _OUTSIDE.match(value) or _document(value) else None
    if attribute in {"colspan", "rowspan", "width", "height", "start"}:
        return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
    return None if attribute in {"title", "lang"} else value


def _flat_notes(html: str) -> str:
    """A note within a note is part of it."""
    return "".join(_flattened(html))


def _flattened(html: str) -> Iterator[str]:
    depth = place = 0
    for found in _NOTE_TAG.finditer(html):
        yield html[place : found.start()]
        place = found.end()
        opening = found[0] == f"<{NOTE}>"
        if depth == (0 if opening else 1):
            yield found[0]
        depth += 1 if opening else -1
    yield html[place:]


def _without_empty(html: str) -> str:
    """What an editor leaves behind of emptied lines; a few rounds, since they stand in each other."""
    for _round in range(_ROUNDS):
        fewer = _EMPTY.sub("", html)
        if fewer == html:
            break
        html = fewer
    return html
