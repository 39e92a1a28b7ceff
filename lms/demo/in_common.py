"""What reflections of the demo have in common: a few who wrote together, compared, and in part looked at."""

from dataclasses import replace

from sqlalchemy import select

from lms import database
from lms.demo.scene import Scene
from lms.demo.texts import Written
from lms.reflections.models import ReflectionTask
from lms.similarity import apart, job, material_reader, queries, service
from lms.similarity.models import TextDecision, Verdict
from lms.similarity.overview import of_task

EVERY = 9  # each so many-th writer takes over from the one before
TALKED = "Hai học viên cùng tổ, đã nói chuyện sau giờ học."
EXPLAINED = (
    "Tổ chúng tôi cùng ghi biên bản buổi thảo luận và đưa phần kết quả vào bài. "
    "Phần kế hoạch của bản thân tôi tự viết."
)


def taken_over(scene: Scene, task: ReflectionTask, text: Written) -> Written:
    """Now and then the first half of what a fellow learner wrote about practice."""
    before = scene.written.setdefault(task.id, [])
    before.append(text)
    if len(before) % EVERY > 2 or len(before) < EVERY or len(text.practice) < 400:
        return text
    source = before[len(before) // EVERY * EVERY - 2]
    paragraphs = source.practice.split("\n\n")
    own = text.practice.split("\n\n")
    return replace(text, practice="\n\n".join([*paragraphs[: 1 + len(paragraphs) // 2], *own[1:]]))


def compare(scene: Scene) -> None:
    """As the worker does it, in this process; then the lecturer looks at the first few."""
    for task in database.session.scalars(select(ReflectionTask).order_by(ReflectionTask.due_at)).all():
        with database.transaction():
            comparison = service.ask(task, scene.lecturer, scene.now)
        job.run(comparison.id, start=apart.here, read=lambda path: material_reader.main(path)["text"])
        if task.due_at > scene.now:
            with database.transaction():
                _look(scene, task)


def _look(scene: Scene, task: ReflectionTask) -> None:
    """One is well, one was asked and has answered, one was asked; the others are still to be looked at."""
    lines = [
        line
        for line in of_task(task, scene.lecturer.grants).lines
        if line.shares and line.shares.shared > 0.1
    ]
    for place, line in enumerate(lines[:3]):
        verdict = Verdict.EXPLAIN if place else Verdict.VALID
        service.decide(line.submission, verdict, TALKED, 0, scene.lecturer, scene.now)
    if len(lines) > 1:
        asked = queries.last_decision(lines[1].submission.reflection_id)
        writer = lines[1].submission.reflection.person
        if isinstance(asked, TextDecision) and writer is not None:
            service.explain(asked, EXPLAINED, writer, scene.now)
