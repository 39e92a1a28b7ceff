"""What is shown: elements as the HTML subset of questions, and HTML as elements."""

from __future__ import annotations

import html as entities
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from question_bank import markup
from question_bank.formats.qti.tree import Node
from question_bank.formats.text import left_out
from question_bank.problems import Problem, note, warning

EMPTY = frozenset({"br", "hr", "img"})
BLOCKS = frozenset(
    {"blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "ul"}
)
TABLES = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
WORDS = frozenset(
    {
        "a",
        "b",
        "br",
        "code",
        "em",
        "i",
        "img",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    }
)
KEPT = BLOCKS | TABLES | WORDS
NEVER_SHOWN = frozenset({"script", "style", "iframe", "audio", "video", "embed"})
AS_SPANS = frozenset({"u", "s", "strike"})
DEEPEST = 60
MOST_STRAY = 100

Special = Callable[[Node], "str | None"]


def _nothing_special(_: Node) -> str | None:
    return None


@dataclass
class Content:
    """Turns elements into HTML. `picture` gives the address a picture is kept under, with what is to be said of it.

    `special` may say what stands in the place of an element; None leaves it to the rules here.
    """

    picture: Callable[[str], tuple[str, Problem | None]]
    laid_out: bool = False
    special: Special = _nothing_special
    problems: list[Problem] = field(default_factory=list)

    def html(self, children: Sequence[Node | str]) -> str:
        """The children as HTML; in a file laid out with line ends, white space around them is folded."""
        return self._trimmed("".join(map(self._part, children)))

    def text(self, text: str) -> str:
        """Plain text as HTML."""
        return self._trimmed(self._part(text))

    def _trimmed(self, html: str) -> str:
        return html.strip() if self.laid_out else html

    def _part(self, child: Node | str) -> str:
        if isinstance(child, str):
            return escaped(_folded(child) if self.laid_out else child)
        own = self.special(child)
        if own is not None:
            return own
        if child.name in NEVER_SHOWN:
            self.problems.append(note("qti.never_shown", name=child.name, text=left_out(child.text.strip())))
            return ""
        if child.name in ("img", "object"):
            return self._picture(child)
        if child.name == "math":
            self.problems.append(warning("word.formula", text=left_out(" ".join(child.text.split()))))
        return self._element(child)

    def _element(self, child: Node) -> str:
        inside = "".join(map(self._part, child.children))
        name = child.get("class") if child.name == "span" and child.get("class") in AS_SPANS else child.name
        if name not in KEPT:
            return inside
        attrs = child.attrs if name == child.name else {}
        return _tag(name, attrs) + ("" if name in EMPTY else f"{inside}</{name}>")

    def _picture(self, child: Node) -> str:
        address = child.get("src") or child.get("data")
        kind = child.get("type")
        if child.name == "object" and kind and not kind.startswith("image/"):
            self.problems.append(warning("qti.object", name=left_out(address or kind)))
            return "".join(map(self._part, child.children))
        name, problem = self.picture(address)
        self.problems += [problem] if problem else []
        attrs = {key: value for key, value in child.attrs.items() if key not in ("src", "data", "type")}
        alt = {"alt": " ".join(child.text.split())} if child.name == "object" and child.text.strip() else {}
        return _tag("img", {"src": name} | attrs | alt)


def escaped(text: str) -> str:
    """Plain text as HTML text, as browsers write it."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\xa0", "&nbsp;")


def nodes(html: str) -> list[Node | str]:
    """A fragment of HTML as elements and texts; what is not closed is closed at the end."""
    if "<" not in html:
        return [entities.unescape(html)] if html else []
    if html.count("<") > html.count(">") + MOST_STRAY:
        return [html]
    reader = _Reader()
    reader.feed(_without_comments(html))
    reader.close()
    return reader.root.children


def _without_comments(html: str) -> str:
    """In one pass, however many comments are opened and never closed."""
    first, *more = html.split("<!--")
    parts = [part.partition("-->") for part in more]
    return first + "".join(after if closed else f"&lt;!--{before}" for before, closed, after in parts)


def xml(child: Node | str) -> str:
    """An element or a text as XML."""
    if isinstance(child, str):
        return _xml_text(child)
    attrs = "".join(f' {name}="{_xml_value(value)}"' for name, value in child.attrs.items())
    inside = "".join(map(xml, child.children))
    return f"<{child.name}{attrs}>{inside}</{child.name}>" if inside else f"<{child.name}{attrs}/>"


def xhtml(html: str) -> list[Node | str]:
    """HTML as elements that QTI knows: what it has no name for becomes a span of that class."""
    return [_known(child) for child in nodes(html)]


def _known(child: Node | str) -> Node | str:
    if isinstance(child, str):
        return child
    inside = [_known(part) for part in child.children]
    if child.name in AS_SPANS and not child.attrs:
        return Node("span", {"class": child.name}, inside)
    needed = {"alt": ""} if child.name == "img" and "alt" not in child.attrs else {}
    return Node(child.name, child.attrs | needed, inside)


def _tag(name: str, attrs: dict[str, str]) -> str:
    written = "".join(f' {key}="{_value(value)}"' for key, value in attrs.items() if not _useless(key, value))
    return f"<{name}{written}>"


def _useless(key: str, value: str) -> bool:
    """An empty alternative text is what QTI wants of every picture, and says nothing."""
    return key == "alt" and not value


def _value(text: str) -> str:
    return text.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")


def _folded(text: str) -> str:
    """Line ends and the indents after them are layout of the file."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return (
        lead
        + " ".join(part for part in text.replace("\xa0", "\ue000").split()).replace("\ue000", "\xa0")
        + tail
    )


def _xml_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _xml_value(text: str) -> str:
    quoted = _xml_text(text).replace('"', "&quot;")
    return quoted.replace("\n", "&#10;").replace("\t", "&#9;")


class _Reader(markup.Reader):
    """Builds nodes."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in EMPTY and len(self.open) < DEEPEST:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        names = [one.name for one in self.open]
        if tag in names[1:]:
            del self.open[len(names) - names[::-1].index(tag) - 1 :]

    def handle_data(self, data: str) -> None:
        inside = self.open[-1].children
        if inside and isinstance(inside[-1], str):
            inside[-1] += data
        else:
            inside.append(data)
