"""One function for each of Moodle's question types that we have a type for."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lxml import etree

from question_bank.formats.moodle_xml import cloze
from question_bank.formats.moodle_xml.cloze import ANY, Unreadable, number
from question_bank.formats.moodle_xml.texts import FORMATS, Texts, raw
from question_bank.formats.shares import share
from question_bank.formats.text import left_out
from question_bank.identity import identify
from question_bank.markup import escaped, plain
from question_bank.options import FULL, NOTHING, Option
from question_bank.problems import error, warning
from question_bank.question import Question
from question_bank.types import (
    Accepted,
    AcceptedNumber,
    Cloze,
    Credit,
    Essay,
    Gap,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    TrueFalse,
    items,
    matching,
)

MOST_ANSWERS = 200
Fields = dict[str, Any]
_FRACTION = re.compile(r"-?\d{1,3}(?:\.\d{0,40})?(?:[eE]-\d{1,2})?", re.ASCII)
_REFERENCE = re.compile(r"\[\[(\d{1,3})\]\]")


def child(element: etree._Element, name: str, default: str = "") -> str:
    """The text of a simple child element."""
    return (element.findtext(name) or default).strip()


def is_true(element: etree._Element, name: str, default: str) -> bool:
    """A switch as Moodle reads it: neither `false` nor 0 nor empty."""
    return child(element, name, default) not in ("false", "0", "")


def _answers(element: etree._Element, name: str = "answer") -> list[etree._Element]:
    found = element.findall(name)
    if len(found) > MOST_ANSWERS:
        raise Unreadable(error("question.too_many_answers", limit=MOST_ANSWERS))
    return found


def _weight(answer: etree._Element) -> Fraction:
    """Its share of the mark; files of long ago have it as an element, as a share of 1."""
    old = answer.findtext("fraction")
    text = (answer.get("fraction") or "0" if old is None else old).strip()
    weight = share(text) * (1 if old is None else 100) if _FRACTION.fullmatch(text) else None
    if weight is None or abs(weight) > 1:
        raise Unreadable(error("moodle.fraction", text=left_out(text)))
    return weight


def _multichoice(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    read = [(texts.html(one), _weight(one), texts.html(one.find("feedback"))) for one in _answers(element)]
    names = identify(text for text, _, _ in read)
    options = tuple(Option(name, *parts) for name, parts in zip(names, read, strict=True))
    fields["fixed_order"] = not is_true(element, "shuffleanswers", "false")
    if is_true(element, "single", "true"):
        return SingleChoice(options=options, **fields)
    return MultipleChoice(options=options, credit=Credit.WEIGHTS, **fields)


def _truefalse(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    """Old files have the words of some language instead of `true` and `false`; true comes first then."""
    answer: bool | None = None
    said: dict[bool, str] = {}
    for place, one in enumerate(_answers(element)[:2]):
        word = raw(one)
        if word not in ("true", "false"):
            texts.problems.append(warning("moodle.true_false", text=left_out(word)))
        stands_for = word == "true" or (word != "false" and place == 0)
        said[stands_for] = texts.html(one.find("feedback"))
        if _weight(one) == FULL:
            answer = stands_for
    return TrueFalse(
        answer=answer, feedback_true=said.get(True, ""), feedback_false=said.get(False, ""), **fields
    )


def _shortanswer(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    accepted = tuple(
        Accepted(raw(one), _weight(one), texts.html(one.find("feedback"))) for one in _answers(element)
    )
    return ShortText(accepted=accepted, ignore_case=child(element, "usecase", "0") in ("0", ""), **fields)


def _numerical(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    accepted, otherwise = [], ""
    for one in _answers(element):
        value, weight, said = raw(one), _weight(one), texts.html(one.find("feedback"))
        if value == ANY and weight == NOTHING and not otherwise:
            otherwise = said
            continue
        tolerance = number(child(one, "tolerance", "0"))
        accepted.append(AcceptedNumber(number(value), abs(tolerance), weight, said))
    return Numeric(accepted=tuple(accepted), otherwise=otherwise, **fields)


def _matching(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    pairs = []
    for one in _answers(element, "subquestion"):
        answer = one.find("answer")
        pairs.append((texts.html(one), escaped(raw(answer))))
    fields["fixed_order"] = not is_true(element, "shuffleanswers", "true")
    if any(left and not right for left, right in pairs):
        raise Unreadable(error("moodle.no_right"))
    distractors = [right for left, right in pairs if not left and right]
    return Matching(**matching([pair for pair in pairs if pair[0]], distractors), **fields)


def _essay(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    template = element.find("responsetemplate")
    text = raw(template)
    if template is not None and FORMATS.get(template.get("format", texts.style)) != "plain":
        text = plain(text)
    limits = {
        name: child(element, tag)
        for name, tag in (("min_words", "minwordlimit"), ("max_words", "maxwordlimit"))
    }
    given: Fields = {
        name: int(value) for name, value in limits.items() if value.isdecimal() and len(value) < 7
    }
    return Essay(guidance=texts.html(element.find("graderinfo")), template=text, **given, **fields)


def _ordering(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    graded = child(element, "gradingtype", "ABSOLUTE_POSITION")
    if graded not in ("ABSOLUTE_POSITION", "ALL_OR_NOTHING", "0", "-1"):
        texts.problems.append(warning("moodle.ordering_marks", text=left_out(graded)))
    return Ordering(
        items=items([texts.html(one) for one in _answers(element)]),
        all_or_nothing=graded in ("ALL_OR_NOTHING", "-1"),
        **fields,
    )


def _cloze(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    text, gaps, problems = cloze.read_gaps(fields.pop("text"))
    texts.problems += problems
    return Cloze(text=text, gaps=gaps, **fields)


def _missing_words(element: etree._Element, texts: Texts, fields: Fields) -> Question:
    """`[[2]]` in the text is a gap whose right answer is the second choice; choices of its group can be chosen."""
    choices = _answers(element, "selectoption") + _answers(element, "dragbox")
    listed = [(texts.html(one), child(one, "group", "1")) for one in choices]
    fixed = not is_true(element, "shuffleanswers", "true")
    gaps: list[Gap] = []

    def named(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        if not 0 <= place < len(listed):
            raise Unreadable(error("question.gap_unknown", gap=found[1]))
        if len(gaps) == cloze.MOST_GAPS:
            raise Unreadable(error("question.too_many_answers", limit=cloze.MOST_GAPS))
        group = [(other, text) for other, (text, name) in enumerate(listed) if name == listed[place][1]]
        names = identify((text for _, text in group), f"g{len(gaps) + 1}")
        options = tuple(
            Option(name, text, FULL if other == place else NOTHING)
            for name, (other, text) in zip(names, group, strict=True)
        )
        gaps.append(Gap(f"g{len(gaps) + 1}", SingleChoice(text="", options=options, fixed_order=fixed)))
        return f"[[{gaps[-1].id}]]"

    text = _REFERENCE.sub(named, fields.pop("text"))
    return Cloze(text=text, gaps=tuple(gaps), **fields)


READERS: dict[str, tuple[Callable[[etree._Element, Texts, Fields], Question], frozenset[str]]] = {
    "multichoice": (_multichoice, frozenset({"single", "shuffleanswers", "answer"})),
    "truefalse": (_truefalse, frozenset({"answer"})),
    "shortanswer": (_shortanswer, frozenset({"usecase", "answer"})),
    "numerical": (_numerical, frozenset({"answer"})),
    "matching": (_matching, frozenset({"shuffleanswers", "subquestion"})),
    "essay": (_essay, frozenset({"graderinfo", "responsetemplate", "minwordlimit", "maxwordlimit"})),
    "ordering": (_ordering, frozenset({"answer", "gradingtype"})),
    "cloze": (_cloze, frozenset()),
    "multianswer": (_cloze, frozenset()),
    "gapselect": (_missing_words, frozenset({"shuffleanswers", "selectoption"})),
    "ddwtos": (_missing_words, frozenset({"shuffleanswers", "dragbox"})),
}
