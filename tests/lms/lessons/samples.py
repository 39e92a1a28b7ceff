"""Lessons that tests are played with."""

from decimal import Decimal
from typing import Any

from lms import database
from lms.accounts.models import Person
from lms.appraisals.criteria.rules import Criterion
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion, Judged
from lms.lessons.appraisal import service as appraisal
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import pages, service
from lms.lessons.bank.models import Lesson, LessonPage, LessonVersion
from lms.lessons.bank.service import Facts
from lms.lessons.checks import service as checks
from lms.lessons.giving import service as giving
from lms.lessons.giving.models import LessonGiving
from lms.permissions import Role
from lms.questions.councils.models import CouncilMember, CouncilTopic, ReviewCouncil
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.practice.samples import opened

TEXTS = ("<p>Chi bộ là nền tảng của Đảng.</p>", "<p>Sinh hoạt thường kỳ mỗi tháng một lần.</p>")
GOOD: dict[str, Judged] = {one: Judged(Decimal(8)) for one in Criterion}


def lesson(cast: Cast, *texts: str, title: str = "Chi bộ và sinh hoạt chi bộ") -> Lesson:
    """A draft by Chi with these pages."""
    facts = Facts(cast.unit1.id, cast.programme.topics[0].lineage, title, "Nêu được vai trò của chi bộ.")
    made = service.create(cast.chi, facts, NOW)
    for place, text in enumerate(texts or TEXTS):
        page = (
            made.latest.pages[0] if not place else pages.add(cast.chi, made.latest, f"Trang {place + 1}", NOW)
        )
        assert page is not None
        service.write(cast.chi, page, f"Trang {place + 1}", text, page.revision, NOW)
    database.session.flush()
    return made


def submitted(cast: Cast, *texts: str, with_question: bool = False, **facts: str) -> LessonVersion:
    made = lesson(cast, *texts, **facts)
    if with_question:
        asked(cast, made.latest.pages[0])
    assert appraisal.submit(cast.chi, made.latest, "", NOW) is None
    return made.latest


def second_reviewer() -> Person:
    person = make_person("oanh", "Lý Thị Oanh")
    appoint(person, Role.REVIEWER)
    return person


def approved(cast: Cast, *texts: str, second: Person | None = None, **facts: Any) -> LessonVersion:
    """Appraised by Hạnh and another one, decided by Hạnh."""
    version = submitted(cast, *texts, **facts)
    for person in (cast.hanh, second or second_reviewer()):
        assert appraisal.appraise(person, version, Opinion(GOOD, Conclusion.PASS), NOW) is None
    assert appraisal.decide(cast.hanh, version, Decision.APPROVE, "", NOW) is None
    database.session.flush()
    return version


def given(cast: Cast, *texts: str, version: LessonVersion | None = None, **opening: Any) -> LessonGiving:
    """Approved, and given to K1 by Chi."""
    version = version or approved(cast, *texts)
    made = giving.give(cast.chi, cast.k1, version.lesson, giving.Opening(**opening), NOW)
    assert isinstance(made, LessonGiving)
    database.session.flush()
    return made


def asked(cast: Cast, page: LessonPage) -> None:
    """The question of `opened` below a page of a draft."""
    question = opened(cast)
    assert checks.choose(cast.chi, page, [question.id], NOW)
    database.session.flush()


def founded(member: Person, unit_id: int, *lineages: str) -> ReviewCouncil:
    """A council of the unit on which one person sits, for these topics."""
    council = ReviewCouncil(unit_id=unit_id, name="Hội đồng", founded_at=NOW)
    database.session.add(council)
    database.session.flush()
    database.session.add(CouncilMember(council_id=council.id, person_id=member.id))
    database.session.add_all(CouncilTopic(council_id=council.id, lineage=one) for one in lineages)
    database.session.flush()
    return council
