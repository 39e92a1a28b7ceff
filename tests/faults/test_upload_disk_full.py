"""The disk is full while pages are sent: one clear sentence, nothing half stored, what was acknowledged stays; and once
there is room again sending works."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.files import tidying
from lms.reflections import handing
from lms.reflections.upload_models import Upload
from lms.web import clock
from tests.faults import exam
from tests.faults.disk import small
from tests.faults.test_upload_killed import Desk, photos
from tests.lms.reflections import making
from tests.scale import scaled
from tests.servers import live, scene

MEGABYTES = 8
ROUNDS = scaled(20, least=2)
PLAINLY = ("Máy chủ đã hết chỗ chứa", "Máy chủ đang bận")


@pytest.mark.timeout(1200)
def test_a_full_disk_refuses_pages_with_a_sentence_and_keeps_those_that_were_taken(
    empty_database_url: str, tmp_path: Path, report: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    exam.make_tables(empty_database_url, tmp_path)
    with small(tmp_path / "disk", MEGABYTES) as disk:
        made = scene.make(empty_database_url, disk.folder, 1)
        public_id = _begun(made)
        refused = 0
        with live.running(empty_database_url, disk.folder, workers=1) as sen:
            desk = Desk(made, sen, disk.folder, empty_database_url, public_id)
            assert desk.send(photos(0)) == 302
            for number in range(1, ROUNDS + 1):
                before = _uploads(made)
                disk.fill(sen.worker_pids())
                status, said = desk.answer(photos(number))
                assert status in {503, 507}
                assert any(words in said for words in PLAINLY)
                refused += 1
                disk.free(sen.worker_pids())
                assert _uploads(made) == before
                assert _agree(desk)
                assert desk.send(photos(number)) == 302
                assert _uploads(made) == before + len(photos(0))
        monkeypatch.setattr(tidying, "PATIENCE", timedelta(0))
        with made.app.app_context():
            with database.transaction():
                tidying.tidy()
            database.session.remove()
        assert set(desk.fsck().values()) == {"ok"}
        report(
            f"{refused} times refused on a full disk (a disk of its own: {disk.own}), all taken afterwards"
        )
        database.session.remove()
        database.engine().dispose()
    assert not os.path.ismount(tmp_path / "disk")


def _begun(made: scene.Scene) -> str:
    with made.app.app_context(), database.transaction():
        chi = database.session.scalars(select(Person).where(Person.username == "chi")).one()
        task = making.make_task(database.session.get_one(StudyClass, made.class_id), chi)
        writer = database.session.get_one(Person, made.learners[0].person_id)
        public_id = handing.begin(task, writer, clock.now()).public_id
    database.session.remove()
    return public_id


def _uploads(made: scene.Scene) -> int:
    with made.app.app_context(), database.reading_connection() as connection:
        return connection.scalar(select(func.count()).select_from(Upload)) or 0


def _agree(desk: Desk) -> bool:
    found = desk.fsck()
    return (found["rows without a file"], found["damaged files"]) == ("ok", "ok")
