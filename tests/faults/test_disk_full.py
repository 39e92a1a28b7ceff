"""The disk is full in the middle of an exam: saves are turned away, and once there is room again nothing is missing."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lms import database
from tests.faults import exam, ledger
from tests.faults.disk import small
from tests.faults.exam import Exam
from tests.faults.watcher import STYLES, Watcher
from tests.learner import Answer
from tests.scale import scaled
from tests.servers import live

LEARNERS = scaled(60, least=12)
MEGABYTES = 20
SECONDS = scaled(30, least=4)
PLAINLY = {
    "Máy chủ đang bận. Câu trả lời vẫn được giữ trên thiết bị này.",
    "Máy chủ đang bận. Những gì đã lưu vẫn an toàn; xin thử lại sau vài giây.",
}


@pytest.mark.timeout(1200)
def test_a_full_disk_costs_no_answer_and_harms_no_file(
    tmp_path: Path, furnish: Callable[[str, int], Exam], report: Callable[[str], None]
) -> None:
    with small(tmp_path / "disk", MEGABYTES) as disk:
        url = f"sqlite:///{disk.folder / 'sen.sqlite'}"
        sitting = furnish(url, LEARNERS)

        def fill_up() -> None:
            time.sleep(2)
            disk.fill(sen.worker_pids())
            with watcher.watching(page="/", static=STYLES):
                time.sleep(SECONDS)
            disk.free(sen.worker_pids())

        with live.running(url, tmp_path, workers=2) as sen:
            watcher = Watcher(sen.url, sitting.scene.learners[0])
            sitting.sit(sen.url, fill_up)
        answers = exam.kinds(sitting.turned_away)
        report(sitting.nothing_was_lost(seconds_full=SECONDS, turned_away=answers, disk=disk.own))
        assert set(answers) == {"503"}
        assert {_said(answer) for answer in sitting.turned_away} <= PLAINLY
        assert set(watcher.seen) <= {"page 200", "page 503", "static 200"}
        assert ledger.integrity() == []
        database.session.remove()
        database.engine().dispose()


def _said(answer: Answer) -> str:
    """The sentence for the learner, of an answer that also says when to come again."""
    assert answer.retry_after
    return str(json.loads(answer.text)["message"])
