"""One question built from its parts: which type it is, and what its key says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from question_bank.formats.text import left_out
from question_bank.formats.vietnamese import keys, lines
from question_bank.formats.vietnamese.answers import option_places, reason, truth, truth_values
from question_bank.formats.vietnamese.blocks import Block, Kind
from question_bank.formats.vietnamese.choices import Choice
from question_bank.formats.vietnamese.key_tables import Answer
from question_bank.formats.vietnamese.lines import Line, html
from question_bank.formats.vietnamese.patterns import LEVEL, TRUE_MARK, TRUTH, TRUTH_MARK, level
from question_bank.formats.vietnamese.sections import Sections
from question_bank.markup import escaped, folded
from question_bank.numbers import read_number
from question_bank.options import letter, options
from question_bank.problems import Problem, error, note, warning
from question_bank.question import Question
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Essay,
    MultipleChoice,
    Numeric,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    statements,
)

LONGEST_TYPED = 100
Built = tuple[Question, list[Problem]]
_SEVERAL = re.compile(
    r"nhung (?:phuong an|dap an|y|noi dung) nao|cac (?:phuong an|dap an|y) (?:dung|sau)|nhieu (?:dap|phuong) an"
)
_ASKS_TRUTH = re.compile(r"dung hay sai|dung hoac sai|dung ?/ ?sai|dung, ?sai|moi y a")


@dataclass
class Draft:
    """What is known of a question before the whole file has been looked at."""

    block: Block
    parts: Sections
    stem: list[Line]
    options: list[Choice]
    problems: list[Problem]
    table: list[Answer] = field(default_factory=list)

    def evidence(self) -> dict[keys.Convention, frozenset[int]]:
        """Which options each convention says are right."""
        found = keys.evidence(self.options)
        for convention, answers in self.written().items():
            places = [option_places(answer, self.options) for answer in answers]
            if any(places):
                found[convention] = frozenset().union(*places)
        return found

    def written(self) -> Mapping[keys.Convention, list[str]]:
        """The answers that are written out, by where they stand."""
        return {
            keys.Convention.LINE: [key for key in self.parts.keys if key],
            keys.Convention.CHOSEN: self.parts.chosen,
            keys.Convention.ALONE: [self.parts.letter_alone] if self.parts.letter_alone else [],
            keys.Convention.TABLE: [answer.value for answer in self.table],
        }

    @property
    def all_written(self) -> list[str]:
        return [answer for answers in self.written().values() for answer in answers]


def build(draft: Draft, trusted: frozenset[keys.Convention]) -> Built:
    """The question, and all that is to be said about how it was read."""
    fields, problems = _fields(draft)
    question, more = _builder(draft)(draft, fields, trusted)
    return question, draft.problems + problems + more


def _builder(draft: Draft) -> Any:
    if draft.options:
        return _statements if _are_statements(draft) else _choice
    if any(truth(answer) is not None for answer in draft.all_written):
        return _true_false
    short = all(len(answer) <= LONGEST_TYPED for answer in draft.all_written)
    return _typed if draft.all_written and short and draft.block.kind is not Kind.ESSAY else _essay


def _are_statements(draft: Draft) -> bool:
    """Small letters, and the heading, the question, the key or the statements speak of true and false."""
    if draft.options[0].letter.isupper():
        return False
    count = len(draft.options)
    asked = draft.block.kind is Kind.STATEMENTS or _ASKS_TRUTH.search(folded(lines.source(draft.stem)))
    keyed = any(truth_values(answer, count) for answer in draft.all_written if len(answer) > 1)
    return bool(asked) or keyed or sum(_own_truth(option) is not None for option in draft.options) > 1


def _fields(draft: Draft) -> tuple[dict[str, Any], list[Problem]]:
    stem, found = _stem(draft)
    explanation = [html(draft.parts.explanation), *(escaped(answer.explanation) for answer in draft.table)]
    fields = {
        "text": html(stem),
        "explanation": _joined(explanation),
        "source": draft.parts.source,
        "topic": draft.parts.topic or draft.block.topic,
        "code": draft.parts.code,
        "tags": draft.parts.tags,
        "level": draft.parts.level or found,
    }
    return fields, []


def _stem(draft: Draft) -> tuple[list[Line], Any]:
    """The stem without a level in brackets at its end."""
    if not draft.stem:
        return [], None
    *before, last = draft.stem
    start = max(last.text.rfind("("), last.text.rfind("["))
    found = LEVEL.fullmatch(last.text, start) if start > 0 else None
    return ([*before, last.cut(0, start)], level(found["value"])) if found else (draft.stem, None)


def _choice(draft: Draft, fields: dict[str, Any], trusted: frozenset[keys.Convention]) -> Built:
    found = keys.verdict(draft.evidence(), trusted)
    problems = found.problems + _outside(draft) + _wrapped(draft)
    reasons = [escaped(reason(answer, draft.options)) for answer in draft.parts.keys]
    fields["explanation"] = _joined([*reasons, fields["explanation"]])
    choices = options(_separated([_option_text(option) for option in draft.options]), found.places)
    if len(found.places) < 2:
        return SingleChoice(options=choices, **fields), problems
    if not _SEVERAL.search(folded(fields["text"])):
        named = ", ".join(letter(place) for place in sorted(found.places))
        problems.append(warning("key.several", key=named))
    return MultipleChoice(options=choices, **fields), problems


def _separated(texts: list[str]) -> list[str]:
    """Options without the semicolons that part them."""
    parted = len(texts) > 1 and all(text.endswith((";", ",")) for text in texts[:-1])
    return [text.rstrip(";, ") for text in texts[:-1]] + texts[-1:] if parted else texts


def _joined(parts: Sequence[str]) -> str:
    return "<br>".join(part for part in parts if part)


def _outside(draft: Draft) -> list[Problem]:
    return [
        error("key.outside", key=left_out(answer))
        for answer in draft.all_written
        if not option_places(answer, draft.options)
    ]


def _wrapped(draft: Draft) -> list[Problem]:
    """Lines after an empty one that were taken for the end of the last option."""
    late = [line for line in draft.options[-1].lines[1:] if line.after_gap]
    return [warning("vietnamese.wrapped", text=left_out(lines.source(late)))] if late else []


def _option_text(option: Choice) -> str:
    """The option without the sign that says that it is right."""
    if not option.lines:
        return ""
    *before, last = option.lines
    mark = TRUE_MARK.search(last.text)
    return html([*before, last.cut(0, mark.start())] if mark else option.lines)


def _statements(draft: Draft, fields: dict[str, Any], trusted: frozenset[keys.Convention]) -> Built:
    count = len(draft.options)
    readings = [truth_values(answer, count) for answer in draft.all_written]
    own: list[bool | None] = [_own_truth(option) for option in draft.options]
    readings += [own] if any(value is not None for value in own) else []
    looked = {look: places for look, places in keys.evidence(draft.options).items() if look in trusted}
    if not any(readings):
        readings += [[place in places for place in range(count)] for places in looked.values()]
    told = [reading for reading in readings if reading]
    unread = [error("key.not_read", key=left_out(a)) for a in draft.all_written if not truth_values(a, count)]
    agreed = told[0] if told and all(reading == told[0] for reading in told) else [None] * count
    disagree = (
        [error("key.disagree"), note("key.by_line", key=_told(told))]
        if told and agreed[0] is None and told[0][0] is not None
        else []
    )
    texts = [_statement_text(option) for option in draft.options]
    question = Statements(statements=statements(texts, agreed), **fields)
    return question, unread + disagree + _wrapped(draft)


def _told(readings: Sequence[Sequence[bool | None]]) -> str:
    signs = {True: "Đ", False: "S", None: "?"}
    return "; ".join("".join(signs[value] for value in reading) for reading in readings)


def _own_truth(option: Choice) -> bool | None:
    found = TRUTH_MARK.search(option.lines[-1].text) if option.lines else None
    word = found and (found["inner"] or found["outer"] or found["tabbed"])
    return TRUTH[word.lower()] if word else None


def _statement_text(option: Choice) -> str:
    if not option.lines:
        return ""
    *before, last = option.lines
    mark = TRUTH_MARK.search(last.text)
    return html([*before, last.cut(0, mark.start())] if mark else option.lines)


def _true_false(draft: Draft, fields: dict[str, Any], trusted: frozenset[keys.Convention]) -> Built:
    values = {truth(answer) for answer in draft.all_written}
    reasons = [escaped(_reason(answer)) for answer in draft.all_written]
    fields["explanation"] = _joined([*reasons, fields["explanation"]])
    if len(values) > 1:
        told = "; ".join(draft.all_written)
        return TrueFalse(answer=None, **fields), [
            error("key.disagree"),
            note("key.by_line", key=left_out(told)),
        ]
    return TrueFalse(answer=values.pop(), **fields), []


def _reason(answer: str) -> str:
    """What stands behind the word: often the legal basis."""
    found = re.match(r"\W*\w+[\s.,:;–-]*(.*)", answer)
    return found[1].strip() if found else ""


def _typed(draft: Draft, fields: dict[str, Any], trusted: frozenset[keys.Convention]) -> Built:
    answers = list(
        dict.fromkeys(part.strip() for a in draft.all_written for part in re.split(r"\s*[;|]\s*", a) if part)
    )
    numbers = [read_number(answer) for answer in answers]
    if all(number is not None for number in numbers):
        accepted = tuple(AcceptedNumber(number) for number in numbers if number is not None)
        return Numeric(accepted=accepted, **fields), []
    escaped = [answer.replace("*", "\\*") for answer in answers]
    return ShortText(accepted=tuple(Accepted(answer) for answer in escaped), **fields), []


def _essay(draft: Draft, fields: dict[str, Any], trusted: frozenset[keys.Convention]) -> Built:
    guidance = _joined([*map(escaped, draft.all_written), fields.pop("explanation")])
    expected = draft.block.kind is Kind.ESSAY
    return Essay(guidance=guidance, **fields), [] if expected else [warning("vietnamese.read_as_essay")]
