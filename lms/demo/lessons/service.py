"""Makes the lessons of the demo as people would: written, handed in, appraised by two, decided."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.appraisals.criteria import service as criteria
from lms.appraisals.criteria.rules import Wording
from lms.appraisals.criteria.whose import of_council
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion, Judged
from lms.demo.lessons import cell_meeting, reading, reflection, structure
from lms.demo.scene import Scene
from lms.lessons.appraisal import service as appraisal
from lms.lessons.appraisal.criteria import lines_of
from lms.lessons.appraisal.queries import sheet_by
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import pages, service
from lms.lessons.bank.models import Lesson, LessonVersion
from lms.lessons.bank.quoting import quoted
from lms.lessons.bank.service import Facts
from lms.lessons.checks import queries as questions, service as checks
from lms.lessons.texts.marks import from_marks
from lms.permissions import Role
from lms.questions.councils.models import CouncilTopic, ReviewCouncil
from lms.questions.sharing.viewers import as_viewer

GUIDELINE, CLAUSE = "12-HD/BTGDVTU", "khoản 3 Mục II"
OLD = ("08-QĐ/TU", "khoản 2 Điều 5")  # replaced: the lesson waits for a look
GOOD = ("8.5", "9", "8", "8", "8.5", "9")
FAIR = ("7", "8", "7.5", "6.5", "7", "8")
CRITERIA = (
    ("Mục tiêu bài giảng", 1, "Rõ, sát đối tượng, đo được sau buổi học"),
    (
        "Nội dung chính xác, đúng quan điểm của Đảng",
        4,
        "Không sai, không thiếu ý chính; cập nhật văn bản mới",
    ),
    ("Trích dẫn văn bản", 2, "Đúng số, ngày, điều khoản; văn bản còn hiệu lực"),
    ("Liên hệ thực tiễn của tỉnh", 2, "Có ví dụ từ cơ sở, số liệu có nguồn"),
    ("Phương pháp, câu hỏi củng cố", 1, ""),
    ("Hình thức trình bày", 1, ""),
)


def make(scene: Scene) -> None:
    """Two are taught in the running class and were in the finished one; learners of both have read in them."""
    cell = _lesson(scene, 3, cell_meeting.TITLE, cell_meeting.AIMS, cell_meeting.PAGES, -30)
    writing = _lesson(scene, -1, reflection.TITLE, reflection.AIMS, reflection.PAGES, -28)
    _quote_what_was_replaced(scene, writing)
    _ask(scene, cell)
    for lesson, days in ((cell, -24), (writing, -22)):
        _approve(scene, lesson.latest, scene.at(days, 9))
    _return(scene)
    _keep_criteria(scene)
    _wait(scene)
    reading.make(scene, cell, writing)


def _quote_what_was_replaced(scene: Scene, lesson: Lesson) -> None:
    page = lesson.latest.pages[-1]
    html = page.body + quoted(*OLD).html
    service.write(scene.lecturer, page, page.title, html, page.revision, scene.at(-27, 9))


def _keep_criteria(scene: Scene) -> None:
    """The council judges by its own since a few days; what was handed in before kept what is shipped."""
    wanted = [Wording(title, weight, hint) for title, weight, hint in CRITERIA]
    lineage = scene.awareness.topics[2].lineage
    council = database.session.scalars(
        select(ReviewCouncil).join(CouncilTopic).where(CouncilTopic.lineage == lineage).limit(1)
    ).one()
    criteria.keep(scene.staff[Role.REVIEWER], of_council(council), wanted, 0, scene.at(-7, 15))


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
        appraisal.appraise(
            person, version, Opinion(_judged(version, marks), Conclusion.PASS), at + timedelta(days=1)
        )
    appraisal.decide(_appraisers(scene)[0], version, Decision.APPROVE, "", at + timedelta(days=2))


def _wait(scene: Scene) -> None:
    """One sheet is in, the second is awaited."""
    version = _lesson(scene, 3, structure.WAITING, structure.WAITING_AIMS, structure.WAITING_PAGES, -6).latest
    appraisal.submit(scene.lecturer, version, "", scene.at(-5, 10))
    second = _appraisers(scene)[1]
    quote, text = structure.REMARK
    appraisal.remark(second, version.pages[0], quote, text, scene.at(-3, 15))
    appraisal.appraise(
        second, version, Opinion(_judged(version, FAIR), Conclusion.PASS, structure.SHEET), scene.at(-3, 16)
    )


def _return(scene: Scene) -> None:
    """Approved after correction; the lecturer has answered one sheet and not corrected it yet."""
    version = _lesson(
        scene, 4, structure.RETURNED, structure.RETURNED_AIMS, structure.RETURNED_PAGES, -15
    ).latest
    appraisal.submit(scene.lecturer, version, "", scene.at(-14, 10))
    first, second = _appraisers(scene)
    appraisal.appraise(first, version, Opinion(_judged(version, GOOD), Conclusion.PASS), scene.at(-12, 10))
    appraisal.appraise(
        second,
        version,
        Opinion(_judged(version, FAIR), Conclusion.CORRECT, structure.TO_CORRECT),
        scene.at(-11, 9),
    )
    appraisal.decide(first, version, Decision.AFTER_CORRECTION, structure.DECIDED, scene.at(-10, 9))
    sheet = sheet_by(version.id, second.id)
    if sheet is not None:
        appraisal.reply(scene.lecturer, sheet, structure.REPLY, scene.at(-9, 20))


def _appraisers(scene: Scene) -> tuple[Person, Person]:
    return scene.staff[Role.REVIEWER], scene.lecturers[-1]


def _judged(version: LessonVersion, marks: tuple[str, ...]) -> dict[str, Judged]:
    lines = lines_of(version.id)
    return {line.key: Judged(Decimal(mark)) for line, mark in zip(lines, marks, strict=True)}
