"""Rich text of questions as blocks: paragraphs of runs, lists, tables, pictures. Pure."""

import re
from collections.abc import Sequence
from typing import Any

from lms.quizzes.on_paper.printed.blocks import Block, Piece, cell, grid, line, picture
from lms.web.filters import clean
from question_bank.markup import BREAKS, Reader

LOOKS = {
    **dict.fromkeys(("b", "strong", "th", "h3", "h4"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    "u": "underline",
    "s": "struck",
    "sub": "sub",
    "sup": "super",
}
OWN_PICTURE = re.compile(r"/files/([0-9a-f]{64})")
STEP = 6.0  # millimetres that a list or a quotation stands in
_SPACES = re.compile(r"[ \t\r\n\f]+")


def rich(html: str, width: float) -> list[Block]:
    """The text as blocks that fit `width`."""
    if html.isprintable() and not any(sign in html for sign in "<&"):
        return [line([{"text": _SPACES.sub(" ", html).strip()}])]
    reader = _Blocks(width)
    reader.feed(clean(html))
    reader.close()
    reader.finish()
    return reader.blocks


def one_line(html: str) -> list[Piece] | None:
    """The pieces of a text that is a single line of words; None if it is anything else."""
    blocks = rich(html, 0)
    if len(blocks) != 1 or blocks[0]["kind"] != "line" or blocks[0].get("left"):
        return None
    pieces: list[Piece] = blocks[0]["pieces"]
    return None if any("picture" in piece for piece in pieces) else pieces


def pictures_in(html: str) -> set[str]:
    """The names of the pictures in a text."""
    return set(OWN_PICTURE.findall(html)) if "<img" in html else set()


class _Blocks(Reader):
    """Collects pieces until the line ends, lines until the table cell ends."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.width = width
        self._pieces: list[Piece] = []
        self._looks: list[str] = []
        self._left = 0.0
        self._lists: list[int | None] = []
        self._tables: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS or tag in ("pre", "hr", "td", "th"):
            self.finish()
        if tag in LOOKS:
            self._looks.append(tag)
        if tag in ("ul", "ol", "blockquote"):
            self._left += STEP
        match tag:
            case "ul" | "ol":
                self._lists.append(0 if tag == "ol" else None)
            case "li":
                self._pieces.append({"text": self._mark()})
            case "table":
                self._tables.append({"rows": [], "outside": self.blocks, "left": self._left})
                self._left = 0.0
            case "tr" if self._tables:
                self._tables[-1]["rows"].append([])
            case "td" | "th" if self._tables and self._tables[-1]["rows"]:
                self.blocks = []
            case "img":
                self._picture(dict(attrs).get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS or tag in ("pre", "td", "th"):
            self.finish()
        if tag in LOOKS and tag in self._looks:
            self._looks.reverse()
            self._looks.remove(tag)
            self._looks.reverse()
        if tag in ("ul", "ol", "blockquote"):
            self._left = max(0.0, self._left - STEP)
        match tag:
            case "ul" | "ol" if self._lists:
                self._lists.pop()
            case "td" | "th" if self._tables and self._tables[-1]["rows"]:
                self._tables[-1]["rows"][-1].append(cell(self.blocks))
            case "table" if self._tables:
                self._end_table()

    def handle_data(self, data: str) -> None:
        text = _SPACES.sub(" ", data)
        if not self._pieces:
            text = text.lstrip(" ")
        if text:
            self._pieces.append({"text": text} | {LOOKS[tag]: True for tag in self._looks})

    def finish(self) -> None:
        """End the line."""
        pieces, self._pieces = self._pieces, []
        while pieces and not pieces[-1].get("text", "x").rstrip(" "):
            pieces.pop()
        if pieces:
            if "text" in pieces[-1]:
                pieces[-1] = pieces[-1] | {"text": pieces[-1]["text"].rstrip(" ")}
            self.blocks.append(line(pieces, **self._inset))

    @property
    def _inset(self) -> dict[str, Any]:
        return {"left": self._left} if self._left else {}

    def _mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "– "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _picture(self, source: str) -> None:
        found = OWN_PICTURE.fullmatch(source)
        if found:
            self.finish()
            self.blocks.append(line([picture(found[1])], **self._inset))

    def _end_table(self) -> None:
        table = self._tables.pop()
        self.blocks, self._left = table["outside"], table["left"]
        rows = [row for row in table["rows"] if row]
        if rows:
            self.blocks.append(_table(rows, self.width))


def _table(rows: Sequence[Sequence[Block]], width: float) -> Block:
    """All rows as wide as the widest, all columns equal."""
    count = max(map(len, rows))
    filled = [[*row, *(cell([]) for _missing in range(count - len(row)))] for row in rows]
    return grid(filled, [width / count] * count)
