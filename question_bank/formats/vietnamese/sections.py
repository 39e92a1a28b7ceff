"""The lines of one question parted into what is asked, its key, its explanation, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from question_bank.formats.text import left_out
from question_bank.formats.vietnamese import patterns
from question_bank.formats.vietnamese.lines import Line
from question_bank.problems import Problem, note
from question_bank.question import Level


@dataclass
class Sections:
    """`asked` holds the question and its options; `keys` and `chosen` are the answers written out."""

    asked: list[Line] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    letter_alone: str = ""
    explanation: list[Line] = field(default_factory=list)
    source: str = ""
    level: Level | None = None
    topic: str = ""
    code: str = ""
    tags: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def sections(lines: Sequence[Line]) -> Sections:
    """Part the lines of one question; what follows the key belongs to the explanation."""
    found = Sections()
    into = found.asked
    for line in _opened(lines, found):
        if into is found.asked and not any(one.text.strip() for one in into):
            into.append(line)
            continue
        into = _take(line, found, into)
    if found.asked:
        _letter_alone(found)
    return found


def _take(line: Line, found: Sections, into: list[Line]) -> list[Line]:
    """Put one line where it belongs; gives back where the next goes if it says nothing itself."""
    if found.keys and not found.keys[-1]:
        found.keys[-1] = line.text.strip()
        return found.explanation
    for sign, take in _SIGNS:
        value = sign(line.text)
        if value is not None:
            return take(line, value, found)
    if into is found.explanation and not into and (found.keys or found.chosen):
        found.problems.append(note("vietnamese.after_key", text=left_out(line.text.strip())))
    into.append(line)
    return into


def _key(line: Line, value: str, found: Sections) -> list[Line]:
    value = value.strip().strip("[]()<>*").strip()
    found.keys.append(value)
    return found.explanation


def _chosen(line: Line, value: str, found: Sections) -> list[Line]:
    found.chosen.append(value)
    return found.explanation


def _chosen_for_a_reason(line: Line, value: str, found: Sections) -> list[Line]:
    why = patterns.CHOOSE_AND_WHY.fullmatch(line.text)
    found.explanation.append(line.cut(why.start("reason") if why else 0))
    return _chosen(line, value, found)


def _explanation(line: Line, value: str, found: Sections) -> list[Line]:
    chosen = patterns.CHOOSE.fullmatch(value)
    why = patterns.CHOOSE_AND_WHY.fullmatch(value)
    if chosen:
        found.chosen.append(chosen["value"])
    elif why:
        found.chosen.append(why["value"])
        found.explanation.append(line.cut(len(line.text) - len(why["reason"])))
    elif value.strip():
        found.explanation.append(line.cut(len(line.text) - len(value)))
    else:
        found.explanation.append(line.cut(0, 0))
    return found.explanation


def _source(line: Line, value: str, found: Sections) -> list[Line]:
    found.source = " ".join(f"{found.source} {value.strip().rstrip(')]')}".split())
    return found.explanation


def _level(line: Line, value: str, found: Sections) -> list[Line]:
    found.level = patterns.level(value)
    return found.explanation


def _topic(line: Line, value: str, found: Sections) -> list[Line]:
    found.topic = value.strip()
    return found.explanation


def _code(line: Line, value: str, found: Sections) -> list[Line]:
    found.code = value.strip()
    return found.explanation


def _tags(line: Line, value: str, found: Sections) -> list[Line]:
    found.tags = tuple(tag for part in value.split(";") if (tag := part.strip()))
    return found.explanation


def _value(pattern: Callable[[str], object]) -> Callable[[str], str | None]:
    def sign(text: str) -> str | None:
        found = pattern(text)
        return (found["value"] or "") if found else None  # type: ignore[index]

    return sign


_SIGNS: tuple[tuple[Callable[[str], str | None], Callable[[Line, str, Sections], list[Line]]], ...] = (
    (_value(patterns.CHOOSE.fullmatch), _chosen),
    (_value(patterns.CHOOSE_AND_WHY.fullmatch), _chosen_for_a_reason),
    (_value(patterns.KEY.match), _key),
    (_value(patterns.EXPLANATION.fullmatch), _explanation),
    (_value(patterns.SOURCE.fullmatch), _source),
    (_value(patterns.LEVEL_LINE.fullmatch), _level),
    (_value(patterns.TOPIC_LINE.fullmatch), _topic),
    (_value(patterns.CODE_LINE.fullmatch), _code),
    (_value(patterns.TAGS_LINE.fullmatch), _tags),
)


def _opened(lines: Sequence[Line], found: Sections) -> list[Line]:
    """The lines without level and points in front of the first."""
    first, *rest = lines
    for _ in range(2):
        level, points = patterns.LEVEL.match(first.text), patterns.POINTS.match(first.text)
        if level:
            found.level = patterns.level(level["value"])
            first = first.cut(level.end())
        if points:
            found.problems.append(note("vietnamese.points", text=points[0].strip()))
            first = first.cut(points.end())
    return [line for line in [first, *rest] if line.text.strip()]


def _letter_alone(found: Sections) -> None:
    """A last line that is only a letter is the key, if options come before it.

    Another key may say the same; beside one, a letter with a full stop is an option without text.
    """
    *before, last = found.asked
    alone = patterns.ALONE.fullmatch(last.text)
    if alone and (found.keys or found.chosen) and not last.text.strip()[-1].isalpha():
        return
    if alone and any(patterns.OPTION.match(line.text.lstrip()) for line in before):
        found.asked = before
        found.letter_alone = alone["value"]
