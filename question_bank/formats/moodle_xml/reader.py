"""Reading Moodle XML. Types that we have no type for, and whatever a question says besides, are listed by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from question_bank.formats.archives import Unreadable as UnreadableFile
from question_bank.formats.categories import level_and_tags, topic_of
from question_bank.formats.imported import MOST_QUESTIONS, Imported, ImportedQuestion, imported, too_many
from question_bank.formats.moodle_xml.answers import READERS, child
from question_bank.formats.moodle_xml.cloze import Unreadable
from question_bank.formats.moodle_xml.leftovers import leftovers
from question_bank.formats.moodle_xml.parsing import elements
from question_bank.formats.moodle_xml.texts import Texts, decoded, raw
from question_bank.formats.pictures import name_of
from question_bank.formats.text import left_out
from question_bank.markup import plain
from question_bank.problems import Place, Problem, Unit, error, note, warning

NAME = "moodle_xml"
LONGEST_SOURCE = 5_000
COMMON = frozenset(
    {"name", "questiontext", "generalfeedback", "idnumber", "tags", "coursetags", "image", "image_base64"}
)
PARTS = frozenset({"text", "feedback", "tolerance", "fraction", "file", "answer", "group"})


def read(data: bytes, *, name: str = "") -> Imported:
    """The questions of a file; whatever was not read is among the problems."""
    questions: list[ImportedQuestion] = []
    problems: list[Problem] = []
    topic, number = "", 0
    try:
        for element in elements(data):
            if element.tag == "question" and element.get("type") == "category":
                topic = topic_of(raw(element.find("category")))
                problems += _category(element, topic)
                continue
            number += 1
            if number > MOST_QUESTIONS:
                return Imported([], [too_many()], NAME)
            found = _one(element, topic, Place(Unit.QUESTION, number, number))
            (questions if isinstance(found, ImportedQuestion) else problems).append(found)  # type: ignore[arg-type]
    except UnreadableFile as refused:
        return Imported([], [refused.problem], NAME)
    if not questions and not problems:
        problems.append(error("file.nothing"))
    return Imported(questions, problems, NAME)


def _category(element: etree._Element, topic: str) -> list[Problem]:
    """What is written about a category has no place with us."""
    said = [raw(element.find("info")), child(element, "idnumber")]
    return [note("moodle.category", topic=topic, text=left_out(plain(text))) for text in said if text]


def _one(element: etree._Element, topic: str, place: Place) -> ImportedQuestion | Problem:
    kind = element.get("type", "")
    title = " ".join(raw(element.find("name")).split())
    source = _source(element)
    if element.tag != "question" or kind not in READERS:
        what = str(element.tag) if element.tag != "question" else kind
        said = {"title": left_out(title), "text": left_out(source)}
        if kind == "description":
            return warning("moodle.description", place, **said)
        return warning("moodle.type", place, type=left_out(what), **said)
    texts = Texts()
    read_answers, kept = READERS[kind]
    try:
        question = read_answers(element, texts, _fields(element, texts, topic, title))
    except Unreadable as refused:
        return replace(refused.problem, place=place)
    problems = texts.problems + _not_kept(element, COMMON | kept)
    return replace(imported(question, place, source, problems), files=texts.files)


def _fields(element: etree._Element, texts: Texts, topic: str, title: str) -> dict[str, Any]:
    asked = element.find("questiontext")
    text = texts.html(asked, "html") + _old_picture(element, texts)
    texts.style = "html" if asked is None else asked.get("format", "html")
    marks = [raw(tag) for tag in element.iterfind("tags/tag")]
    marks += [raw(tag) for tag in element.iterfind("coursetags/tag")]
    level, tags = level_and_tags([mark for mark in marks if mark])
    return {
        "text": text,
        "title": title,
        "code": child(element, "idnumber"),
        "explanation": texts.html(element.find("generalfeedback")),
        "topic": topic,
        "level": level,
        "tags": tags,
    }


def _old_picture(element: etree._Element, texts: Texts) -> str:
    """Files of long ago have one picture, beside the text."""
    data = decoded(child(element, "image_base64"))
    name = child(element, "image")
    if not data:
        texts.problems += [warning("word.picture_missing")] if name else []
        return ""
    texts.files[name_of(data)] = data
    return f' <img src="file:{name_of(data)}" alt="">'


def _not_kept(element: etree._Element, kept: frozenset[str]) -> list[Problem]:
    """One note for all that a question says and we have no place for."""
    said = list(leftovers(element, kept))
    for part in element:
        if part.tag in ("answer", "subquestion", "selectoption", "dragbox"):
            said += leftovers(part, PARTS)
    return [note("moodle.not_kept", what=left_out("; ".join(said)))] if said else []


def _source(element: etree._Element) -> str:
    """All texts of the question, as they stand in the file."""
    said = ("".join(map(str, text.itertext())).strip() for text in element.iter("text"))
    return "\n".join(text for text in said if text)[:LONGEST_SOURCE]
