"""Pasted text and .txt files with questions as people here write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from question_bank.formats.archives import Unreadable
from question_bank.formats.imported import Imported
from question_bank.formats.text import decoded
from question_bank.formats.vietnamese import Line, limited, read_lines, text_line
from question_bank.formats.vietnamese.patterns import REMNANT
from question_bank.formats.vietnamese.writing import WRITERS, Piece, lines
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.markup import plain
from question_bank.problems import Place, Problem, Unit, error, note
from question_bank.question import Question

NAME = "plain_text"


def read(data: bytes, *, name: str = "") -> Imported:
    """The questions of a text; whatever was not read is among the problems."""
    text = decoded(data)
    try:
        found = read_lines(limited(_lines(text.lines)), Unit.LINE)
    except Unreadable as refused:
        return Imported([], [refused.problem], NAME)
    problems = text.problems + _remnants(text.lines) + found.problems
    if text.readable and not found.questions:
        problems.append(error("file.nothing"))
    return Imported(found.questions, problems, NAME)


def write(questions: Sequence[Question]) -> bytes:
    """The questions as plain text; raises CannotWrite if it cannot hold one of them."""
    refuse_unsupported(questions, supports)
    return _written(questions)


def supports(question: Question) -> Problem | None:
    """Why plain text cannot hold this question, None if it can."""
    return refusal(question, WRITERS, _written, read)


def _written(questions: Sequence[Question]) -> bytes:
    written = ["".join(map(_text, line)) for line in lines(questions)]
    return ("\n".join(written) + "\n").encode("utf-8", "replace")


def _text(piece: Piece) -> str:
    return f"<{piece.raised}>{piece.text}</{piece.raised}>" if piece.raised else piece.text


def _lines(texts: Iterable[str]) -> Iterator[Line]:
    gap = False
    for number, text in enumerate(texts, start=1):
        bare = plain(text) if REMNANT.search(text) else text.replace("\xa0", " ")
        for part in bare.split("\n"):
            if part.strip():
                yield text_line(number, part.rstrip(), gap)
                gap = False
        gap = gap or not bare.strip()


def _remnants(texts: Iterable[str]) -> list[Problem]:
    places = [number for number, text in enumerate(texts, start=1) if REMNANT.search(text)]
    return [note("vietnamese.remnants", Place(Unit.LINE, places[0], places[-1]))] if places else []
