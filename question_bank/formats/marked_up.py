"""The text formats of Moodle as HTML: what its editors write, plain text, and Markdown."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt

from question_bank.markup import escaped, from_mixed

_MARKDOWN = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
_SIGNS = "*_[`!<"
FEW_SIGNS = 20


def markdown(text: str) -> str:
    """Markdown as HTML; one paragraph alone comes without its `<p>`. Tags in it stay, as in Moodle.

    What consists of little else than signs is no Markdown that anybody wrote, and would take long to read.
    """
    if sum(map(text.count, _SIGNS)) > FEW_SIGNS + len(text) // 8:
        return from_mixed(text)
    html: str = _MARKDOWN.render(text).strip()
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if "<p>" not in inner else html


AS_HTML: dict[str, Callable[[str], str]] = {
    "moodle": from_mixed,
    "html": str,
    "plain": escaped,
    "markdown": markdown,
}
