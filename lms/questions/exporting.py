"""The bank as a file, in any format that can be written; whatever the format cannot hold is named."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import signature
from typing import Any

from sqlalchemy import select

from lms import database
from lms.files import service as files
from lms.programmes.models import Topic
from lms.questions.listing import Filter, listed
from lms.questions.models import Question, QuestionVersion
from lms.questions.queries import parts
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.tagging.rows import tags_among
from lms.questions.texts import changed_texts
from question_bank import formats
from question_bank.encoding import decode
from question_bank.formats.pictures import name_of
from question_bank.problems import Problem
from question_bank.question import Question as BankQuestion

_PICTURE = re.compile(r'src="/files/([0-9a-f]{64})"')


@dataclass(frozen=True)
class Exported:
    """The file, how many questions it holds, and the numbers of those that it cannot hold, each with the reason."""

    data: bytes
    held: int
    left_out: list[tuple[int, Problem]]


def gift_file(wanted: Filter, viewer: Viewer = NOBODY) -> bytes:
    """The newest versions of what fits and the viewer sees; what GIFT cannot hold is named in comments at the end."""
    made = exported(wanted, "gift", viewer)
    left_out = [f"// {number}: {problem.message}" for number, problem in made.left_out]
    tail = "\n".join(["", *left_out, ""]) if left_out else ""
    return made.data + tail.encode()


def exported(wanted: Filter, format: str, viewer: Viewer = NOBODY) -> Exported:
    """The newest versions of the questions that fit, oldest first, their topics as the format says them."""
    library = formats.WRITERS[format]
    pictures: dict[str, bytes] = {}
    takes_pictures = "files" in signature(library.write).parameters
    held, left_out = [], []
    for number, asked in _questions(wanted, viewer):
        shown = changed_texts(asked, lambda html: _named(html, pictures)) if takes_pictures else asked
        problem = library.supports(shown, **_pictured(library.supports, pictures))
        if problem is None:
            held.append(shown)
        else:
            left_out.append((number, problem))
    return Exported(library.write(held, **_pictured(library.write, pictures)), len(held), left_out)


def _pictured(function: Callable[..., Any], pictures: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """The pictures, for who takes pictures."""
    return {"files": pictures} if "files" in signature(function).parameters else {}


def _named(html: str, pictures: dict[str, bytes]) -> str:
    """Pictures of ours called by what they hold, as files of questions call them; their bytes are collected."""

    def named(found: re.Match[str]) -> str:
        stored = files.find_embedded(found[1])
        if stored is None:
            return found[0]
        data = files.path_of(stored).read_bytes()
        pictures[name_of(data)] = data
        return f'src="file:{name_of(data)}"'

    return _PICTURE.sub(named, html)


def _questions(wanted: Filter, viewer: Viewer) -> list[tuple[int, BankQuestion]]:
    ids = listed(wanted, viewer).order_by(None).with_only_columns(Question.id)
    statement = (
        select(Question.id, Question.level, Topic.title, QuestionVersion.content)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .outerjoin(Topic, Topic.id == Question.topic_id)
        .where(Question.id.in_(ids), QuestionVersion.number == Question.latest_number)
        .order_by(Question.topic_id, Question.id)
    )
    found = database.session.execute(statement).all()
    tags: dict[int, list[str]] = {}
    for part in parts(row.id for row in found):
        tags |= tags_among(part)
    return [
        (
            question_id,
            replace(decode(content), level=level, topic=title or "", tags=tuple(tags.get(question_id, ()))),
        )
        for question_id, level, title, content in found
    ]
