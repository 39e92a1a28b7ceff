"""Aiken: a question on a line, options `A.` or `A)`, and `ANSWER: A`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from question_bank.formats.imported import MOST_QUESTIONS, Imported, ImportedQuestion, imported, too_many
from question_bank.formats.text import decoded, left_out
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.markup import from_mixed, plain
from question_bank.options import letter, options
from question_bank.problems import Place, Problem, Unit, error, warning
from question_bank.question import Question
from question_bank.types import SingleChoice

NAME = "aiken"
_OPTION = re.compile(r"(?P<letter>[A-Z])[.)](?P<space>\s*)(?P<text>.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)


@dataclass
class _Block:
    """The lines from a question up to its answer."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    key: str | None = None

    @property
    def place(self) -> Place:
        return Place(Unit.LINE, self.lines[0][0], self.lines[-1][0])

    @property
    def source(self) -> str:
        return "\n".join(line for _, line in self.lines)


def read(data: bytes, *, name: str = "") -> Imported:
    """The questions of an Aiken file; whatever was not read is among the problems."""
    text = decoded(data)
    found = [_question(block) for block in islice(_blocks(text.lines), MOST_QUESTIONS + 1)]
    if len(found) > MOST_QUESTIONS:
        return Imported([], [too_many()], NAME)
    problems = text.problems + [one for one in found if isinstance(one, Problem)]
    questions = [one for one in found if isinstance(one, ImportedQuestion)]
    if text.readable and not found:
        problems.append(error("file.nothing"))
    return Imported(questions, problems, NAME)


def write(questions: Sequence[Question]) -> bytes:
    """The questions as an Aiken file; raises CannotWrite if Aiken cannot hold one of them."""
    refuse_unsupported(questions, supports)
    return _written(questions)


def supports(question: Question) -> Problem | None:
    """Why Aiken cannot hold this question, None if it can."""
    return refusal(question, [SingleChoice], _written, read)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    block = _Block()
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        option, answer = _option(line, block), _ANSWER.fullmatch(line)
        if line and block.texts and not option and not answer:
            yield block
            block = _Block()
        if line:
            block.lines.append((number, line))
        if answer:
            block.key = answer[1].strip()
            yield block
            block = _Block()
        elif option:
            block.letters.append(option["letter"])
            block.texts.append(option["text"])
        elif line:
            block.asked.append(line)
    if block.lines:
        yield block


def _option(line: str, block: _Block) -> re.Match[str] | None:
    """A letter, a sign and a space; without the space only below a question, as the letter that is due."""
    found = _OPTION.fullmatch(line)
    if not found or found["space"] or not found["text"]:
        return found
    return found if block.asked and found["letter"] == letter(len(block.letters)) else None


def _question(block: _Block) -> ImportedQuestion | Problem:
    if not block.texts:
        return error("aiken.no_options", block.place, text=left_out(block.source))
    if not block.asked:
        return error("aiken.no_text", block.place, text=left_out(block.source))
    key, problems = _key(block)
    if len(block.asked) > 1:
        problems.append(warning("aiken.wrapped"))
    if block.letters != [letter(place) for place in range(len(block.letters))]:
        problems.append(warning("aiken.letters"))
    choices = options([from_mixed(text) for text in block.texts], key)
    question = SingleChoice(text=from_mixed(" ".join(block.asked)), options=choices)
    return imported(question, block.place, block.source, problems)


def _key(block: _Block) -> tuple[list[int], list[Problem]]:
    if block.key is None:
        return [], [error("aiken.no_answer")]
    named = block.key.upper().rstrip(".")
    if block.letters.count(named) != 1:
        return [], [error("aiken.answer_unknown", key=left_out(block.key))]
    return [block.letters.index(named)], []


def _written(questions: Sequence[Question]) -> bytes:
    return "\n".join(_lines(question) for question in questions).encode()


def _lines(question: Question) -> str:
    choices = question.options if isinstance(question, SingleChoice) else ()
    key = question.correct_response()
    answer = next((letter(place) for place, option in enumerate(choices) if option.id == key), "")
    listed = [f"{letter(place)}. {plain(option.text)}" for place, option in enumerate(choices)]
    return "\n".join([plain(question.text).replace("\n", " "), *listed, f"ANSWER: {answer}", ""])
