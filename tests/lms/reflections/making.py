"""Tasks, reflections and marks to play tests with."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.files.pages import PagePicture
from lms.marking import rubrics, service as marking
from lms.marking.models import Criterion, Mark, Rubric
from lms.marking.rubrics import CriterionPlan, LevelPlan
from lms.marking.rules import read_sheet
from lms.marking.service import Conflict
from lms.reflections import bench, handed_in, handing, own, tasks, uploads, writing
from lms.reflections.drawing import job
from lms.reflections.handing import Refused
from lms.reflections.looks import PICTURE, Look
from lms.reflections.models import Handing, Reflection, ReflectionTask, SectionKind, Submission
from lms.reflections.outlines import SectionPlan
from lms.reflections.tasks import TaskPlan
from lms.reflections.upload_models import Upload, UploadDrawing, UploadPage
from lms.reflections.wordfiles.reading import Read
from tests.lms import cast as casting
from tests.lms.cast import NOW, Cast

DAY = timedelta(days=1)
SECTIONS = (
    SectionPlan("I. Nhận thức", "Trình bày nội dung chính", "Dẫn bài học", min_words=5, max_words=800),
    SectionPlan("II. Liên hệ", "Liên hệ bản thân", required=False),
    SectionPlan("III. Đề xuất", kind=SectionKind.PROPOSALS, required=False),
)
TEXT = "Con đường về bản không ngập mùa mưa."


def plan(**changes: Any) -> TaskPlan:
    known: dict[str, Any] = {
        "title": "Bài thu hoạch",
        "instructions": "Viết ngắn gọn.",
        "handing": Handing.BOTH,
        "opens_at": NOW - 365 * DAY,
        "due_at": NOW + 3650 * DAY,
        "late_until": None,
        "honour_statement": "",
        "blind": True,
        "sections": SECTIONS,
    }
    return TaskPlan(**{**known, **changes})


def make_rubric(study_class: StudyClass, actor: Person) -> Rubric:
    """Two criteria of 5 points, three levels each."""
    levels = [("Chưa đạt", "1"), ("Khá", "3.5"), ("Tốt", "5")]
    criteria = [
        CriterionPlan(title, Decimal("5"), [LevelPlan(label, Decimal(points)) for label, points in levels])
        for title in ("Bố cục", "Liên hệ")
    ]
    return rubrics.create(study_class, "Phiếu chấm", criteria, actor, NOW)


def make_task(study_class: StudyClass, actor: Person, **changes: Any) -> ReflectionTask:
    """A published task with a rubric of its own."""
    task = tasks.create(study_class, plan(**changes), make_rubric(study_class, actor), actor, NOW)
    task.published_at = NOW
    database.session.flush()
    return task


def write(task: ReflectionTask, person: Person, text: str = TEXT, now: datetime = NOW) -> Reflection:
    """A reflection with `text` in its first section."""
    reflection = handing.begin(task, person, now)
    slot = task.sections[0].slot
    version = own.texts_of(reflection)[slot].version if slot in own.texts_of(reflection) else 0
    form = {"tab": "form-test", f"text-{slot}": text, f"base-{slot}": str(version)}
    writing.save_form(reflection, form, now, person.id)
    return reflection


def hand_in(task: ReflectionTask, person: Person, text: str = TEXT, now: datetime = NOW) -> Submission:
    reflection = write(task, person, text, now)
    outcome = handing.hand_in(
        reflection, own.window_of(reflection), honour=True, now=now, by=person, named=[person.id]
    )
    assert not isinstance(outcome, Refused)
    return outcome


def submissions(task: ReflectionTask) -> list[Submission]:
    """What counts of everybody who handed in."""
    return handed_in.current_submissions(task)


def hand_in_by_others(cast: Cast, task: ReflectionTask, count: int, *, first: int = 0) -> None:
    """So many more learners of K1, each with a script."""
    for number in range(first, first + count):
        person = casting.make_person(f"hv{number}", f"Học Viên {number}", cast.unit1)
        casting.enrol(person, cast.k1)
        hand_in(task, person)
    database.session.commit()


def criteria_of(task: ReflectionTask) -> list[Criterion]:
    return list(task.rubric.current.criteria)


def choices(task: ReflectionTask, level: int = 1) -> dict[str, str]:
    """The form of a rubric with the same level (from 0) chosen everywhere."""
    version = task.rubric.current
    chosen = {f"level-{criterion.id}": str(criterion.levels[level].id) for criterion in version.criteria}
    return {**chosen, "version": str(version.id), "base": "0"}


def mark(submission: Submission, marker: Person, level: int = 1, base: int = 0) -> Mark | Conflict:
    task = submission.reflection.task
    version = task.rubric.current
    sheet = read_sheet(version.criteria, choices(task, level))
    return marking.record_mark(bench.subject_of(submission), marker, version, sheet, base=base, now=NOW)


def played(cast: Cast) -> tuple[ReflectionTask, Submission]:
    """A task of K1 with one script handed in by An."""
    task = make_task(cast.k1, cast.chi)
    submission = hand_in(task, cast.an)
    database.session.commit()
    return task, submission


def photo(width: int = 600, height: int = 800, **saved: Any) -> bytes:
    """A page as a phone would send it."""
    target = BytesIO()
    Image.new("RGB", (width, height), "beige").save(target, "JPEG", **saved)
    return target.getvalue()


def add_page(reflection: Reflection, person: Person, body: bytes = b"page") -> UploadPage:
    """One page as if it had been drawn from a photo."""
    picture = PagePicture(photo(), 600, 800)
    [page] = uploads.add(reflection, "trang 1.jpg", body, [picture], person, NOW).pages
    return page


def draw_pages(app: Flask) -> None:
    """What the worker would do with the files that wait."""
    waiting = select(UploadDrawing.upload_id).where(
        UploadDrawing.drawn_at.is_(None), UploadDrawing.trouble.is_(None)
    )
    with app.app_context():
        for upload_id in database.session.scalars(waiting).all():
            job.run(upload_id)
    database.session.expire_all()


def add_word_file(reflection: Reflection, person: Person, body: bytes = b"word") -> Upload:
    """A Word file of one line and one picture, as if it had been read."""
    told = [Look("text").packed(), Look(PICTURE, picture=1).packed()]
    read = Read("Một dòng từ tệp Word.", told, [PagePicture(photo(), 600, 800)])
    return uploads.add_text(reflection, "bài.docx", body, read, person, NOW)
