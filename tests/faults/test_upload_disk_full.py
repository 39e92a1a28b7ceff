"""The disk is full while pages are sent: one clear sentence, nothing half stored, what was acknowledged stays; and once
there is room again sending works."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lms import database
from lms.files import tidying
from tests.faults.disk import small
from tests.faults.killed.desk import Desk
from tests.faults.killed.place import place_on
from tests.faults.killed.test_photos import photos
from tests.scale import scaled

MEGABYTES = 8
ROUNDS = scaled(20, least=2)
PLAINLY = ("Máy chủ đã hết chỗ chứa", "Máy chủ đang bận")


@pytest.mark.timeout(1200)
def test_a_full_disk_refuses_pages_with_a_sentence_and_keeps_those_that_were_taken(
    empty_database_url: str, tmp_path: Path, report: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with small(tmp_path / "disk", MEGABYTES) as disk:
        with place_on(empty_database_url, disk.folder) as place:
            desk = Desk(place, place.reflection)
            assert desk.send(photos(0)) == 302
            for number in range(1, ROUNDS + 1):
                before, *_rest = desk.uploads()
                disk.fill(place.sen.worker_pids())
                status, said = desk.answer(photos(number))
                assert status in {503, 507}
                assert any(words in said for words in PLAINLY)
                disk.free(place.sen.worker_pids())
                assert desk.uploads()[0] == before
                assert {"rows without a file", "damaged files"}.isdisjoint(place.strays())
                assert desk.send(photos(number)) == 302
                assert desk.uploads()[0] == before + len(photos(0))
            monkeypatch.setattr(tidying, "PATIENCE", timedelta(0))
            with place.scene.app.app_context():
                with database.transaction():
                    tidying.tidy()
                database.session.remove()
            assert place.strays() == {}
        report(f"{ROUNDS} times refused on a full disk (a disk of its own: {disk.own}), all taken afterwards")
    assert not os.path.ismount(tmp_path / "disk")
