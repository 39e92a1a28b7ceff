"""Question texts are a small subset of HTML; this turns them into plain text and plain text into them."""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser

BREAKS = frozenset({"br", "p", "div", "li", "tr", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4"})
HIDDEN = frozenset({"script", "style", "head", "title"})


def escaped(text: str) -> str:
    """Plain text as HTML: nothing in it can become a tag; line ends become `<br>`."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def bare(markup: str) -> str:
    """The plain text that `escaped` makes this of; what else is in it stays as it is."""
    return html.unescape(markup.replace("<br>", "\n"))


def from_mixed(text: str) -> str:
    """Text in which people mixed in tags and entities: those that are known stay, all else is plain text."""
    if not _MARKUP.search(text):
        return text
    kept = _KNOWN_OR_STRAY.sub(lambda found: found["tag"] or html.escape(found[0], quote=False), text)
    return kept.replace("\n", "<br>")


def plain(markup: str) -> str:
    """The readable text of an HTML fragment, one line per block, spaces folded."""
    if "<" not in markup and "&" not in markup:
        return tidy(markup)
    reader = _Text()
    reader.feed(markup)
    reader.close()
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    """NFC, no-break and other odd spaces as plain ones, no double spaces, no empty lines."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    told = normalised(text).splitlines()
    if len(told) == 1:
        return " ".join(told[0].split())
    lines = (" ".join(line.split()) for line in told)
    return "\n".join(line for line in lines if line)


def normalised(text: str) -> str:
    """NFC without characters that cannot be seen and only disturb comparing."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def folded(text: str) -> str:
    """Lower case without Vietnamese marks; đ becomes d, which no Unicode normal form does."""
    small = text.casefold()
    if small.isascii():
        return small
    bare = unicodedata.normalize("NFD", small).translate(_UNMARKED)
    return unicodedata.normalize("NFC", bare)


class _Unmarked(dict[int, int | None]):
    """What becomes of a decomposed letter: marks go, đ is d. Filled as letters come."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_UNMARKED = _Unmarked({ord("đ"): ord("d")})


class Reader(HTMLParser):
    """The library's parser, which reads `<![…>` as browsers do, as a comment, instead of failing at unknown words.

    What is opened and never closed is text; Python's versions differ about it, and some would leave it out.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def feed(self, data: str) -> None:
        commented = _after(data, "-->")
        closed = data[:commented] + data[commented:].replace("<!--", "&lt;!--")
        end = _after(closed, ">")
        super().feed(closed[:end] + closed[end:].replace("<", "&lt;"))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        return self.parse_bogus_comment(i, report)


def _after(text: str, mark: str) -> int:
    """Where the last `mark` ends; 0 if there is none."""
    place = text.rfind(mark)
    return place + len(mark) if place >= 0 else 0


class _Text(Reader):
    """Collects what a reader would see."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in HIDDEN
        if tag in BREAKS:
            self.parts.append("\n")
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN and self._hidden:
            self._hidden -= 1
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


_TAGS = (
    "a|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strike|strong|sub|sup|table|tbody|td|"
    "tfoot|th|thead|tr|tt|u|ul|font|center"
)
_KNOWN_OR_STRAY = re.compile(
    rf"(?P<tag></?(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>)|[<>]"
    r"|&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>&\n]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
