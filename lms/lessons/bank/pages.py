"""The pages of a draft: added, ordered, taken out; and the files that hang on them."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import func, select, update

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.files.models import StoredFile
from lms.lessons.bank.models import LessonAttachment, LessonPage, LessonVersion
from lms.lessons.bank.service import hold_draft, on_copy
from question_bank.markup import folded

MOST = 60


class Way(IntEnum):
    UP = -1
    DOWN = 1


def add(person: Person, version: LessonVersion, title: str, now: datetime) -> LessonPage | None:
    """An empty page behind the others; None if the version is frozen or full."""
    if not hold_draft(version):
        return None
    count, last = database.session.execute(
        select(func.count(), func.max(LessonPage.position)).where(LessonPage.version_id == version.id)
    ).one()
    if count >= MOST:
        return None
    page = LessonPage(
        version_id=version.id, position=(last or 0) + 1, title=title, search_key=folded(title.casefold())
    )
    database.session.add(page)
    record(person, "lesson.page-added", version.lesson, now, new={"title": title})
    database.session.expire(version, ["pages"])
    return page


def shift(person: Person, page: LessonPage, way: Way, now: datetime) -> bool:
    """One place up or down; at either end nothing happens. False if the version is frozen."""
    version = page.version
    if not hold_draft(version):
        return False
    order = list(version.pages)
    place = order.index(page)
    if 0 <= place + way < len(order):
        order.insert(place + way, order.pop(place))
        _number(version, [one.id for one in order])
        record(person, "lesson.page-moved", version.lesson, now, new={"page": page.id, "to": place + way + 1})
    return True


def remove(person: Person, page: LessonPage, now: datetime) -> bool:
    """Take the page out, unless it is the only one; its text stays in the history of changes."""
    version = page.version
    if not hold_draft(version) or len(version.pages) < 2:
        return False
    old = {"title": page.title, "body": page.body}
    record(person, "lesson.page-removed", version.lesson, now, old=old)
    database.session.delete(page)
    database.session.flush()
    database.session.expire(version, ["pages"])
    return True


def attach(person: Person, page: LessonPage, stored: StoredFile, title: str, now: datetime) -> bool:
    """Offer a stored file below the text. False if the version is frozen."""
    if not hold_draft(page.version):
        return False
    database.session.add(LessonAttachment(page_id=page.id, title=title, file_id=stored.id))
    new = {"page": page.id, "title": title, "file": stored.id}
    record(person, "lesson.file-attached", page.version.lesson, now, new=new)
    return True


def detach(person: Person, attachment: LessonAttachment, now: datetime) -> bool:
    """The page no longer offers it. The stored file stays, since earlier versions may."""
    page = attachment.page
    if not hold_draft(page.version):
        return False
    old = {"page": page.id, "title": attachment.title, "file": attachment.file_id}
    record(person, "lesson.file-detached", page.version.lesson, now, old=old)
    database.session.delete(attachment)
    return True


def _number(version: LessonVersion, ids: list[int]) -> None:
    """Two pages never have one place, not even for a moment: all go out of the way first."""
    database.session.execute(
        update(LessonPage).where(LessonPage.version_id == version.id).values(position=-LessonPage.position)
    )
    for place, page_id in enumerate(ids, 1):
        database.session.execute(update(LessonPage).where(LessonPage.id == page_id).values(position=place))
    database.session.expire_all()


def _take_along(page: LessonPage, copied: LessonPage) -> None:
    for one in page.attachments:
        database.session.add(LessonAttachment(page_id=copied.id, title=one.title, file_id=one.file_id))


on_copy(_take_along)
