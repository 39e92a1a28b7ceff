"""The server is killed, or the connection cut, in the middle of an upload: a page is there wholly or not at all, its
row and its file agree, what is left over goes, and sending again works."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from random import Random

import pytest
from sqlalchemy import func, select

from lms import database
from lms.files import tidying
from lms.reflections.upload_models import Upload, UploadDrawing, UploadPage
from tests.faults.killed.place import Place
from tests.lms.reflections import making
from tests.scale import scaled

KILLS = scaled(20, least=1)
PHOTOS = 3
CUTS = (0.0, 0.5, 0.99)


@dataclass
class Desk:
    """Where a learner hands photos in."""

    place: Place

    def send(self, photos: list[bytes], share: float = 1.0) -> int:
        """The status of the answer; with a `share` below 1 the connection ends after so much of the body."""
        return self.answer(photos, share)[0]

    def answer(self, photos: list[bytes], share: float = 1.0) -> tuple[int, str]:
        """The same with what was said."""
        head = 'Content-Disposition: form-data; name="files"; filename="{}.jpg"\r\n\r\n'
        parts = [f"--sen\r\n{head.format(n)}".encode() + body + b"\r\n" for n, body in enumerate(photos)]
        body = b"".join(parts) + b"--sen--\r\n"
        connection = HTTPConnection(self.place.sen.host, self.place.sen.port, timeout=60)
        try:
            connection.putrequest("POST", f"/reflections/{self.place.reflection}/uploads")
            for name, value in {
                "Cookie": self.place.scene.learners[0].cookie,
                "X-CSRFToken": self.place.scene.csrf,
                "Content-Type": "multipart/form-data; boundary=sen",
                "Content-Length": str(len(body)),
            }.items():
                connection.putheader(name, value)
            connection.endheaders()
            connection.send(body[: int(len(body) * share)])
            if share < 1:
                return 0, ""
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def uploads(self) -> tuple[int, int, int]:
        """How many files are kept, how many of them wait to be drawn, how many pages there are."""
        waiting = UploadDrawing.drawn_at.is_(None) & UploadDrawing.trouble.is_(None)
        counts = (
            select(func.count()).select_from(Upload),
            select(func.count()).select_from(UploadDrawing).where(waiting),
            select(func.count()).select_from(UploadPage),
        )
        with self.place.scene.app.app_context(), database.reading_connection() as connection:
            uploads, undrawn, pages = (connection.scalar(one) or 0 for one in counts)
        return uploads, undrawn, pages

    def draw(self) -> None:
        """What the worker does with what waits, and what its sweep finds."""
        making.draw_pages(self.place.scene.app)
        database.session.remove()


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk(place)


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
