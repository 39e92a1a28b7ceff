"""Large files and who sends them: as the page does, piece by piece, whatever breaks in the middle of one."""

import hashlib
import json
import socket
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from random import Random
from urllib.parse import quote, urlencode

from tests.servers.live import Sen
from tests.servers.scene import Scene

MB = 1 << 20
PATIENCE = 120.0
OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class Large:
    """A file under its name."""

    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Answer:
    """`headers` have names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def film(size: int, chance: Random) -> Large:
    return Large("Bài giảng.mp4", b"\x00\x00\x00\x18ftypmp42" + chance.randbytes(size))


def book(size: int, chance: Random) -> Large:
    """A PDF with one page, and beside it as much as a scanner makes."""
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R >>",
        b"<< /Length 26 >>\nstream\n0.7 0.1 0.1 rg 20 20 90 90 re f\nendstream",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (size, chance.randbytes(size)),
    ]
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, thing in enumerate(things, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(things) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return Large("Giáo trình.pdf", bytes(body + end % (count, table, count, len(body))))


@dataclass
class Lecturer:
    """Sends and asks as the page does: what has no answer is tried again."""

    scene: Scene
    sen: Sen

    @property
    def place(self) -> str:
        return f"/classes/{self.scene.class_id}/materials"

    def begin(self, large: Large) -> tuple[str, int]:
        """The id of the upload, and how far it is."""
        told = json.dumps({"name": large.name, "size": len(large.body), "mark": "1"}).encode()
        kind = {"Content-Type": "application/json"}
        begun = json.loads(self.ask("POST", f"{self.place}/uploads", told, kind).body)
        return str(begun["id"]), int(begun["at"])

    def send(self, large: Large, public_id: str, at: int, until: int) -> int:
        """Pieces from here on, as often as it takes, until so much has arrived; how much that is."""
        while at < until:
            where = f"{self.place}/uploads/{public_id}/pieces/{at}"
            answer = self.ask("PUT", where, large.body[at : at + MB], {"Content-Type": OCTETS})
            at = int(json.loads(answer.body)["at"])
        return at

    def break_off(self, large: Large, public_id: str, at: int, then: Callable[[], object]) -> None:
        """Half of the piece that begins here is on its way when `then` happens; the connection ends with it."""
        piece = large.body[at : at + MB]
        head = [
            f"PUT {self.place}/uploads/{public_id}/pieces/{at} HTTP/1.1",
            f"Host: {self.sen.host}:{self.sen.port}",
            f"Content-Type: {OCTETS}",
            f"Content-Length: {len(piece)}",
            *(f"{name}: {value}" for name, value in self._headers().items()),
        ]
        with closing(socket.create_connection((self.sen.host, self.sen.port))) as line:
            line.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + piece[: len(piece) // 2])
            then()

    def offer(self, large: Large, public_id: str) -> None:
        fields = {"title": large.name, "topic_id": 0, "upload": public_id, "sha256": large.sha256}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.ask("POST", self.place, urlencode(fields).encode(), kind)

    def material(self, large: Large) -> str:
        """The address of the one that is offered under this name."""
        before, found, _after = self.ask("GET", self.place).body.decode().partition(f"<span>{large.name}<")
        assert found, f"{quote(large.name)} is not offered"
        return "/materials/" + before.rpartition('href="/materials/')[2].partition("/")[0]

    def read(self, path: str, *, whole: bool = True, **headers: str) -> Answer:
        """As a learner of the class; without `whole` no more than the head is waited for."""
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, more={"Cookie": self.scene.learners[0].cookie} | asked, whole=whole)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        more: dict[str, str] | None = None,
        *,
        whole: bool = True,
    ) -> Answer:
        """The first answer that is one."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, HTTPException):
                answer = self._once(method, path, body, self._headers() | (more or {}), whole)
                if answer.status < 500:
                    return answer
            assert time.monotonic() < end, self.sen.last_words()
            time.sleep(0.1)

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str], whole: bool) -> Answer:
        with closing(HTTPConnection(self.sen.host, self.sen.port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, said, answer.read() if whole else b"")

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.scene.staff, "X-CSRFToken": self.scene.csrf, "Accept": "application/json"}
