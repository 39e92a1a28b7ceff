"""Writing Moodle XML. What it cannot say is refused by name, so that what is written reads back equal."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from lxml import etree

from question_bank.formats.categories import ROOT, all_tags
from question_bank.formats.moodle_xml import cloze
from question_bank.formats.moodle_xml.reader import read
from question_bank.formats.moodle_xml.texts import STORED
from question_bank.formats.shares import percent, plain_number
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.markup import bare
from question_bank.options import FULL, NOTHING
from question_bank.problems import Problem
from question_bank.question import Question
from question_bank.types import (
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    TrueFalse,
)

Files = Mapping[str, bytes]
Parent = etree._Element
NO_FILES: Files = {}
_PICTURE = re.compile(r'src="file:([^"]+)"')


def write(questions: Sequence[Question], *, files: Files = NO_FILES) -> bytes:
    """The questions as a file, with the pictures that they name; raises CannotWrite if it cannot hold one of them."""
    refuse_unsupported(questions, supports)
    return _written(questions, files)


def supports(question: Question) -> Problem | None:
    """Why Moodle XML cannot hold this question, None if it can."""
    return refusal(question, WRITERS, _written, read, pictures=True)


def _written(questions: Sequence[Question], files: Files = NO_FILES) -> bytes:
    root = etree.Element("quiz")
    topic = ""
    for question in questions:
        if question.topic != topic:
            topic = question.topic
            category = etree.SubElement(root, "question", type="category")
            _text(etree.SubElement(category, "category"), f"{ROOT}/{topic}".rstrip("/"))
        _question(root, question, files)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _question(root: Parent, question: Question, files: Files) -> None:
    kind, write_answers = WRITERS[type(question)]
    element = etree.SubElement(root, "question", type=kind)
    rich = partial(_rich, files=files)
    _text(etree.SubElement(element, "name"), question.title)
    asked = cloze.written(question) if isinstance(question, Cloze) else question.text
    rich(element, "questiontext", asked)
    rich(element, "generalfeedback", question.explanation)
    _simple(element, "defaultgrade", "1")
    _simple(element, "penalty", "0.3333333")
    _simple(element, "hidden", "0")
    _simple(element, "idnumber", question.code)
    write_answers(element, question, rich)
    if marks := all_tags(question):
        tags = etree.SubElement(element, "tags")
        for mark in marks:
            _text(etree.SubElement(tags, "tag"), mark)


def _rich(parent: Parent, name: str, html: str, *, files: Files, **attributes: str) -> Parent:
    """An element with a text in HTML and the pictures that the text shows."""
    element = etree.SubElement(parent, name, {"format": "html", **attributes})
    shown = [one for one in dict.fromkeys(_PICTURE.findall(html)) if one in files]
    for one in shown:
        html = html.replace(f'src="file:{one}"', f'src="{STORED}{one}"')
    _text(element, html)
    for one in shown:
        file = etree.SubElement(element, "file", name=one, path="/", encoding="base64")
        file.text = b64encode(files[one]).decode()
    return element


def _text(parent: Parent, text: str) -> None:
    etree.SubElement(parent, "text").text = text


def _simple(parent: Parent, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = value


def _answer(parent: Parent, text: str, weight: Any, feedback: str, rich: Any) -> Parent:
    """An answer in plain text."""
    element = etree.SubElement(parent, "answer", fraction=percent(weight), format="plain_text")
    _text(element, text)
    rich(element, "feedback", feedback)
    return element


def _choice(element: Parent, question: Any, rich: Any) -> None:
    _simple(element, "single", "true" if isinstance(question, SingleChoice) else "false")
    _simple(element, "shuffleanswers", "false" if question.fixed_order else "true")
    _simple(element, "answernumbering", "abc")
    for option in question.options:
        rich(
            rich(element, "answer", option.text, fraction=percent(option.weight)), "feedback", option.feedback
        )


def _true_false(element: Parent, question: Any, rich: Any) -> None:
    for value, said in ((True, question.feedback_true), (False, question.feedback_false)):
        _answer(element, str(value).lower(), FULL if value is question.answer else NOTHING, said, rich)


def _short_text(element: Parent, question: Any, rich: Any) -> None:
    _simple(element, "usecase", "0" if question.ignore_case else "1")
    for one in question.accepted:
        _answer(element, one.text, one.weight, one.feedback, rich)


def _numeric(element: Parent, question: Any, rich: Any) -> None:
    for one in question.accepted:
        answer = _answer(element, plain_number(one.value), one.weight, one.feedback, rich)
        _simple(answer, "tolerance", plain_number(one.tolerance))
    if question.otherwise:
        _answer(element, cloze.ANY, NOTHING, question.otherwise, rich)


def _matching(element: Parent, question: Any, rich: Any) -> None:
    _simple(element, "shuffleanswers", "false" if question.fixed_order else "true")
    texts = {right.id: right.text for right in question.rights}
    used = {left.right for left in question.lefts}
    pairs = [(left.text, texts[left.right]) for left in question.lefts]
    for left, right in pairs + [("", right.text) for right in question.rights if right.id not in used]:
        _text(etree.SubElement(rich(element, "subquestion", left), "answer"), bare(right))


def _essay(element: Parent, question: Any, rich: Any) -> None:
    _simple(element, "responseformat", "editor")
    rich(element, "graderinfo", question.guidance)
    template = etree.SubElement(element, "responsetemplate", format="plain_text")
    _text(template, question.template)
    for name, limit in (("minwordlimit", question.min_words), ("maxwordlimit", question.max_words)):
        if limit is not None:
            _simple(element, name, str(limit))


def _ordering(element: Parent, question: Any, rich: Any) -> None:
    _simple(element, "layouttype", "VERTICAL")
    _simple(element, "selecttype", "ALL")
    _simple(element, "selectcount", "0")
    _simple(element, "gradingtype", "ALL_OR_NOTHING" if question.all_or_nothing else "ABSOLUTE_POSITION")
    for item in question.items:
        rich(element, "answer", item.text, fraction="100")


def _nothing_more(element: Parent, question: Any, rich: Any) -> None:
    """All of a cloze stands in its text."""


WRITERS: dict[type[Question], tuple[str, Callable[[Parent, Any, Any], None]]] = {
    SingleChoice: ("multichoice", _choice),
    MultipleChoice: ("multichoice", _choice),
    TrueFalse: ("truefalse", _true_false),
    ShortText: ("shortanswer", _short_text),
    Numeric: ("numerical", _numeric),
    Matching: ("matching", _matching),
    Essay: ("essay", _essay),
    Ordering: ("ordering", _ordering),
    Cloze: ("cloze", _nothing_more),
}
