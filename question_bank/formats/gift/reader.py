"""Reading GIFT. Moodle's own reading is the model; where Moodle would refuse, the line is named."""

from __future__ import annotations

from typing import Any

from question_bank.formats.categories import level_and_tags
from question_bank.formats.gift.answers import Refused, answer_part
from question_bank.formats.gift.chunks import Chunk, chunks
from question_bank.formats.gift.tokens import formatted, show
from question_bank.formats.imported import MOST_QUESTIONS, Imported, ImportedQuestion, imported, too_many
from question_bank.formats.text import decoded, left_out
from question_bank.markup import plain
from question_bank.problems import Problem, error, warning

NAME = "gift"
BLANK = "_____"


def read(data: bytes, *, name: str = "") -> Imported:
    """The questions of a GIFT file; whatever was not read is among the problems."""
    text = decoded(data)
    questions: list[ImportedQuestion] = []
    problems = list(text.problems)
    for number, chunk in enumerate(chunks(text.lines)):
        if number == MOST_QUESTIONS:
            return Imported([], [too_many()], NAME)
        found = _question(chunk)
        if isinstance(found, ImportedQuestion):
            questions.append(found)
        else:
            problems.append(found.at(chunk.place))
    if text.readable and not questions and not problems:
        problems.append(error("file.nothing"))
    return Imported(questions, problems, NAME)


def _question(chunk: Chunk) -> ImportedQuestion | Problem:
    title, text = _title(chunk.text)
    parts = _parts(text)
    if isinstance(parts, Problem):
        return parts
    asked, answers = parts
    html, style, problems = formatted(asked)
    fields = _fields(chunk, title, html)
    try:
        question, more = answer_part(answers, style, fields)
    except Refused as refused:
        return refused.problem
    found = chunk.problems + problems + more + _second(asked)
    return imported(question, chunk.place, "\n".join(chunk.lines), found)


def _title(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    title, end, rest = text[2:].partition("::")
    return (" ".join(show(title).split()), rest.strip()) if end else ("", text[2:].strip())


def _parts(text: str) -> tuple[str, str] | Problem:
    """What is asked and what stands in the braces; a gap in mid-sentence stays visible."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return warning("gift.description", text=left_out(plain(show(text))))
    if end < 0:
        return error("gift.brace_open")
    if start < 0 or end < start:
        return error("gift.brace_close")
    gap = "" if end == len(text) - 1 else BLANK
    return text[:start] + gap + text[end + 1 :], text[start + 1 : end].strip()


def _second(asked: str) -> list[Problem]:
    return [warning("gift.second_answer")] if "{" in asked else []


def _fields(chunk: Chunk, title: str, text: str) -> dict[str, Any]:
    level, tags = level_and_tags(chunk.marks)
    return {
        "text": text,
        "title": title,
        "code": chunk.code,
        "topic": chunk.topic,
        "level": level,
        "tags": tags,
    }
