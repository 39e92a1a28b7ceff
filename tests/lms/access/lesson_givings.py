"""Lecturers and organisers give lessons and see how far learners are; only learners read, and only their own notes."""

from typing import Any

from lms import database
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion
from lms.files import service as files
from lms.lessons.appraisal import service as appraisal
from lms.lessons.appraisal.rules import Decision
from lms.lessons.bank import pages
from lms.lessons.reading.service import asked_in
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.files.decks import picture
from tests.lms.lessons import samples


def prepare(cast: Cast) -> dict[str, Any]:
    made = samples.lesson(cast)
    page = made.latest.pages[0]
    stored = files.store(picture(), "so-do.png", "image/png", cast.chi.id, NOW)
    pages.attach(cast.chi, page, stored, "Sơ đồ", NOW)
    samples.asked(cast, page)
    version = made.latest
    appraisal.submit(cast.chi, version, "", NOW)
    other = samples.second_reviewer()
    for person in (cast.hanh, other):
        appraisal.appraise(person, version, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    appraisal.decide(cast.hanh, version, Decision.APPROVE, "", NOW)
    giving = samples.given(cast, version=version)
    samples.approved(cast, second=other, title="Bài có thể giao")
    draft = samples.lesson(cast, title="Bài đang soạn")
    database.session.commit()
    [[asked]] = asked_in(giving, NOW).values()
    ids = {"giving": giving.id, "file": page.attachments[0].id, "check": asked.id}
    return ids | {"draft_page": draft.latest.pages[0].id}


#                                     nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("lesson_questions.update", "/lesson-pages/{draft_page}/questions", "100334044144", "POST"),
    Row("lesson_givings.index", "/classes/{k1}/lessons", "320202002322"),
    Row("lesson_givings.new", "/classes/{k1}/lessons/new", "340202004344"),
    Row("lesson_givings.create", "/classes/{k1}/lessons", "140909004144", "POST"),
    Row("lesson_givings.edit", "/lesson-givings/{giving}/edit", "340202004344"),
    Row("lesson_givings.update", "/lesson-givings/{giving}", "140303004144", "POST"),
    Row("lesson_readings.show", "/lesson-givings/{giving}/reading", "320404004344"),
    Row("lesson_readings.save", "/lesson-readings/{giving}", "111111111111", "POST"),
    Row("lesson_readings.note", "/lesson-givings/{giving}/notes", "190404004144", "POST"),
    Row(
        "lesson_readings.answer",
        "/lesson-givings/{giving}/questions/{check}/answers",
        "190404004144",
        "POST",
    ),
    Row("lesson_readings.confirm", "/lesson-givings/{giving}/confirmation", "190404004144", "POST"),
    Row("lesson_readings.show_file", "/lesson-givings/{giving}/files/{file}", "320404004344"),
    Row("lesson_readings.read_file", "/lesson-givings/{giving}/files/{file}/read", "320404004344"),
    Row("lesson_readings.download", "/lesson-givings/{giving}/files/{file}/download", "320404004344"),
    Row("lesson_readings.page_picture", "/lesson-givings/{giving}/files/{file}/pages/1", "300404004344"),
    Row("lesson_readings.slide_picture", "/lesson-givings/{giving}/files/{file}/slides/1/1", "300404004344"),
    Row("lesson_standings.show", "/lesson-givings/{giving}/standing", "340202004344"),
    Row("lesson_givings.withdraw", "/lesson-givings/{giving}/withdrawal", "140303004144", "POST"),
]
