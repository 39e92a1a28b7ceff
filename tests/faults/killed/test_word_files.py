"""The server is killed while a learner sends a Word file and hands the reflection in: a file is there wholly, with its
text, its picture and itself as it was sent, or not at all; what was acknowledged is there; sending again works."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPException
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms import database
from lms.files import tidying
from lms.reflections.models import Reflection, ReflectionText
from lms.reflections.upload_models import Upload
from tests.faults.killed import place as places
from tests.faults.killed.desk import Desk
from tests.faults.killed.place import Place
from tests.lms.reflections import word_files
from tests.scale import scaled

KILLS = scaled(20, least=1)
CUTS = (0.0, 0.5, 0.99)
ACCEPTED = 302


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk(place, places.begun_on(place.scene))


@pytest.mark.timeout(1200)
def test_a_word_file_and_a_hand_in_that_are_killed_or_cut_are_whole_or_nothing(
    desk: Desk, report: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, acknowledged = Random(1), set[str]()
    for share in CUTS:
        with suppress(OSError, HTTPException):
            desk.send([_file(0)], share, "docx")
        with suppress(OSError, HTTPException):
            desk.hand_in(_text(0), 0, share)
    for number in range(1, KILLS + 1):
        sending = threading.Thread(target=_send, args=(desk, number, acknowledged), daemon=True)
        sending.start()
        time.sleep(chance.uniform(0.05, 4))
        desk.place.sen.kill()
        sending.join()
        files, texts = _handed_in(desk)
        assert all(files)
        assert acknowledged <= texts <= {_text(sent) for sent in range(1, number + 1)}
        assert {"rows without a file", "damaged files"}.isdisjoint(desk.place.strays())
        desk.place.sen.start()
    monkeypatch.setattr(tidying, "PATIENCE", timedelta(0))
    with desk.place.scene.app.app_context():
        with database.transaction():
            gone = tidying.tidy()
        database.session.remove()
    assert desk.place.strays() == {}
    before, stored = _handed_in(desk)
    again = KILLS + 1
    _send(desk, again, acknowledged)
    files, texts = _handed_in(desk)
    assert (len(files), texts) == (len(before) + 1, stored | {_text(again)})
    assert _text(again) in acknowledged
    assert desk.place.strays() == {}
    report(
        f"killed {KILLS} times while a Word file was sent and handed in: {len(before)} files whole, "
        f"{len(stored)} versions handed in, {len(acknowledged) - 1} of them acknowledged, "
        f"{gone} leftovers taken away, fsck 0"
    )


def _file(number: int) -> bytes:
    return word_files.reflection(f"Việc thứ {number} của tệp này.")


def _text(number: int) -> str:
    return f"Lần nộp thứ {number}: con đường về bản."


def _send(desk: Desk, number: int, acknowledged: set[str]) -> None:
    with suppress(OSError, HTTPException):
        desk.send([_file(number)], ending="docx")
        if desk.hand_in(_text(number), _version(desk)) == ACCEPTED:
            acknowledged.add(_text(number))


def _version(desk: Desk) -> int:
    """Of the first section, as the page would show it."""
    statement = (
        select(ReflectionText.version)
        .join(Reflection, Reflection.id == ReflectionText.reflection_id)
        .where(Reflection.public_id == desk.reflection, ReflectionText.slot == 1)
    )
    with desk.place.scene.app.app_context(), database.reading_connection() as connection:
        return connection.scalar(statement) or 0


def _handed_in(desk: Desk) -> tuple[list[bool], set[str]]:
    """For each file whether it is whole, and the first section of each version that was handed in."""
    with desk.place.scene.app.app_context():
        reflection = database.session.scalars(
            select(Reflection)
            .where(Reflection.public_id == desk.reflection)
            .options(selectinload(Reflection.submissions))
        ).one()
        files = database.session.scalars(select(Upload).where(Upload.reflection_id == reflection.id)).all()
        whole = [one.text is not None and one.source is not None and len(one.pages) == 1 for one in files]
        assert [one.number for one in reflection.submissions] == list(
            range(1, reflection.submission_number + 1)
        )
        texts = {str(one.parts[0]["text"]) for one in reflection.submissions}
        assert all(one.sha256 for one in reflection.submissions)
        database.session.remove()
    return whole, texts
