"""A question with its key, laid out in lines for those who write and review it; and how two versions differ. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from functools import singledispatch

from question_bank.markup import plain
from question_bank.numbers import write_number
from question_bank.options import FULL, letter
from question_bank.pinning import fixed_places
from question_bank.question import Question
from question_bank.types import (
    AcceptedNumber,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
)

_PICTURE = re.compile(r'<img[^>]*src="/files/([0-9a-f]{6})[0-9a-f]*"[^>]*>')
SPOKEN = {True: "Đúng", False: "Sai", None: "?"}


@dataclass(frozen=True)
class Line:
    """One line: its mark (A, a, 1 …), rich text, whether it belongs to the key, and small signs behind it."""

    mark: str
    text: str
    right: bool = False
    share: str = ""
    pinned: bool = False
    feedback: str = ""
    plain: bool = False

    def __str__(self) -> str:
        sign = "✓ " if self.right else ""
        text = self.text if self.plain else plain(self.text)
        return f"{sign}{self.mark} {text}{f' ({self.share})' if self.share else ''}".strip()


@dataclass(frozen=True)
class Change:
    """A run of words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    words: str


def outline(asked: Question) -> list[Line]:
    """Everything below the text of the question."""
    return list(_lines(asked))


def differences(old: Question, new: Question) -> list[Change]:
    """The two questions word by word, for reading."""
    return _differences(_words(old), _words(new))


def changed(old: str, new: str) -> list[Change]:
    """Two rich texts likewise."""
    return _differences(_split(_read(old).splitlines()), _split(_read(new).splitlines()))


def _differences(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", _joined(before[a:b])))
            continue
        if a < b:
            found.append(Change("gone", _joined(before[a:b])))
        if c < d:
            found.append(Change("new", _joined(after[c:d])))
    return found


@singledispatch
def _lines(asked: Question) -> Iterator[Line]:
    raise TypeError(f"no outline for {asked.type}")


@_lines.register
def _true_false(asked: TrueFalse) -> Iterator[Line]:
    yield Line("", SPOKEN[True], asked.answer is True, feedback=asked.feedback_true)
    yield Line("", SPOKEN[False], asked.answer is False, feedback=asked.feedback_false)


@_lines.register
def _statements(asked: Statements) -> Iterator[Line]:
    for place, one in enumerate(asked.statements):
        yield Line(f"{chr(ord('a') + place)})", one.text, one.right is True, SPOKEN[one.right])


@_lines.register
def _short_text(asked: ShortText) -> Iterator[Line]:
    for one in asked.accepted:
        yield Line("=", one.text, one.weight > 0, _share(one.weight), feedback=one.feedback, plain=True)


@_lines.register
def _numeric(asked: Numeric) -> Iterator[Line]:
    for one in asked.accepted:
        share = _share(one.weight)
        yield Line("=", _number(one), one.weight > 0, share, feedback=one.feedback, plain=True)
    for unit in asked.units:
        yield Line("×", f"{unit.name} = {unit.size}", plain=True)


@_lines.register
def _matching(asked: Matching) -> Iterator[Line]:
    texts = {right.id: right.text for right in asked.rights}
    for place, left in enumerate(asked.lefts, start=1):
        yield Line(f"{place}.", f"{left.text} → {texts[left.right]}", True)
    used = {left.right for left in asked.lefts}
    for name, text in texts.items():
        if name not in used:
            yield Line("–", text)


@_lines.register
def _ordering(asked: Ordering) -> Iterator[Line]:
    for place, item in enumerate(asked.items, start=1):
        yield Line(f"{place}.", item.text, True)


@_lines.register
def _cloze(asked: Cloze) -> Iterator[Line]:
    for gap in asked.gaps:
        for line in _lines(gap.asks):
            yield replace(line, mark=f"[[{gap.id}]] {line.mark}")


@_lines.register
def _essay(asked: Essay) -> Iterator[Line]:
    if asked.guidance:
        yield Line("", asked.guidance)


@_lines.register(SingleChoice)
@_lines.register(MultipleChoice)
def _choice(asked: SingleChoice | MultipleChoice) -> Iterator[Line]:
    fixed = fixed_places([option.text for option in asked.options])
    right = sum(option.right for option in asked.options)
    equal = FULL / right if isinstance(asked, MultipleChoice) and right else FULL
    for place, option in enumerate(asked.options):
        pinned = place in fixed if option.pinned is None else option.pinned
        share = "" if option.weight in (0, equal) else _share(option.weight)
        yield Line(f"{letter(place)}.", option.text, option.right, share, pinned, option.feedback)


def _share(weight: Fraction) -> str:
    return "" if weight == FULL else f"{float(weight):.0%}"


def _number(number: AcceptedNumber) -> str:
    value = write_number(number.value)
    return f"{value} ± {write_number(number.tolerance)}" if number.tolerance else value


def _words(asked: Question) -> list[str]:
    """The question as words, `\\n` standing for the end of a line."""
    lines = [*_read(asked.asked_text).splitlines(), *map(str, outline(asked))]
    told = {"💡": _read(asked.explanation), "§": asked.source}
    lines += [f"{sign} {text}" for sign, text in told.items() if text]
    return _split(lines)


def _read(text: str) -> str:
    """The plain text, each picture as a sign with the beginning of its name: another picture is another word."""
    return plain(_PICTURE.sub(r" 🖼 \1 ", text))


def _split(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in [*line.split(), "\n"]]


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")
