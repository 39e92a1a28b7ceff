"""Where a learner hands files in while the server dies, and what is there afterwards."""

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from sqlalchemy import func, select

from lms import database
from lms.reflections.models import Reflection
from lms.reflections.upload_models import Upload, UploadDrawing, UploadPage
from tests.faults.killed.place import Place
from tests.lms.reflections import making

FORM = "application/x-www-form-urlencoded"


@dataclass
class Desk:
    """One learner's reflection on a live server."""

    place: Place
    reflection: str

    def send(self, bodies: list[bytes], share: float = 1.0, ending: str = "jpg") -> int:
        """The status of the answer; with a `share` below 1 the connection ends after so much of the body."""
        return self.answer(bodies, share, ending)[0]

    def answer(self, bodies: list[bytes], share: float = 1.0, ending: str = "jpg") -> tuple[int, str]:
        """The same with what was said."""
        head = 'Content-Disposition: form-data; name="files"; filename="{}.{}"\r\n\r\n'
        parts = [
            f"--sen\r\n{head.format(n, ending)}".encode() + body + b"\r\n" for n, body in enumerate(bodies)
        ]
        body = b"".join(parts) + b"--sen--\r\n"
        return self._post("uploads", body, "multipart/form-data; boundary=sen", share)

    def hand_in(self, text: str, base: int, share: float = 1.0) -> int:
        """The first section with this text, over the version that the page showed."""
        fields = {"tab": "desk", "text-1": text, "base-1": str(base), "honour": "1"}
        return self._post("submissions", urlencode(fields).encode(), FORM, share)[0]

    def uploads(self) -> tuple[int, int, int]:
        """How many files are kept, how many of them wait to be drawn, how many pages there are."""
        mine = (select(Upload.id).join(Reflection, Reflection.id == Upload.reflection_id)).where(
            Reflection.public_id == self.reflection
        )
        waiting = UploadDrawing.drawn_at.is_(None) & UploadDrawing.trouble.is_(None)
        counts = (
            select(func.count()).select_from(Upload).where(Upload.id.in_(mine)),
            select(func.count()).select_from(UploadDrawing).where(waiting, UploadDrawing.upload_id.in_(mine)),
            select(func.count()).select_from(UploadPage).where(UploadPage.upload_id.in_(mine)),
        )
        with self.place.scene.app.app_context(), database.reading_connection() as connection:
            uploads, undrawn, pages = (connection.scalar(one) or 0 for one in counts)
        return uploads, undrawn, pages

    def draw(self) -> None:
        """What the worker does with what waits, and what its sweep finds."""
        making.draw_pages(self.place.scene.app)
        database.session.remove()

    def _post(self, act: str, body: bytes, kind: str, share: float) -> tuple[int, str]:
        connection = HTTPConnection(self.place.sen.host, self.place.sen.port, timeout=60)
        try:
            connection.putrequest("POST", f"/reflections/{self.reflection}/{act}")
            for name, value in {
                "Cookie": self.place.scene.learners[0].cookie,
                "X-CSRFToken": self.place.scene.csrf,
                "Content-Type": kind,
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
