"""A device at the door for tests: prepared by an organiser, then on its own with its token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms import database
from lms.accounts.models import Person
from lms.attendance import codes
from lms.web import clock


@dataclass
class Device:
    """What a prepared phone holds; `client` carries no cookie that matters."""

    client: Any
    taken: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Scanner-Token": self.taken["token"]}

    def send(self, *reads: tuple[str, str, datetime], phase: str = "before", **also: Any) -> Any:
        """Each read is (nonce, code, moment)."""
        scans = [
            {"nonce": nonce, "code": code, "phase": phase, "at": at.timestamp()} for nonce, code, at in reads
        ]
        now = clock.now().timestamp()
        batch = {"scans": scans, "anchored_at": self.taken["now"], "sent_at": now, **also}
        return self.post(batch)

    def outcomes(self, *reads: tuple[str, str, datetime], **also: Any) -> list[str]:
        answer = self.send(*reads, **also)
        assert answer.status_code == 200, answer.text
        return [each["outcome"] for each in answer.json["answers"]]

    def post(self, batch: Any) -> Any:
        return self.client.post("/scanner/reads", json=batch, headers=self.headers, csrf=False)


def prepared(as_user: Any, app: Any, class_session_id: int, name: str = "Cửa 1") -> Device:
    answer = as_user("em").post(f"/sessions/{class_session_id}/scanners", data={"name": name})
    assert answer.status_code == 200, answer.text
    return Device(app.test_client(), answer.json)


def codes_of(people: list[Person]) -> dict[int, str]:
    codes.issue([person.id for person in people], clock.now())
    database.session.commit()
    return codes.codes_of(person.id for person in people)
