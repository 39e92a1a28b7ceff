"""A large film is sent while the server is killed again and again: what arrived stays, the rest follows.

Then it is read back in ranges, and `lms fsck` finds a file for every row and a row for every file.
"""

import hashlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest

from lms import database
from tests.faults import exam
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.live import ROOT, Sen
from tests.servers.scene import Scene

MB = 1 << 20
SIZE = scaled(200, 6) * MB + 12_345
KILLS = scaled(10, 1)
RANGES = scaled(200, 20)
PATIENCE = 120.0


@dataclass
class Lecturer:
    """Sends and asks as the page does: what has no answer is tried again."""

    scene: Scene
    sen: Sen

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, HTTPException):
                status, said, answer = self._once(method, path, body, headers)
                if status < 500:
                    return status, said, answer
            assert time.monotonic() < end, self.sen.last_words()
            time.sleep(0.1)

    def _once(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.sen.host, self.sen.port, timeout=10)
        sent = {"Cookie": self.scene.staff, "X-CSRFToken": self.scene.csrf, "Accept": "application/json"}
        try:
            connection.request(
                method, path, body, sent | {k.replace("_", "-"): v for k, v in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    @property
    def place(self) -> str:
        return f"/classes/{self.scene.class_id}/materials"

    def send(self, film: bytes) -> str:
        """All pieces, as often as it takes; the id of the upload."""
        told = json.dumps({"name": "Bài giảng.mp4", "size": len(film), "mark": "1"}).encode()
        begun = json.loads(
            self.ask("POST", f"{self.place}/uploads", told, Content_Type="application/json")[2]
        )
        at, piece = begun["at"], begun["piece"]
        while at < len(film):
            where = f"{self.place}/uploads/{begun['id']}/pieces/{at}"
            kind = {"Content_Type": "application/octet-stream"}
            at = json.loads(self.ask("PUT", where, film[at : at + piece], **kind)[2])["at"]
        return str(begun["id"])

    def offer(self, public_id: str, film: bytes) -> None:
        fields = {
            "title": "Bài giảng",
            "topic_id": 0,
            "upload": public_id,
            "sha256": hashlib.sha256(film).hexdigest(),
        }
        self.ask(
            "POST", self.place, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded"
        )


@pytest.fixture
def lecturer(empty_database_url: str, tmp_path: Path) -> Iterator[Lecturer]:
    exam.make_tables(empty_database_url, tmp_path)
    made = scene.make(empty_database_url, tmp_path, 1)
    with live.running(empty_database_url, tmp_path, workers=2) as sen:
        yield Lecturer(made, sen)
    database.session.remove()
    database.engine().dispose()


@pytest.mark.timeout(1200)
def test_a_film_arrives_whole_however_often_the_server_is_killed(
    lecturer: Lecturer, report: Callable[[str], None]
) -> None:
    chance = Random(1)
    film = b"\x00\x00\x00\x18ftypmp42" + chance.randbytes(SIZE)
    killing = threading.Thread(target=_kill, args=(lecturer.sen, chance))
    killing.start()
    public_id = lecturer.send(film)
    killing.join()
    assert _strays(lecturer.sen) == {}
    offering = threading.Thread(target=lecturer.offer, args=(public_id, film))
    offering.start()
    time.sleep(chance.uniform(0, 0.3))
    lecturer.sen.kill()
    lecturer.sen.start()
    offering.join()
    assert _strays(lecturer.sen) == {}
    _reads_back(lecturer, film, chance)
    report(
        f"{len(film) / MB:.0f} MB sent while the server was killed {KILLS + 1} times, read back in {RANGES} ranges"
    )


def _kill(sen: Sen, chance: Random) -> None:
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.05, 0.4))
        sen.kill()
        sen.start()


def _reads_back(lecturer: Lecturer, film: bytes, chance: Random) -> None:
    """The one material, in ranges here and there: the same bytes."""
    page = lecturer.ask("GET", lecturer.place)[2].decode()
    [number] = re.findall(r'href="/materials/(\d+)/read"', page)
    place = f"/materials/{number}"
    for _ in range(RANGES):
        begin = chance.randrange(len(film))
        end = min(len(film), begin + chance.randrange(1, 3 * MB)) - 1
        status, said, body = lecturer.ask("GET", place, Range=f"bytes={begin}-{end}")
        assert (status, said["content-range"]) == (206, f"bytes {begin}-{end}/{len(film)}")
        assert body == film[begin : end + 1]


def _strays(sen: Sen) -> dict[str, str]:
    """What `lms fsck` finds wrong."""
    stores = ["--database", sen.database_url, "--data", str(sen.data)]
    done = subprocess.run(
        [sys.executable, "-m", "lms", "fsck", "--json", *stores],
        cwd=ROOT,
        env=sen.environment(),
        capture_output=True,
        check=False,
    )
    return {one["what"]: one["text"] for one in json.loads(done.stdout)["findings"] if one["state"] != "ok"}
