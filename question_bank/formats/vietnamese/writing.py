"""The layout in which questions are written, so that the readers of Word and of plain text read them back equal.

`Câu 1: …`, an option a line, `Đáp án: B`, and below it what else is known of the question, each with its word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from question_bank import markup
from question_bank.numbers import write_number
from question_bank.question import Question
from question_bank.types import (
    Essay,
    MultipleChoice,
    Numeric,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)
from question_bank.types.true_false import SPOKEN

ESSAYS, OTHERS = "PHẦN TỰ LUẬN", "PHẦN TRẮC NGHIỆM"
PICTURE_ADDRESS = "file:"


@dataclass(frozen=True)
class Piece:
    """A part of a line: text, raised or lowered or as it is, or a picture; `strong` parts stand out on paper."""

    text: str
    raised: str = ""
    picture: str = ""
    strong: bool = False


Written = list[Piece]


def lines(questions: Sequence[Question]) -> Iterator[Written]:
    """All lines of a file; a heading stands where essays begin and where they end."""
    essays = False
    for number, question in enumerate(questions, start=1):
        if isinstance(question, Essay) is not essays:
            essays = not essays
            yield [Piece(ESSAYS if essays else OTHERS, strong=True)]
        yield from _question(number, question)


def _question(number: int, question: Question) -> Iterator[Written]:
    yield from _said(f"Câu {number}:", question.text)
    yield from WRITERS[type(question)](question)
    for word, value in _known(question):
        if value:
            yield [Piece(f"{word}: {value}")]
    if question.explanation:
        yield from _said("Lời giải:", question.explanation)


def _known(question: Question) -> Iterator[tuple[str, str]]:
    yield "Mức độ", question.level.value if question.level else ""
    yield "Thuộc chủ đề", question.topic
    yield "Mã câu hỏi", question.code
    yield "Từ khoá", "; ".join(question.tags)
    yield "Nguồn", question.source


def _said(word: str, html: str) -> Iterator[Written]:
    first, *more = _pieces(html)
    yield [Piece(f"{word} ", strong=True), *first]
    yield from more


def _choice(question: Any) -> Iterator[Written]:
    for letter, option in zip(ascii_uppercase, question.options, strict=False):
        yield from _said(f"{letter}.", option.text)
    right = [
        letter for letter, option in zip(ascii_uppercase, question.options, strict=False) if option.right
    ]
    yield from _key(", ".join(right))


def _statements(question: Statements) -> Iterator[Written]:
    letters = ascii_uppercase.lower()
    for letter, part in zip(letters, question.statements, strict=False):
        yield from _said(f"{letter})", part.text)
    signs = {True: "Đ", False: "S"}
    keyed = [
        f"{x}) {signs[p.right]}"
        for x, p in zip(letters, question.statements, strict=False)
        if p.right is not None
    ]
    yield from _key(" ".join(keyed))


def _true_false(question: TrueFalse) -> Iterator[Written]:
    yield from _key("" if question.answer is None else SPOKEN[question.answer])


def _short_text(question: ShortText) -> Iterator[Written]:
    yield from _key("; ".join(answer.text.replace("\\*", "*") for answer in question.accepted))


def _numeric(question: Numeric) -> Iterator[Written]:
    yield from _key("; ".join(write_number(answer.value) for answer in question.accepted))


def _essay(question: Essay) -> Iterator[Written]:
    if question.guidance:
        yield from _said("Hướng dẫn chấm:", question.guidance)


def _key(text: str) -> Iterator[Written]:
    if text:
        yield [Piece("Đáp án: ", strong=True), Piece(text)]


def _pieces(html: str) -> list[Written]:
    """HTML as lines of pieces."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines


class _Reader(markup.Reader):
    """Splits HTML at its line ends; marks that the layout cannot show are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Written] = [[]]
        self.raised = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.lines.append([])
        elif tag in ("sub", "sup"):
            self.raised = tag
        elif tag == "img":
            address = dict(attrs).get("src") or ""
            self.lines[-1].append(Piece("", picture=address.removeprefix(PICTURE_ADDRESS)))

    def handle_endtag(self, tag: str) -> None:
        self.raised = "" if tag in ("sub", "sup") else self.raised

    def handle_data(self, data: str) -> None:
        self.lines[-1].append(Piece(data, self.raised))


WRITERS: dict[type[Question], Callable[[Any], Iterator[Written]]] = {
    Essay: _essay,
    MultipleChoice: _choice,
    Numeric: _numeric,
    ShortText: _short_text,
    SingleChoice: _choice,
    Statements: _statements,
    TrueFalse: _true_false,
}
