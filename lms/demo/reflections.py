"""Reflections: all marked and released where the class is over; handed in in part, marked in part where it runs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.classes.queries import enrolled
from lms.database import session
from lms.demo import fairness, handwriting, in_common, texts, word_files
from lms.demo.scene import Scene
from lms.marking import rubrics, service as marking
from lms.marking.bank import service as bank
from lms.marking.bank.models import KeptComment
from lms.marking.models import Rubric
from lms.marking.rubrics import CriterionPlan, LevelPlan
from lms.marking.rules import Score, Sheet
from lms.marking.service import Anchor
from lms.outbox.rules import Outcome
from lms.reflections import bench, handed_in, handing, rules, tasks
from lms.reflections.appeals import service as appeals
from lms.reflections.appeals.models import ReflectionAppeal
from lms.reflections.appeals.service import Decision
from lms.reflections.models import (
    Handing,
    Reflection,
    ReflectionEdit,
    ReflectionTask,
    ReflectionText,
    SectionKind,
    Submission,
)
from lms.reflections.outlines import SectionPlan
from lms.reflections.tasks import TaskPlan
from lms.reflections.workbench import flags
from lms.reflections.workbench.models import FlagKind

TITLE = "Bài thu hoạch cuối khóa"
INSTRUCTIONS = "Viết theo nội dung đã học và công việc của mình. Viết ngắn gọn, đi thẳng vào việc."
HONOUR = "Tôi tự viết bài này và nêu nguồn của những chỗ trích dẫn."
NOT_VIEWS = "Chấm bố cục, độ chính xác và việc vận dụng. Không chấm quan điểm cá nhân."
SECTIONS = (
    SectionPlan(
        "I. Nhận thức",
        "Trình bày nội dung chính của một bài học mà đồng chí vận dụng nhiều nhất.",
        "Nêu tên bài và các ý chính; trích ngắn, có nguồn.",
        min_words=120,
        max_words=600,
    ),
    SectionPlan(
        "II. Liên hệ",
        "Liên hệ với đơn vị và bản thân: một việc đã làm, một việc sẽ làm.",
        NOT_VIEWS,
        min_words=100,
        max_words=600,
    ),
    SectionPlan(
        "III. Đề xuất, kiến nghị",
        "",
        "Mỗi đề xuất một dòng: ở cấp nào, việc gì, đề nghị ai xem xét.",
        SectionKind.PROPOSALS,
        required=False,
    ),
)
LEVELS = ("Chưa đạt", "Đạt", "Khá", "Tốt")
CRITERIA = (
    (
        "Bố cục, trình bày",
        "2",
        ("0.5", "1", "1.5", "2"),
        (
            "Thiếu phần, khó theo dõi.",
            "Đủ phần, trình tự chưa rõ.",
            "Đủ phần, rõ ý, còn vài lỗi chữ.",
            "Chặt chẽ, sạch lỗi.",
        ),
    ),
    (
        "Độ chính xác của nội dung đã học",
        "3.5",
        ("1", "2", "2.75", "3.5"),
        (
            "Thiếu hoặc sai ý chính.",
            "Đủ ý chính, còn chi tiết chưa đúng.",
            "Đúng, còn một chi tiết chưa rõ.",
            "Đầy đủ, có nguồn.",
        ),
    ),
    (
        "Liên hệ với công việc",
        "3",
        ("0.75", "1.5", "2.25", "3"),
        (
            "Nói chung chung.",
            "Có gắn với công việc, chưa cụ thể.",
            "Có một việc cụ thể.",
            "Có việc, số liệu và thời hạn.",
        ),
    ),
    (
        "Đề xuất, kiến nghị khả thi",
        "1.5",
        ("0", "0.75", "1.25", "1.5"),
        (
            "Không có.",
            "Nêu việc, chưa nêu ai làm.",
            "Nêu việc và nơi xem xét.",
            "Nêu việc, nơi xem xét và cách làm.",
        ),
    ),
)
BY_HAND = {1, 4, 7, 9}  # who writes by hand and takes photos
IN_WORD = {2}  # who writes in Word and sends the file
HANDED_IN, HANDED_IN_SO_FAR = 0.965, 0.36
A_SCRIPT = timedelta(minutes=4)


def make(scene: Scene) -> None:
    """The two tasks with what was written for them."""
    last = scene.finished.sessions[-1].starts_at
    over = _task(scene, scene.finished, last - timedelta(days=3), last + timedelta(days=5))
    _hand_in(scene, over, _people(scene, scene.finished), HANDED_IN, last + timedelta(days=4))
    released_at = last + timedelta(days=10)
    _mark(scene, over, released_at - timedelta(days=1), share=1)
    fairness.look_again(scene, over, released_at - timedelta(hours=6))
    bench.release(over, scene.lecturer, released_at)
    _ask_for_re_marks(scene, over, released_at + timedelta(days=2))
    running = _task(scene, scene.running, scene.at(-2, 18), scene.at(5, 23, 59))
    _hand_in(
        scene, running, _people(scene, scene.running), HANDED_IN_SO_FAR, scene.now - timedelta(minutes=20)
    )
    fairness.mark_twice(scene, running, scene.now - timedelta(minutes=10), share=0.3)
    fairness.add_sample(scene, running, scene.now - timedelta(hours=8))
    _more_time(scene, running)
    _keep_comments(scene, running)


def _more_time(scene: Scene, task: ReflectionTask) -> None:
    """The learner's group was away for two days, by agreement."""
    [group] = [one.group for one in enrolled(task.study_class_id) if one.person_id == scene.learner.id]
    if group is not None:
        until, given_at = task.due_at + timedelta(days=2), scene.now - timedelta(minutes=5)
        tasks.extend_group(task, group, until, "Cả tổ đi thực tế tại cơ sở", scene.lecturer, given_at)


def _keep_comments(scene: Scene, task: ReflectionTask) -> None:
    """A bank that was used for a while, and two flags."""
    for place, (text, sharing) in enumerate(texts.KEPT, 1):
        kept = bank.keep(text, sharing, task.study_class, scene.lecturer, scene.now)
        if isinstance(kept, KeptComment):
            for _time in range(len(texts.KEPT) - place):
                bank.use(kept, scene.lecturer, scene.now)
    scripts = sorted(handed_in.current_submissions(task), key=lambda submission: submission.id)
    for submission, kind in zip(scripts, FlagKind, strict=False):
        flags.put(submission.reflection, scene.lecturer, kind, scene.now)


def _people(scene: Scene, study_class: StudyClass) -> list[Person]:
    return [one.person for one in enrolled(study_class.id) if one.person_id != scene.learner.id]


def _task(scene: Scene, study_class: StudyClass, opens_at: datetime, due_at: datetime) -> ReflectionTask:
    made_at = opens_at - timedelta(days=1)
    rubric = _rubric(scene, study_class, made_at)
    plan = TaskPlan(
        title=TITLE,
        instructions=INSTRUCTIONS,
        handing=Handing.BOTH,
        opens_at=opens_at,
        due_at=due_at,
        late_until=None,
        honour_statement=HONOUR,
        blind=True,
        sections=SECTIONS,
        appeal_days=30,
    )
    task = tasks.create(study_class, plan, rubric, scene.lecturer, made_at)
    tasks.publish(task, scene.lecturer, made_at)
    return task


def _rubric(scene: Scene, study_class: StudyClass, now: datetime) -> Rubric:
    plan = [
        CriterionPlan(
            title,
            Decimal(points),
            [
                LevelPlan(label, Decimal(earned), described)
                for label, earned, described in zip(LEVELS, steps, words, strict=True)
            ],
        )
        for title, points, steps, words in CRITERIA
    ]
    return rubrics.create(study_class, "Phiếu chấm bài thu hoạch, 10 điểm", plan, scene.lecturer, now)


def _hand_in(
    scene: Scene, task: ReflectionTask, people: Sequence[Person], share: float, latest: datetime
) -> None:
    span = int((latest - task.opens_at).total_seconds())
    for place, person in enumerate(people):
        if scene.rng.random() >= share:
            continue
        began = task.opens_at + timedelta(seconds=scene.rng.randrange(max(1, span - 3600)))
        done = min(began + timedelta(minutes=scene.rng.randint(25, 58)), latest)
        reflection = handing.begin(task, person, began)
        if place in BY_HAND:
            handwriting.take(reflection, person)
        elif place in IN_WORD:
            text = texts.written(scene.rng, "cơ quan", scene.rng.random())
            word_files.send(reflection, person, text.understanding, text.practice)
        else:
            _write(scene, reflection, done)
        window = rules.window(task.opens_at, task.due_at, task.late_until)
        if not isinstance(handing.hand_in(reflection, window, honour=True, now=done), Submission):
            raise RuntimeError("a reflection of the demo was not taken")


def _write(scene: Scene, reflection: Reflection, saved_at: datetime) -> None:
    """What the outbox of the page would have sent: the texts that stand, and the edits in the history."""
    unit = scene.rng.choice(("đơn vị", "phòng tôi đang công tác", "cơ quan", "chi đoàn"))
    text = texts.written(scene.rng, unit, scene.rng.random())
    text = in_common.taken_over(scene, reflection.task, text)
    values = dict(enumerate((text.understanding, text.practice, text.proposals or None), 1))
    common = [
        {
            "reflection_id": reflection.id,
            "slot": slot,
            "tab": "demo",
            "seq": slot,
            "value": value,
            "version": 1,
        }
        for slot, value in values.items()
    ]
    session.execute(
        insert(ReflectionText), [row | {"saved_at": saved_at, "in_grace": False} for row in common]
    )
    edit: dict[str, Any] = {"base": 0, "received_at": saved_at, "outcome": Outcome.STORED}
    session.execute(insert(ReflectionEdit), [row | edit for row in common])


def _mark(scene: Scene, task: ReflectionTask, now: datetime, *, share: float) -> None:
    """The first so many, each with a mark; some with a comment on their words."""
    version = task.rubric.current
    scripts = sorted(handed_in.current_submissions(task), key=lambda submission: submission.id)
    chosen = scripts[: round(len(scripts) * share)]
    for place, submission in enumerate(chosen, 1):
        at = max(now - (len(chosen) - place) * A_SCRIPT, submission.handed_in_at + A_SCRIPT / 4)
        subject = bench.subject_of(submission)
        care = 0.8 if submission.page_count else min(1.0, submission.word_count / 330)
        scores = tuple(_score(scene, criterion.id, criterion.levels, care) for criterion in version.criteria)
        sheet = Sheet(scores, remark=scene.rng.choice(texts.REMARKS))
        marking.record_mark(subject, scene.lecturer, version, sheet, base=0, now=at)
        _comment(scene, submission, at)


def _ask_for_re_marks(scene: Scene, task: ReflectionTask, now: datetime) -> None:
    """Two ask; a colleague of who marked raises the one and lets the other stand."""
    judge = scene.lecturers[0]
    scripts = sorted(handed_in.current_submissions(task), key=lambda submission: submission.id)[:2]
    for place, submission in enumerate(scripts):
        criteria = task.rubric.current.criteria
        appeal = appeals.ask(submission.reflection, submission, 3, texts.ASKED[place], now)
        if isinstance(appeal, ReflectionAppeal):
            levels = {criteria[2].id: criteria[2].levels[-1].id} if place == 0 else {}
            appeals.decide(judge, appeal, Decision(texts.DECIDED[place], levels), now + timedelta(days=3))


def _score(scene: Scene, criterion_id: int, levels: Sequence[Any], care: float) -> Score:
    place = round(care * 3 - scene.rng.random() * 0.9)
    level = levels[min(len(levels) - 1, max(0, place))]
    return Score(criterion_id, level.id, level.points)


def _comment(scene: Scene, submission: Submission, now: datetime) -> None:
    """A remark beside a sentence with a figure, now and then."""
    if submission.page_count:
        handwriting.mark(scene, submission, bench.subject_of(submission))
        return
    practice = rules.thawed(submission.parts[1]).text
    found = next(
        (line for line in practice.replace("\n", " ").split(". ") if "từ " in line and "ngày" in line), ""
    )
    if found and found in practice and scene.rng.random() < 0.5:
        anchor = Anchor(str(submission.parts[1]["slot"]), found)
        marking.add_comment(bench.subject_of(submission), scene.lecturer, anchor, texts.COMMENT, now)
