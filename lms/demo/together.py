"""A record of discussion that the groups of the running class write together: the learner's group is at it, the first
of the others has its mark, with one member who was away, the rest have handed in."""

from datetime import timedelta

from sqlalchemy import select

from lms.classes import queries as classes
from lms.classes.models import StudyGroup
from lms.database import session
from lms.demo.scene import Scene
from lms.documents.citations.shelf import Cited
from lms.documents.models import Document
from lms.marking import rubrics, service as marking
from lms.marking.rules import Score, Sheet
from lms.reflections import bench, handing, rules, tasks, writing
from lms.reflections.groups import marks, queries
from lms.reflections.groups.marks import Wanted
from lms.reflections.models import Handing, Reflection, ReflectionTask, SectionKind, Submission
from lms.reflections.outlines import SectionPlan
from lms.reflections.sources.models import SHELF
from lms.reflections.tasks import TaskPlan

SECTIONS = (
    SectionPlan(
        "I. Nội dung thảo luận",
        "Tổ đã thảo luận những vấn đề gì của bài học?",
        "Nêu câu hỏi thảo luận và các ý kiến chính, mỗi ý một đoạn.",
        min_words=40,
        max_words=500,
    ),
    SectionPlan("II. Ý kiến thống nhất", "Tổ thống nhất những gì, còn điều gì cần trao đổi thêm?", ""),
    SectionPlan(
        "III. Đề xuất, kiến nghị", "", "Mỗi đề xuất một dòng.", SectionKind.PROPOSALS, required=False
    ),
)
DISCUSSED = (
    "Tổ thảo luận câu hỏi: làm thế nào để sinh hoạt chi bộ thiết thực hơn. Có bảy ý kiến phát biểu, tập trung vào việc "
    "gửi nội dung trước ba ngày, phân công người chuẩn bị và ghi kết luận thành việc có thời hạn.\n\n"
    "Một số đồng chí nêu kinh nghiệm mời người dân dự phần thảo luận chuyên đề; "
    "sau ba tháng, số ý kiến góp ý tăng từ bốn lên mười một."
)
AGREED = (
    "Tổ thống nhất ba việc: chuẩn bị nội dung trước, mỗi buổi chọn một việc cụ thể, buổi sau kiểm điểm kết quả. "
    "Còn cần trao đổi thêm về cách đánh giá việc làm theo."
)
CONTINUED = AGREED + " Đồng chí tổ trưởng tổng hợp và báo cáo trước lớp vào buổi cuối."
AWAY = "Đi công tác theo quyết định của cơ quan trong thời gian tổ thảo luận"


def make(scene: Scene) -> None:
    """The task, what the groups wrote for it, and the mark of one."""
    groups = classes.groups_of(scene.running)
    if not groups:
        return
    task = _task(scene)
    mine = queries.group_of(scene.running.id, scene.learner.id)
    others = [group for group in groups if mine is None or group.id != mine.id]
    if mine is not None:
        _being_written(scene, task, mine)
    handed = [_hand_in(scene, task, group, place) for place, group in enumerate(others)]
    if handed:
        _mark(scene, handed[0])


def _task(scene: Scene) -> ReflectionTask:
    made_at = scene.at(-3, 17)
    rubric = rubrics.create(
        scene.running, "Phiếu chấm bài của tổ", rubrics.standard_plan(), scene.lecturer, made_at
    )
    plan = TaskPlan(
        title="Báo cáo kết quả thảo luận tổ",
        instructions="Cả tổ viết chung một bài; mỗi phần có thể do một người viết.",
        handing=Handing.TYPED,
        opens_at=scene.at(-2, 18),
        due_at=scene.at(4, 23, 59),
        late_until=None,
        honour_statement="",
        blind=False,
        sections=SECTIONS,
        appeal_days=7,
        by_group=True,
    )
    task = tasks.create(scene.running, plan, rubric, scene.lecturer, made_at)
    tasks.publish(task, scene.lecturer, made_at)
    found = session.scalars(select(Document).where(Document.number.in_(("05-NQ/TU", "17-CT/TU"))))
    cited = [Cited(one, "mục II" if one.number == "05-NQ/TU" else "") for one in found]
    SHELF.cite(task, sorted(cited, key=lambda one: one.document.number), scene.lecturer, made_at)
    return task


def _being_written(scene: Scene, task: ReflectionTask, group: StudyGroup) -> None:
    """Two others of the learner's group have written so far."""
    people = [person for person in queries.members(group.id) if person.id != scene.learner.id][:2]
    if not people:
        return
    at = scene.now - timedelta(minutes=50)
    reflection = handing.begin(task, people[0], at)
    _write(reflection, {1: DISCUSSED}, people[0].id, scene, 50)
    _write(reflection, {2: AGREED}, people[-1].id, scene, 35)


def _hand_in(scene: Scene, task: ReflectionTask, group: StudyGroup, place: int) -> Submission:
    people = queries.members(group.id)
    reflection = handing.begin(task, people[0], scene.now - timedelta(hours=6))
    _write(reflection, {1: DISCUSSED, 2: AGREED}, people[0].id, scene, 340)
    _write(reflection, {2: CONTINUED}, people[-1].id, scene, 300)
    window = rules.window(task.opens_at, task.due_at, task.late_until)
    named = [person.id for person in (people[:-1] if place == 1 and len(people) > 2 else people)]
    at = scene.now - timedelta(minutes=200 - 10 * place)
    made = handing.hand_in(reflection, window, honour=True, now=at, by=people[0], named=named)
    if not isinstance(made, Submission):
        raise RuntimeError("a group's reflection of the demo was not taken")
    return made


def _write(reflection: Reflection, texts: dict[int, str], person_id: int, scene: Scene, minutes: int) -> None:
    """As a page without a script would send it."""
    form = {"tab": f"demo-{person_id}-{minutes}"}
    known = {one.slot: one.version for one in queries.texts_of(reflection.id)}
    for slot, text in texts.items():
        form |= {f"text-{slot}": text, f"base-{slot}": str(known.get(slot, 0))}
    writing.save_form(reflection, form, scene.now - timedelta(minutes=minutes), person_id)


def _mark(scene: Scene, submission: Submission) -> None:
    """The second best level everywhere; one member was away."""
    version = submission.reflection.task.rubric.current
    levels = [(criterion.id, criterion.levels[-2]) for criterion in version.criteria]
    scores = tuple(Score(criterion_id, level.id, level.points) for criterion_id, level in levels)
    sheet = Sheet(scores, remark="Nội dung thảo luận bám sát bài học, kết luận cụ thể.")
    at = scene.now - timedelta(minutes=90)
    marking.record_mark(bench.subject_of(submission), scene.lecturer, version, sheet, base=0, now=at)
    away = queries.named(submission.reflection)[-1]
    marks.decide(submission, [Wanted(away.id, None, AWAY)], scene.lecturer, at + timedelta(minutes=5))
