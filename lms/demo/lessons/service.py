"""Makes the lessons of the demo as people would: written, handed in, appraised by two, decided."""

from datetime import datetime, timedelta
from decimal import Decimal

from lms import database
from lms.accounts.models import Person
from lms.demo.lessons import cell_meeting, reading, reflection, structure
from lms.demo.scene import Scene
from lms.lessons.appraisal import service as appraisal
from lms.lessons.appraisal.criteria import Conclusion, Criterion, Decision, Judged
from lms.lessons.appraisal.queries import sheet_by
from lms.lessons.bank import pages, service
from lms.lessons.bank.models import Lesson, LessonVersion
from lms.lessons.bank.quoting import quoted
from lms.lessons.bank.service import Facts
from lms.lessons.checks import queries as questions, service as checks
from lms.lessons.texts.marks import from_marks
from lms.permissions import Role
from lms.questions.sharing.viewers import as_viewer

GUIDELINE, CLAUSE = "12-HD/BTGDVTU", "khoản 3 Mục II"
GOOD = ("8.5", "9", "8", "8", "8.5", "9")
FAIR = ("7", "8", "7.5", "6.5", "7", "8")


def make(scene: Scene) -> None:
    """Two are taught in the running class and were in the finished one; learners of both have read in them."""
    cell = _lesson(scene, 3, cell_meeting.TITLE, cell_meeting.AIMS, cell_meeting.PAGES, -30)
    writing = _lesson(scene, -1, reflection.TITLE, reflection.AIMS, reflection.PAGES, -28)
    _ask(scene, cell)
    for lesson, days in ((cell, -24), (writing, -22)):
        _approve(scene, lesson.latest, scene.at(days, 9))
    _wait(scene)
    _return(scene)
    reading.make(scene, cell, writing)


def _ask(scene: Scene, lesson: Lesson) -> None:
    """Questions of the topic that are open for practice stand below the first and the last page."""
    at = scene.at(-29, 9)
    offered = [
        one for one, _text in questions.offered(lesson.lineage, scene.today, as_viewer(scene.lecturer, at))
    ]
    for page, question_ids in zip(
        (lesson.latest.pages[0], lesson.latest.pages[-1]), (offered[:1], offered[1:2]), strict=True
    ):
        checks.choose(scene.lecturer, page, question_ids, at)


def _lesson(
    scene: Scene, topic: int, title: str, aims: str, texts: list[tuple[str, str]], days: int
) -> Lesson:
    at = scene.at(days, 14)
    place = topic - 1 if topic > 0 else topic
    facts = Facts(scene.tree.centre.id, scene.awareness.topics[place].lineage, title, aims)
    lesson = service.create(scene.lecturer, facts, at)
    quote = quoted(GUIDELINE, CLAUSE).html
    for number, (head, text) in enumerate(texts):
        page = lesson.latest.pages[0] if not number else pages.add(scene.lecturer, lesson.latest, head, at)
        if page is not None:
            html = from_marks(text.replace("{quote}", quote))
            service.write(scene.lecturer, page, head, html, page.revision, at)
    database.session.flush()
    return lesson


def _approve(scene: Scene, version: LessonVersion, at: datetime) -> None:
    appraisal.submit(scene.lecturer, version, "", at)
    for person, marks in zip(_appraisers(scene), (GOOD, FAIR), strict=True):
        appraisal.appraise(person, version, _judged(marks), Conclusion.PASS, "", at + timedelta(days=1))
    appraisal.decide(_appraisers(scene)[0], version, Decision.APPROVE, "", at + timedelta(days=2))


def _wait(scene: Scene) -> None:
    """One sheet is in, the second is awaited."""
    version = _lesson(scene, 3, structure.WAITING, structure.WAITING_AIMS, structure.WAITING_PAGES, -6).latest
    appraisal.submit(scene.lecturer, version, "", scene.at(-5, 10))
    second = _appraisers(scene)[1]
    quote, text = structure.REMARK
    appraisal.remark(second, version.pages[0], quote, text, scene.at(-3, 15))
    appraisal.appraise(second, version, _judged(FAIR), Conclusion.PASS, structure.SHEET, scene.at(-3, 16))


def _return(scene: Scene) -> None:
    """Approved after correction; the lecturer has answered one sheet and not corrected it yet."""
    version = _lesson(
        scene, 4, structure.RETURNED, structure.RETURNED_AIMS, structure.RETURNED_PAGES, -15
    ).latest
    appraisal.submit(scene.lecturer, version, "", scene.at(-14, 10))
    first, second = _appraisers(scene)
    appraisal.appraise(first, version, _judged(GOOD), Conclusion.PASS, "", scene.at(-12, 10))
    appraisal.appraise(
        second, version, _judged(FAIR), Conclusion.CORRECT, structure.TO_CORRECT, scene.at(-11, 9)
    )
    appraisal.decide(first, version, Decision.AFTER_CORRECTION, structure.DECIDED, scene.at(-10, 9))
    sheet = sheet_by(version.id, second.id)
    if sheet is not None:
        appraisal.reply(scene.lecturer, sheet, structure.REPLY, scene.at(-9, 20))


def _appraisers(scene: Scene) -> tuple[Person, Person]:
    return scene.staff[Role.REVIEWER], scene.lecturers[-1]


def _judged(marks: tuple[str, ...]) -> dict[Criterion, Judged]:
    return {one: Judged(Decimal(mark)) for one, mark in zip(Criterion, marks, strict=True)}
