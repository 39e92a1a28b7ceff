"""A GIFT file cut into questions: comments, categories, and the text of each question with its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from question_bank.formats.categories import topic_of
from question_bank.formats.gift.tokens import hide, show
from question_bank.problems import Place, Problem, Unit, note, warning

_ID = re.compile(r"\[id:((?:\\]|[^]])+)]")
_TAG = re.compile(r"\[tag:((?:\\]|[^]])+)]")
_CATEGORY = re.compile(r"^\$CATEGORY:\s*(.*)", re.DOTALL)
_BRACES_ALONE = re.compile(r"[^{}]+")


@dataclass
class Chunk:
    """The lines of one question; `text` has its escapes hidden and its comments taken out."""

    first: int
    last: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    topic: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        return hide("\n".join(line for line in self.lines if not line.startswith("//"))).strip()

    @property
    def place(self) -> Place:
        return Place(Unit.LINE, self.first, self.last)

    @property
    def code(self) -> str:
        found = _ID.search("\n".join(self.comments))
        return _unescaped(found[1]) if found else ""

    @property
    def marks(self) -> list[str]:
        """The tags in the comments."""
        return [_unescaped(tag) for tag in _TAG.findall("\n".join(self.comments))]


def chunks(lines: list[str]) -> Iterator[Chunk]:
    """The questions of a file in order, each knowing the category it stands under."""
    topic = ""
    for paragraph in _mended(_paragraphs(lines)):
        category = _CATEGORY.match(paragraph.text)
        topic = topic_of(show(category[1].partition("\n")[0])) if category else topic
        chunk = _after_category(paragraph) if category else paragraph
        if chunk.text:
            chunk.topic = topic
            yield chunk


def _paragraphs(lines: list[str]) -> Iterator[Chunk]:
    """Runs of lines between empty ones; comments that stand alone belong to what follows."""
    current = Chunk(0, 0)
    loose: list[str] = []
    for number, raw in enumerate([*lines, ""], start=1):
        line = raw.strip()
        if line and not current.lines:
            current = Chunk(number, number)
        if line:
            current.lines.append(line)
            current.last = number
        elif current.text:
            current.comments = loose + _comments(current)
            yield current
            current, loose = Chunk(0, 0), []
        elif current.lines:
            loose = _comments(current)
            current = Chunk(0, 0)


def _mended(paragraphs: Iterator[Chunk]) -> Iterator[Chunk]:
    """Questions torn by an empty line inside the answer part joined, those run together parted."""
    torn: Chunk | None = None
    for chunk in paragraphs:
        if torn and _closes(chunk):
            yield from _parted(_joined(torn, chunk))
            torn = None
            continue
        if torn:
            yield torn
        torn = chunk if _open(chunk.text) else None
        if not torn:
            yield from _parted(chunk)
    if torn:
        yield torn


def _open(text: str) -> bool:
    return text.rfind("{") > text.rfind("}")


def _closes(chunk: Chunk) -> bool:
    text = chunk.text
    return "}" in text and ("{" not in text or text.index("}") < text.index("{"))


def _joined(one: Chunk, other: Chunk) -> Chunk:
    """With the empty lines between, so that each line keeps its number."""
    problems = [*one.problems, *other.problems, warning("gift.blank_line")]
    between = [""] * (other.first - one.last - 1)
    lines, comments = one.lines + between + other.lines, one.comments + other.comments
    return Chunk(one.first, other.last, lines, comments, problems=problems)


def _parted(chunk: Chunk) -> Iterator[Chunk]:
    """A line that begins with a title, after a closed answer part, begins a new question."""
    start = looked = 0
    last = ""
    for place in range(1, len(chunk.lines)):
        if not chunk.lines[place].startswith("::"):
            continue
        last = (last + _BRACES_ALONE.sub("", hide("\n".join(chunk.lines[looked:place]))))[-1:]
        looked = place
        if last == "}":
            yield _part(chunk, start, place)
            start, last = place, ""
    yield _part(chunk, start, len(chunk.lines)) if start else chunk


def _part(chunk: Chunk, start: int, end: int) -> Chunk:
    part = Chunk(chunk.first + start, chunk.first + end - 1, chunk.lines[start:end])
    part.comments = _comments(part) if start else chunk.comments
    part.problems = [note("gift.no_blank_line")] if start else chunk.problems
    return part


def _after_category(chunk: Chunk) -> Chunk:
    """What follows the category, the first line that is no comment, in the same paragraph."""
    start = next(place for place, line in enumerate(chunk.lines, start=1) if not line.startswith("//"))
    return Chunk(
        chunk.first + start, chunk.last, chunk.lines[start:], chunk.comments, problems=chunk.problems
    )


def _comments(chunk: Chunk) -> list[str]:
    return [line for line in chunk.lines if line.startswith("//")]


def _unescaped(text: str) -> str:
    return text.replace("\\]", "]").strip()
