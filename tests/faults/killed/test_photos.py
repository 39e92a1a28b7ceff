"""The server is killed, or the connection cut, in the middle of an upload: a page is there wholly or not at all, its
row and its file agree, what is left over goes, and sending again works."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http.client import HTTPException
from random import Random

import pytest

from lms import database
from lms.files import tidying
from tests.faults.killed.desk import Desk
from tests.faults.killed.place import Place
from tests.lms.reflections import making
from tests.scale import scaled

KILLS = scaled(20, least=1)
PHOTOS = 3
CUTS = (0.0, 0.5, 0.99)


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk(place, place.reflection)


def photos(number: int) -> list[bytes]:
    return [making.photo(400 + number, 500 + place, comment=f"{number}-{place}") for place in range(PHOTOS)]


@pytest.mark.timeout(1200)
def test_an_upload_that_is_killed_or_cut_leaves_whole_pages_or_nothing(
    desk: Desk, report: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, stored = Random(1), 0
    for share in CUTS:
        with suppress(OSError, HTTPException):
            desk.send(photos(0), share)
    assert desk.uploads() == (0, 0, 0)
    for number in range(1, KILLS + 1):
        sending = threading.Thread(target=_send, args=(desk, photos(number)), daemon=True)
        sending.start()
        time.sleep(chance.uniform(0.05, 2.5))
        desk.place.sen.kill()
        sending.join()
        uploads, undrawn, pages = desk.uploads()
        assert uploads == undrawn + pages
        desk.draw()
        assert desk.uploads() == (uploads, 0, uploads)
        assert {"rows without a file", "damaged files"}.isdisjoint(desk.place.strays())
        stored = uploads
        desk.place.sen.start()
    monkeypatch.setattr(tidying, "PATIENCE", timedelta(0))
    with desk.place.scene.app.app_context():
        with database.transaction():
            gone = tidying.tidy()
        database.session.remove()
    assert desk.place.strays() == {}
    assert desk.send(photos(0)) == 302
    desk.draw()
    assert desk.uploads() == (stored + PHOTOS, 0, stored + PHOTOS)
    assert desk.place.strays() == {}
    report(
        f"killed {KILLS} times in the middle of {PHOTOS} photos: {stored} pages whole, {gone} leftovers taken away"
    )


def _send(desk: Desk, sent: list[bytes]) -> None:
    with suppress(OSError, HTTPException):
        desk.send(sent)
