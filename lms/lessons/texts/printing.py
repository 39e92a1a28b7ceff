"""How a cleaned page is shown: notes numbered below it, documents as links for those who may open them. Pure."""

import re
from itertools import count

from markupsafe import Markup

from lms.lessons.texts.cleaning import NOTE, clean

_NOTE = re.compile(rf"<{NOTE}>(.*?)</{NOTE}>", re.DOTALL)
_DOCUMENT_LINK = re.compile(r'<a href="/documents/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def printed(body: str, place: str | int, *, with_documents: bool = False) -> Markup:
    """The page as it is read; `place` keeps its notes apart from those of other pages in one document."""
    html = clean(body)
    if not with_documents:
        html = _DOCUMENT_LINK.sub(r"<cite>\1</cite>", html)
    html = _TABLE.sub(r'<div class="lesson-table" tabindex="0"><table>\1</table></div>', html)
    notes: list[str] = []
    numbers = count(1)

    def refer(found: re.Match[str]) -> str:
        number = next(numbers)
        notes.append(_note(found[1], place, number))
        name = f"note-{place}-{number}"
        return f'<sup class="note-mark"><a id="{name}-from" href="#{name}">{number}</a></sup>'

    html = _NOTE.sub(refer, html)
    below = f'<ol class="note-list">{"".join(notes)}</ol>' if notes else ""
    return Markup(html + below)  # noqa: S704 - cleaned just now; what is added holds numbers only


def _note(text: str, place: str | int, number: int) -> str:
    name = f"note-{place}-{number}"
    return f'<li id="{name}">{text} <a class="note-back" href="#{name}-from" aria-label="{number}">↩</a></li>'
