"""What stands in a library that tests are played with."""

from dataclasses import dataclass

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion
from lms.files import service as files
from lms.files.models import StoredFile
from lms.lessons.appraisal import service as appraisal
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import pages
from lms.lessons.bank.models import Lesson, LessonAttachment
from lms.lessons.publishing import service
from lms.lessons.publishing.models import Publication, PublicationKind, Visibility
from lms.lessons.publishing.service import About
from tests.lms.cast import NOW, Cast
from tests.lms.files.decks import picture
from tests.lms.lessons import samples


@dataclass(frozen=True)
class Shown:
    """A lesson with a picture in its text, a file below it and a question, in the library."""

    publication: Publication
    lesson: Lesson
    picture: StoredFile
    attachment: LessonAttachment


def about(
    title: str,
    *,
    public: bool = True,
    kind: PublicationKind = PublicationKind.LEAFLET,
    summary: str = "",
) -> About:
    return About(title, summary, kind, Visibility.PUBLIC if public else Visibility.INTERNAL)


def leaflet(cast: Cast, title: str = "Tờ gấp Đại hội", *, public: bool = True) -> Publication:
    stored = files.store(picture(), "to-gap.png", "image/png", cast.em.id, NOW)
    made = service.publish(cast.em, about(title, public=public), stored, NOW)
    database.session.flush()
    return made


def published_lesson(cast: Cast, title: str = "Chi bộ", *, public: bool = True) -> Shown:
    drawn = picture((300, 200), "JPEG")
    kept = files.store(drawn, "hinh.jpg", "image/jpeg", cast.chi.id, NOW, embedded=True)
    text = f'<p>Chi bộ là nền tảng của Đảng.</p><p><img alt="a > b" src="{files.address_of(kept)}"></p>'
    made = samples.lesson(cast, text)
    page = made.latest.pages[0]
    stored = files.store(picture(), "so-do.png", "image/png", cast.chi.id, NOW)
    pages.attach(cast.chi, page, stored, "Sơ đồ", NOW)
    samples.asked(cast, page)
    approve(cast, made)
    publication = service.publish_lesson(
        cast.em, made, about(title, public=public, kind=PublicationKind.LESSON), NOW
    )
    assert isinstance(publication, Publication)
    database.session.flush()
    return Shown(publication, made, kept, page.attachments[0])


def approve(cast: Cast, lesson: Lesson) -> None:
    """Its latest version, appraised by Hạnh and another one."""
    assert appraisal.submit(cast.chi, lesson.latest, "", NOW) is None
    for person in (cast.hanh, _second()):
        appraisal.appraise(person, lesson.latest, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    assert appraisal.decide(cast.hanh, lesson.latest, Decision.APPROVE, "", NOW) is None
    database.session.flush()


def _second() -> Person:
    found = database.session.scalars(select(Person).where(Person.username == "oanh")).one_or_none()
    return found or samples.second_reviewer()
