"""A file of questions cut into blocks: one question each, with the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from question_bank.formats.text import left_out
from question_bank.formats.vietnamese import patterns
from question_bank.formats.vietnamese.key_tables import Answer, answers_in
from question_bank.formats.vietnamese.lines import Line, source
from question_bank.markup import folded
from question_bank.problems import Place, Problem, Unit, note


class Kind(StrEnum):
    """What a heading says of the questions below it."""

    ANY = "any"
    STATEMENTS = "statements"
    SHORT = "short"
    ESSAY = "essay"


class Numbering(StrEnum):
    """How questions begin in this file."""

    WORD = "word"
    NUMBER = "number"
    NONE = "none"


@dataclass
class Block:
    """The lines of one question; the first begins after its number."""

    number: int | None
    lines: list[Line]
    original: list[Line]
    kind: Kind = Kind.ANY
    topic: str = ""


@dataclass
class Cut:
    """A whole file: its questions, the answers given at its end, and what belongs to neither."""

    blocks: list[Block] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def cut(lines: Sequence[Line], unit: Unit) -> Cut:
    """Cut the lines of a file into questions, answers and the rest, which is named."""
    return _Cutter(lines, unit).run()


_ANSWERS_BEGIN = re.compile(r"\s*(?:bảng|đáp án|đ/a|đa|hướng|answer|key|câu|stt|question|\d)", re.IGNORECASE)


class _Cutter:
    """Goes through the lines once; `loose` collects those that belong to no question."""

    def __init__(self, lines: Sequence[Line], unit: Unit) -> None:
        self.lines = lines
        self.unit = unit
        self.numbering = _numbering(lines)
        self.has_cau = any(re.match(r"\s*câu", line.text, re.IGNORECASE) for line in lines)
        self.found = Cut()
        self.block: Block | None = None
        self.loose: list[Line] = []
        self.kind, self.topic = Kind.ANY, ""
        self.under_heading = False
        self.complete = False

    def run(self) -> Cut:
        for place, line in enumerate(self.lines):
            if self._is_end(place):
                self._name_loose()
                answers, rest = answers_in(self.lines[place:])
                self.found.answers += answers
                self.loose = rest
                break
            self._take(place, line)
        self._name_loose()
        return self.found

    def _take(self, place: int, line: Line) -> None:
        start = self._starts(place)
        if start is not None:
            self._begin(line, *start)
        elif self._is_heading(line.text) and self._may_head(place):
            self._head(line)
        elif self.block is None or self.under_heading:
            self.loose.append(line)
            self.kind = _kind(line.text) or self.kind
        else:
            self._add(line, self.block)

    def _add(self, line: Line, block: Block) -> None:
        block.lines.append(line)
        block.original.append(line)
        self.complete = self.complete or _is_option(line.text) or _is_key(line.text)

    def _begin(self, line: Line, number: int | None, length: int) -> None:
        self._name_loose()
        self.under_heading = False
        self.complete = False
        self.block = Block(number, [line.cut(length)], [line], self.kind, self.topic)
        self.found.blocks.append(self.block)

    def _head(self, line: Line) -> None:
        self._name_loose()
        self.under_heading = True
        self.loose.append(line)
        self.kind = _kind(line.text) or Kind.ANY
        if not re.match(r"\s*(?:phần|[IVX]{1,5}\s*[.)/-])", line.text, re.IGNORECASE):
            self.topic = " ".join(line.text.split())

    def _is_heading(self, text: str) -> bool:
        lesson = self.has_cau and patterns.LESSON.fullmatch(text)
        return bool(lesson) or patterns.is_heading(text)

    def _may_head(self, place: int) -> bool:
        """A wrapped line may begin like a heading: a question must be whole before one, or begin after it."""
        if self.block is None or self.complete or self.under_heading:
            return True
        numbered = self.numbering is Numbering.NUMBER
        after = [line.text for line in self.lines[place + 1 : place + 5]]
        return any(_word_header(text) or (numbered and patterns.NUMBER.match(text)) for text in after)

    def _is_end(self, place: int) -> bool:
        """The line HẾT, a heading over the answers, or nothing but answers from here on."""
        text = self.lines[place].text
        if patterns.FINISH.fullmatch(text):
            return True
        if not self.found.blocks or not _ANSWERS_BEGIN.match(text):
            return False
        if patterns.KEYS_BELOW.fullmatch(text):
            return bool(answers_in(self.lines[place + 1 : place + 4])[0])
        answers, rest = answers_in(self.lines[place : place + 2])
        return len(answers) > 1 and not rest and not answers_in(self.lines[place:])[1]

    def _starts(self, place: int) -> tuple[int | None, int] | None:
        """The number of the question that begins here and the length of what says so."""
        line = self.lines[place]
        if self.numbering is Numbering.WORD:
            return None if self._is_lesson(place) else _word_header(line.text)
        if self.numbering is Numbering.NUMBER:
            return self._number_header(line.text)
        return (None, 0) if self._fresh_stem(place) else None

    def _is_lesson(self, place: int) -> bool:
        """Where questions begin with "Câu", "Bài 2: …" without options before the next "Câu" is a heading."""
        if not self.has_cau or not patterns.LESSON.fullmatch(self.lines[place].text):
            return False
        for line in self.lines[place + 1 : place + 8]:
            if _word_header(line.text):
                return True
            if _is_option(line.text) or _is_key(line.text):
                return False
        return True

    def _number_header(self, text: str) -> tuple[int, int] | None:
        found = patterns.NUMBER.match(text)
        if not found:
            return None
        number, last = int(found["number"]), self._last_number()
        follows = number == last + 1
        near = last < number <= last + 10 or number == 1
        fits = follows or last == 0 or (near and (self.under_heading or self.complete))
        return (number, found.end()) if fits else None

    def _last_number(self) -> int:
        return (self.block.number or 0) if self.block else 0

    def _fresh_stem(self, place: int) -> bool:
        """Without numbers, a question begins where options or a key ended and text that is neither begins."""
        line = self.lines[place]
        if _is_part(line.text) or self._is_heading(line.text):
            return False
        if self.block is None or self.under_heading:
            return _options_ahead(self.lines, place)
        if not self.complete:
            return False
        keyed = _is_key(self.block.lines[-1].text)
        return (line.after_gap or keyed or _is_option(self._next(place))) and _options_ahead(
            self.lines, place
        )

    def _next(self, place: int) -> str:
        return self.lines[place + 1].text if place + 1 < len(self.lines) else ""

    def _name_loose(self) -> None:
        if self.loose:
            place = Place(self.unit, self.loose[0].number, self.loose[-1].number)
            self.found.problems.append(note("text.left_out", place, text=left_out(source(self.loose))))
        self.loose = []


def _numbering(lines: Sequence[Line]) -> Numbering:
    if any(_word_header(line.text) for line in lines):
        return Numbering.WORD
    numbered = [line for line in lines if patterns.NUMBER.match(line.text)]
    first = any(int(patterns.NUMBER.match(line.text)["number"]) == 1 for line in numbered)  # type: ignore[index]
    return Numbering.NUMBER if numbered and (first or len(numbered) > 1) else Numbering.NONE


def _word_header(text: str) -> tuple[int, int] | None:
    found = patterns.HEADER.match(text)
    if not found or (found["word"][0].islower() and patterns.LOOSE_HEADER.match(text)):
        return None
    return int(found["number"]), found.end()


def _options_ahead(lines: Sequence[Line], place: int) -> bool:
    """Whether options or a key come before the next gap but one."""
    return any(_is_option(line.text) or _is_key(line.text) for line in lines[place + 1 : place + 8])


def _is_option(text: str) -> bool:
    return bool(patterns.OPTION.match(text.lstrip()))


def _is_key(text: str) -> bool:
    signs = (patterns.KEY.match, patterns.CHOOSE.fullmatch, patterns.ALONE.fullmatch)
    return any(sign(text) for sign in signs)


def _is_part(text: str) -> bool:
    return _is_option(text) or _is_key(text) or bool(patterns.EXPLANATION.match(text))


def _kind(text: str) -> Kind | None:
    words = folded(text)
    if re.search(r"dung ?(?:,|/|hoac|hay|-|–) ?sai|dung sai", words):
        return Kind.STATEMENTS
    if "tra loi ngan" in words or "dien khuyet" in words:
        return Kind.SHORT
    return Kind.ESSAY if "tu luan" in words else None
