"""All that a reading page shows, gathered once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for

from lms.lessons.bank.models import LessonVersion
from lms.lessons.checks.queries import Asked
from lms.lessons.giving.models import LessonGiving
from lms.lessons.reading import own, saving, service
from lms.lessons.reading.models import LessonNote
from lms.lessons.reading.rules import Part, needed_seconds, slot_of
from lms.lessons.reading.service import Told
from lms.questions.answers import Read


@dataclass
class ReadingPage:
    """One lesson as one person reads it. `problems` holds what was wrong with an answer that was just sent."""

    giving: LessonGiving
    person_id: int
    kept: own.Kept
    asked: dict[int, list[Asked]]
    needed: dict[int, int]
    token: str
    problems: dict[int, Read] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The name of the outbox: one for each lesson and person, since a device may be shared."""
        return f"lesson:{self.giving.id}:{self.person_id}"

    @property
    def url(self) -> str:
        return url_for("lesson_readings.save", giving_id=self.giving.id)

    @property
    def place(self) -> int | None:
        return self.kept.reading.place_id if self.kept.reading else None

    @property
    def seconds(self) -> dict[int, int]:
        return self.kept.seconds

    @property
    def completed_at(self) -> datetime | None:
        return self.kept.reading.completed_at if self.kept.reading else None

    @property
    def read(self) -> dict[int, bool]:
        return {page_id: self._is_read(page_id) for page_id in self.needed}

    def note(self, page_id: int) -> LessonNote | None:
        return self.kept.notes.get(page_id)

    def told(self, one: Asked) -> Told | None:
        given = self.kept.answers.get(one.id)
        return service.told(one, given) if given else None

    def shown(self, one: Asked) -> dict[str, Any]:
        """The question without its key, options in an order of the reader's own."""
        return one.question.without_key(one.question.shuffle(service.chance_for(self.person_id, one.id)))

    def slot(self, page_id: int, part: str) -> int:
        return slot_of(page_id, Part[part])

    def _is_read(self, page_id: int) -> bool:
        answered = all(one.id in self.kept.answers for one in self.asked.get(page_id, ()))
        return answered and self.kept.seconds.get(page_id, 0) >= self.needed[page_id]


def reading_page(
    giving: LessonGiving, version: LessonVersion, person_id: int, now: datetime, problems: dict[int, Read]
) -> ReadingPage:
    return ReadingPage(
        giving,
        person_id,
        own.kept(person_id, giving.id),
        service.asked_in(giving, now),
        {page.id: needed_seconds(page.words) for page in version.pages},
        saving.sign(giving.id, person_id, now),
        problems,
    )
