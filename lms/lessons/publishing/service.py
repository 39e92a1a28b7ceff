"""Publishing, saying something else about it, renewing a lesson, withdrawing at once. History keeps each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.files.models import StoredFile
from lms.lessons.bank.models import Lesson
from lms.lessons.bank.service import lock
from lms.lessons.models import Material
from lms.lessons.publishing.models import Publication, PublicationKind, Visibility
from lms.lessons.publishing.queries import approved_version
from question_bank.markup import folded


@dataclass(frozen=True)
class About:
    """What is said about a publication, and who may read it."""

    title: str
    summary: str
    kind: PublicationKind
    visibility: Visibility


class Refused(StrEnum):
    NOT_APPROVED = "not-approved"
    ALREADY_PUBLISHED = "already-published"


def publish_lesson(person: Person, lesson: Lesson, about: About, now: datetime) -> Publication | Refused:
    """The version that is approved. The lesson is held, so that no decision comes in between."""
    lock(lesson)
    version_id = approved_version(lesson.id)
    if version_id is None:
        return Refused.NOT_APPROVED
    return _add(person, about, now, lesson_id=lesson.id, version_id=version_id)


def publish_material(
    person: Person, material: Material, about: About, now: datetime
) -> Publication | Refused:
    """Its file or link as it is now; the class may remove its own afterwards."""
    return _add(person, about, now, material_id=material.id, file_id=material.file_id, url=material.url)


def publish(person: Person, about: About, source: StoredFile | str, now: datetime) -> Publication:
    """A file or a link that no class offers."""
    named = {"url": source} if isinstance(source, str) else {"file_id": source.id}
    made = _made(person, about, now, **named)
    database.session.add(made)
    record(person, "publication.published", made, now, new=_told(about) | named)
    return made


def change(person: Person, publication: Publication, about: About, now: datetime) -> bool:
    """False if it was said already."""
    old = about_of(publication)
    if old == about:
        return False
    _say(publication, about)
    record(person, "publication.changed", publication, now, old=_told(old), new=_told(about))
    return True


def renew(person: Person, publication: Publication, now: datetime) -> bool:
    """The lesson in the version that is approved now. False if there is none or it is shown already."""
    lesson, old = publication.lesson, publication.version_id
    if lesson is None or publication.withdrawn_at is not None:
        return False
    lock(lesson)
    version_id = approved_version(lesson.id)
    if version_id is None or version_id == old:
        return False
    publication.version_id = version_id
    record(person, "publication.renewed", publication, now, old={"version": old}, new={"version": version_id})
    return True


def withdraw(person: Person, publication: Publication, now: datetime) -> None:
    """Nobody finds it in the library from now on. Twice changes nothing."""
    if publication.withdrawn_at is None:
        publication.withdrawn_at = now
        record(person, "publication.withdrawn", publication, now)


def about_of(publication: Publication) -> About:
    return About(publication.title, publication.summary, publication.kind, publication.visibility)


def _add(person: Person, about: About, now: datetime, **source: Any) -> Publication | Refused:
    made = _made(person, about, now, **source)
    try:
        with database.session.begin_nested():
            database.session.add(made)
    except IntegrityError:
        return Refused.ALREADY_PUBLISHED
    record(person, "publication.published", made, now, new=_told(about) | source)
    return made


def _made(person: Person, about: About, now: datetime, **source: Any) -> Publication:
    made = Publication(published_at=now, published_by_id=person.id, **source)
    _say(made, about)
    return made


def _say(publication: Publication, about: About) -> None:
    for name, value in vars(about).items():
        setattr(publication, name, value)
    publication.search_key = folded(f"{about.title} {about.summary}")


def _told(about: About) -> dict[str, Any]:
    return vars(about) | {"kind": about.kind.value, "visibility": about.visibility.value}
