"""A file becomes an import that can be looked through; nothing of it is in the bank yet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any

from sqlalchemy import func, insert, select

from lms import database
from lms.accounts.models import Person
from lms.files import media_types, service as files
from lms.files.models import StoredFile
from lms.programmes.models import Topic
from lms.questions import texts
from lms.questions.models import Decision, ImportItem, Question, QuestionImport
from lms.questions.near import Beside
from lms.questions.queries import parts
from lms.questions.sharing.conditions import open_to
from lms.questions.sharing.rules import NOBODY, Viewer
from lms.questions.sharing.viewers import as_viewer
from lms.web.filters import clean
from question_bank import formats
from question_bank.encoding import encode
from question_bank.formats.imported import Imported, ImportedQuestion
from question_bank.markup import folded
from question_bank.problems import Problem, Severity, note, warning
from question_bank.question import Question as BankQuestion

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "word": f"{OFFICE}.wordprocessingml.document",
    "sheet": f"{OFFICE}.spreadsheetml.sheet",
    "moodle_xml": "application/xml",
}
SHOWN_TOPICS, SHOWN_ADDRESS = 10, 100
ALIKE = {
    "render_nulls": True
}  # else rows with and without a level go to the database in statements of their own
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """No question was found; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("no question found")
        self.problems = problems


def begun_before(person: Person, data: bytes) -> QuestionImport | None:
    """The person's import of the very same file that still waits to be confirmed."""
    statement = (
        select(QuestionImport)
        .join(QuestionImport.file)
        .where(
            QuestionImport.started_by_id == person.id,
            QuestionImport.confirmed_at.is_(None),
            StoredFile.sha256 == sha256(data).hexdigest(),
        )
        .limit(1)
    )
    return database.session.scalars(statement).one_or_none()


@dataclass(frozen=True)
class Reading:
    """A file as it was understood, all that takes long already done; `pictures` are bytes by the name they keep."""

    data: bytes
    name: str
    format: str
    rows: list[dict[str, Any]]
    headings: list[str]
    problems: list[dict[str, Any]]
    pictures: dict[str, bytes]
    also: list[
        list[Problem]
    ]  # of each question, beside what its format said: pictures lost, who asks nearly the same


def understand(data: bytes, name: str, bank: Beside | None = None) -> Reading:
    """Read the file, and look in `bank` for what it asks in other words; nothing is stored.

    It may take seconds, so no transaction should be open meanwhile.

    Raises:
        Unreadable: if there is no question in it.
    """
    return reading_of(formats.read(data, name=name), data, name, bank)


def reading_of(found: Imported, data: bytes, name: str, bank: Beside | None = None) -> Reading:
    """The same for a file that was read already.

    Raises:
        Unreadable: if there is no question in it.
    """
    if not found.questions:
        raise Unreadable(found.problems)
    pictures = _pictures(found.questions)
    addresses = {picture: f"/files/{sha256(bytes_).hexdigest()}" for picture, bytes_ in pictures.items()}
    also: list[list[Problem]] = [[] for _one in found.questions]
    asked = [
        texts.cleaned(one.question, partial(_storable, addresses, problems))
        for one, problems in zip(found.questions, also, strict=True)
    ]
    told = [texts.told(one) for one in asked]
    for place, problem in _near(asked, told, bank).items():
        also[place].append(problem)
    rows = [
        _facts(question, said) | _judged(number, one, [*one.problems, *problems])
        for number, (one, question, said, problems) in enumerate(
            zip(found.questions, asked, told, also, strict=True), start=1
        )
    ]
    headings = [one.question.topic for one in found.questions]
    problems = [as_json(problem) for problem in [*found.problems, *(bank.problems if bank else ())]]
    return Reading(data, name, found.format, rows, headings, problems, pictures, also)


def _near(
    asked: Sequence[BankQuestion], told: Sequence[texts.Told], bank: Beside | None
) -> Mapping[int, Problem]:
    """Which are nearly the same as one before them or one of the bank: a person decides."""
    from question_bank import near  # noqa: PLC0415 - numpy, which the server needs only here

    compared = [near.read(one, said.texts, said.duplicate_key) for one, said in zip(asked, told, strict=True)]
    return {**near.near_before(compared), **(bank.named(compared) if bank else {})}


def begin(person: Person | None, reading: Reading, programme_id: int | None, now: datetime) -> QuestionImport:
    """Keep what was understood, to be looked through."""
    person_id = person.id if person else None
    places = _places(reading, programme_id)
    started = QuestionImport(
        file=files.store(BytesIO(reading.data), reading.name, _kept_as(reading), person_id, now),
        format=reading.format,
        programme_id=programme_id,
        started_by_id=person_id,
        started_at=now,
        problems=[*reading.problems, *map(as_json, unplaced(reading, programme_id))],
    )
    database.session.add(started)
    database.session.flush()
    for name, data in reading.pictures.items():
        files.store(BytesIO(data), name, _media_type(name, data), person_id, now, embedded=True)
    rows = [
        {**row, "import_id": started.id, "topic_id": places[heading]}
        for row, heading in zip(reading.rows, reading.headings, strict=True)
    ]
    mark_twins(rows, as_viewer(person, now))
    database.session.execute(insert(ImportItem), rows, execution_options=ALIKE)
    return started


def unplaced(reading: Reading, programme_id: int | None) -> list[Problem]:
    """The headings under which questions stand in the file and that no topic of the programme is called."""
    places = _places(reading, programme_id)
    unknown = [heading for heading, topic_id in places.items() if heading and topic_id is None]
    shown = "; ".join(unknown[:SHOWN_TOPICS]) + (" …" if len(unknown) > SHOWN_TOPICS else "")
    return [note("bank.topics", topics=shown)] if unknown else []


def _places(reading: Reading, programme_id: int | None) -> dict[str, int | None]:
    """The topic that each heading of the file names."""
    topics = _topics(programme_id)
    return {heading: guess_topic(topics, heading) for heading in reading.headings}


def _kept_as(reading: Reading) -> str:
    """The media type of the file itself; formats that come as a package and as text differ by their first bytes."""
    packed = reading.data.startswith(ZIP)
    if reading.format in MEDIA and packed == MEDIA[reading.format].startswith(OFFICE):
        return MEDIA[reading.format]
    return "application/zip" if packed else "text/plain"


def facts(asked: BankQuestion) -> dict[str, Any]:
    """What an item says of its question besides the decisions; also what the bank will say of it."""
    return _facts(asked, texts.told(asked))


def _facts(asked: BankQuestion, told: texts.Told) -> dict[str, Any]:
    said = {"text": told.line, "words": told.words, "duplicate_key": told.duplicate_key}
    return {"type": asked.type, "content": encode(asked), **said}


def as_json(problem: Problem) -> dict[str, Any]:
    """A problem as it is stored; its sentence is looked up when it is shown."""
    place = problem.place
    where = {"unit": place.unit.value, "first": place.first, "last": place.last} if place else None
    facts = {"code": problem.code, "params": dict(problem.params), "severity": problem.severity.value}
    return {**facts, "place": where}


def twins_in_bank(keys: Iterable[str], viewer: Viewer = NOBODY) -> dict[str, int]:
    """The question that each key belongs to already, of those that the viewer sees."""
    found: dict[str, int] = {}
    for some in parts(dict.fromkeys(keys)):
        known = select(Question.duplicate_key, func.min(Question.id)).where(
            Question.duplicate_key.in_(some), open_to(viewer)
        )
        found |= database.session.execute(known.group_by(Question.duplicate_key)).all()
    return found


def mark_twins(rows: list[dict[str, Any]], viewer: Viewer = NOBODY) -> None:
    """What the bank or an earlier item of the file asks already is left out, unless a person says otherwise."""
    bank = twins_in_bank((row["duplicate_key"] for row in rows), viewer)
    first: dict[str, int] = {}
    for row in rows:
        key = row["duplicate_key"]
        row["duplicate_of_id"] = bank.get(key)
        row["twin_number"] = first.get(key)
        first.setdefault(key, row["number"])
        if row["duplicate_of_id"] or row["twin_number"]:
            row["decision"] = Decision.SKIP


def _judged(number: int, one: ImportedQuestion, problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "number": number,
        "source_text": one.source_text,
        "problems": [as_json(problem) for problem in problems],
        "usable": one.usable,
        "decision": Decision.ACCEPT if _clear(problems) else Decision.OPEN,
        "level": one.question.level,
    }


def _clear(problems: Iterable[Problem]) -> bool:
    """Nothing that a person would have to look at."""
    return all(problem.severity is Severity.NOTE for problem in problems)


def _topics(programme_id: int | None) -> list[Topic]:
    if programme_id is None:
        return []
    statement = select(Topic).where(Topic.programme_id == programme_id).order_by(Topic.position)
    return list(database.session.scalars(statement))


def guess_topic(topics: Sequence[Topic], heading: str) -> int | None:
    """The topic that a heading of the file names, by its title or as `Bài 3`."""
    said = folded(heading)
    if not said:
        return None
    named = next((topic.id for topic in topics if folded(topic.title) in said), None)
    lesson = re.search(r"\b(?:bai|chuyen de)\s*(\d{1,2})\b", said)
    if named is None and lesson:
        return next((topic.id for topic in topics if topic.position == int(lesson[1])), None)
    return named


def _storable(addresses: Mapping[str, str], problems: list[Problem], html: str) -> str:
    """A text as it may be stored; a picture that lies at another address would be fetched from there, so it goes."""
    foreign = _FOREIGN.findall(html) if "<img" in html else ()
    problems += [warning("bank.picture", address=address[:SHOWN_ADDRESS]) for address in foreign]
    return clean(show_pictures(html, addresses))


def show_pictures(html: str, addresses: Mapping[str, str]) -> str:
    """Pictures named `file:…` get their address; those that cannot be shown go."""

    def shown(found: re.Match[str]) -> str:
        address = addresses.get(found["name"])
        return f'<img src="{address}" alt="">' if address else ""

    return _PICTURE.sub(shown, html)


def _pictures(questions: list[ImportedQuestion]) -> dict[str, bytes]:
    """Those that a browser can show."""
    found = {name: data for one in questions for name, data in one.files.items()}
    return {name: data for name, data in found.items() if _media_type(name, data).startswith("image/")}


def _media_type(name: str, data: bytes) -> str:
    return media_types.media_type_of(name, data[:16]) or ""


_FOREIGN = re.compile(r"""<img\b[^>]*\bsrc\s*=\s*["']?(?!file:|/files/)([^"'\s>]*)""", re.IGNORECASE)
_PICTURE = re.compile(r'<img src="file:(?P<name>[^"]+)"[^>]*>')
