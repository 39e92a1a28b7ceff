"""A page as plain text with simple marks, for an editor without a script; what marks cannot say stays HTML. Pure.

`## heading`, `### smaller`, `- item`, `1. item`, `> quote`, `**bold**`, `*italic*`, `((footnote))`; an empty line ends
a paragraph. A block that begins with `<` is HTML.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any

from lxml import etree, html as lxml_html

from lms.lessons.texts.cleaning import clean

_INLINE = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\*)\*(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)"), r"<i>\1</i>"),
    (re.compile(r"\(\((.+?)\)\)"), r"<small>\1</small>"),
)
_OUTLINE = (
    (re.compile(r"</?(?:b|strong)>"), "**"),
    (re.compile(r"</?(?:i|em)>"), "*"),
    (re.compile(r"<small>(.*?)</small>"), r"((\1))"),
    (re.compile(r"<br>"), "\n"),
)
_BULLET, _COUNTED = re.compile(r"[-•]\s+"), re.compile(r"[0-9]{1,3}[.)]\s+")
_HEADS = (("### ", "h4"), ("## ", "h3"))


def from_marks(typed: str) -> str:
    """What was typed as HTML to store."""
    blocks = re.split(r"\n[ \t]*\n", typed.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return clean("".join(_block(block.strip()) for block in blocks if block.strip()))


def to_marks(stored: str) -> str:
    """A stored text as a person edits it: marks where they read back as the same, HTML elsewhere."""
    blocks = []
    for one in _pieces(stored):
        marked = _marked(one)
        blocks.append(
            marked if marked is not None and from_marks(marked) == one else re.sub(r"\n\s*\n", "\n", one)
        )
    return "\n\n".join(blocks)


def _block(block: str) -> str:
    if block.startswith("<"):
        return block
    for sign, tag in _HEADS:
        if block.startswith(sign):
            return f"<{tag}>{_inline(block[len(sign) :])}</{tag}>"
    if block == "---":
        return "<hr>"
    lines = block.split("\n")
    for pattern, tag in ((_BULLET, "ul"), (_COUNTED, "ol")):
        if all(pattern.match(line) for line in lines):
            items = "".join(f"<li>{_inline(pattern.sub('', line, count=1))}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    if all(line.startswith(">") for line in lines):
        said = "".join(f"<p>{_inline(line[1:].strip())}</p>" for line in lines if line[1:].strip())
        return f"<blockquote>{said}</blockquote>"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(text: str) -> str:
    found = escape(text, quote=False)
    for pattern, tags in _INLINE:
        found = pattern.sub(tags, found)
    return found


def _pieces(stored: str) -> list[str]:
    """The blocks of the text, each as it stands."""
    if not stored.strip():
        return []
    pieces: list[str] = []
    for one in _fragments(stored):
        if isinstance(one, str):
            pieces.append(clean(escape(one, quote=False)))
            continue
        tail, one.tail = one.tail, None
        pieces.append(clean(etree.tostring(one, encoding="unicode", method="html")))
        if tail and tail.strip():
            pieces.append(clean(escape(tail, quote=False)))
    return [piece for piece in pieces if piece]


def _fragments(stored: str) -> Iterable[Any]:
    """Elements, and before the first of them maybe a text."""
    return lxml_html.fragments_fromstring(stored)


def _marked(block: str) -> str | None:
    """The block in marks; None for one that has none."""
    whole = re.fullmatch(r"<(h3|h4|p|ul|ol|blockquote|hr)>(?:(.*)</\1>)?", block, re.DOTALL)
    if whole is None:
        return None if block.startswith("<") else unescape(block)
    tag, inner = whole[1], whole[2] or ""
    if tag == "hr":
        return "---"
    if tag in {"h3", "h4"}:
        return ("## " if tag == "h3" else "### ") + _bare(inner)
    if tag in {"ul", "ol"}:
        items = re.findall(r"<li>(.*?)</li>", inner, re.DOTALL)
        return "\n".join(
            f"{'-' if tag == 'ul' else f'{n}.'} {_bare(item)}" for n, item in enumerate(items, 1)
        )
    if tag == "blockquote":
        return "\n".join(f"> {_bare(one)}" for one in re.findall(r"<p>(.*?)</p>", inner, re.DOTALL))
    return _bare(inner)


def _bare(inner: str) -> str:
    for pattern, mark in _OUTLINE:
        inner = pattern.sub(mark, inner)
    return unescape(inner)
