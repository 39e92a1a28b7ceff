"""The stored bank: written by three lecturers, approved by the council, with some drafts and some still to review."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from lms.accounts.models import Person
from lms.demo import bank
from lms.demo.scene import Scene
from lms.permissions import Role
from lms.programmes.models import Programme, Topic
from lms.questions import review, service
from lms.questions.checklist.criteria import ALL_MET, Checklist, Criterion, Finding
from lms.questions.models import QuestionVersion
from lms.questions.service import Placement
from question_bank.question import Question as BankQuestion

TOO_CLOSE = "Hai phương án gần như trùng ý. Đề nghị sửa một phương án rồi gửi lại."
ALIKE = "Phương án A và C chỉ khác nhau một từ, học viên dễ coi là một ý."
LONGEST = "Đáp án dài hơn hẳn các phương án còn lại."
CLOSE: Checklist = dict(ALL_MET) | {
    Criterion.CHOICES: Finding(met=False, remark=ALIKE),
    Criterion.HINT: Finding(met=False, remark=LONGEST),
}
NO_PAGE = "Đề nghị ghi rõ tài liệu, mục, trang làm căn cứ cho đáp án."
UNSOURCED: Checklist = dict(ALL_MET) | {
    Criterion.SOURCE: Finding(met=False, remark="Mới ghi tên bài, chưa có mục, trang.")
}
EVERY = 11
WAITING = (3, 6, 11)  # days for which the questions of each writer have been waiting


@dataclass
class Piles:
    """Ids of versions by what becomes of them, and by their writer."""

    submitted: dict[int, list[int]] = field(default_factory=dict)
    waiting: dict[int, list[int]] = field(default_factory=dict)
    published: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    unsourced: list[int] = field(default_factory=list)


def make(scene: Scene) -> None:
    """Write everything, hand most of it in, publish what the council has read."""
    writers = [scene.lecturer, *scene.lecturers[:2]]
    piles, written_at = Piles(), scene.now - timedelta(days=110)
    for number, (asked, topic) in enumerate(_texts(scene)):
        writer = writers[number % len(writers)]
        question = service.create(
            writer, asked, Placement(topic.programme_id, topic.id, asked.level), written_at
        )
        _pile(piles, number, writer, question.latest)
    council = scene.staff[Role.REVIEWER]
    for writer in writers:
        review.submit(writer, piles.submitted[writer.id], written_at + timedelta(days=2))
    review.publish(council, piles.published, ALL_MET, written_at + timedelta(days=9))
    review.send_back(council, piles.returned, CLOSE, scene.now - timedelta(days=2), TOO_CLOSE)
    review.send_back(council, piles.unsourced, UNSOURCED, scene.now - timedelta(days=2), NO_PAGE)
    for days, writer in zip(WAITING, writers, strict=True):
        review.submit(writer, piles.waiting.get(writer.id, []), scene.now - timedelta(days=days))


def _texts(scene: Scene) -> Iterator[tuple[BankQuestion, Topic]]:
    """Every question with the topic that it belongs to."""
    parts: list[tuple[Programme, list[list[BankQuestion]]]] = [
        (scene.awareness, bank.AWARENESS),
        (scene.new_members, bank.NEW_MEMBERS),
    ]
    for programme, topics in parts:
        for topic, questions in zip(programme.topics, topics, strict=False):
            for asked in questions:
                yield replace(asked, source=topic.title), topic


def _pile(piles: Piles, number: int, writer: Person, version: QuestionVersion) -> None:
    """Of every eleven one stays a draft and one waits for the council; a few went back."""
    place, version_id = number % EVERY, version.id
    if place == EVERY - 1:
        return
    if place == 5 and number % 4:
        piles.waiting.setdefault(writer.id, []).append(version_id)
        return
    piles.submitted.setdefault(writer.id, []).append(version_id)
    returned = piles.returned if version.type == "single_choice" else piles.unsourced
    (returned if place == 5 else piles.published).append(version_id)
