"""A session of 250 as it is lived through, page by page; test_hall_of_250 says what must come of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Checkpoint, WalkIn
from lms.attendance.windows import Phase
from lms.classes.queries import enrolled
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.door import Device, codes_of
from tests.lms.attendance.hall import address, rows
from tests.scale import scaled

MINUTE = timedelta(minutes=1)
FEWER = 180 - scaled(180, least=12)  # of those who come in time, at every commit
KINDS = {
    "in time": 180 - FEWER,
    "late": 20,
    "early": 8,
    "late and early": 2,
    "no phone, list": 6,
    "no phone, badge": 4,
    "no check-out": 7,
    "no check-out, confirmed": 3,
    "only at the end": 2,
    "far too late": 1,
    "excused": 5,
    "excused and came": 1,
    "absent": 8,
    "scanned for": 1,
}


@dataclass
class Hall:
    """The session, its people by kind, and a clock that the test sets."""

    cast: Any
    app: Any
    monkeypatch: pytest.MonkeyPatch
    before: Checkpoint
    after: Checkpoint
    people: dict[str, list[Person]] = field(default_factory=dict)

    @property
    def starts_at(self) -> datetime:
        return self.before.class_session.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.before.class_session.ends_at

    def at(self, moment: datetime) -> None:
        self.monkeypatch.setattr(clock, "now", lambda: moment)

    def browser(self, person: Person) -> Any:
        client = self.app.test_client()
        client.sign_in(person)
        return client

    def scan(self, people: Sequence[Person], checkpoint: Checkpoint, moment: datetime) -> None:
        """Each with a telephone of their own, through the pages."""
        self.at(moment)
        for person in people:
            phone = self.browser(person)
            phone.get(address(checkpoint, moment))
            assert phone.post("/check-ins").status_code == 200

    def tap(
        self, people: Sequence[Person], phase: Phase, mark: str, moment: datetime, reason: str = ""
    ) -> None:
        self.at(moment)
        data = {"pick": [one.id for one in people], "mark": mark, "reason": reason}
        url = f"/sessions/{self.before.class_session_id}/checkpoints/{phase.value}/marks"
        assert self.browser(self.cast.em).post(url, data=data).status_code == 302


def list_of(study_class: Any) -> list[Any]:
    return list(enrolled(study_class.id))


def learner(cast: Any, kind: str, number: int) -> Person:
    person = casting.make_person(
        f"{kind}-{number}".replace(" ", ""), f"Nguyễn Văn Học {number:03}", cast.unit1
    )
    casting.enrol(person, cast.k1)
    return person


def play(hall: Hall) -> None:
    before_the_session(hall)
    at_the_start(hall)
    at_the_end(hall)
    afterwards(hall)


def before_the_session(hall: Hall) -> None:
    hall.at(hall.starts_at - 600 * MINUTE)
    em = hall.browser(hall.cast.em)
    session_id = hall.before.class_session_id
    for person in hall.people["excused"] + hall.people["excused and came"]:
        asked = hall.browser(person).post(f"/sessions/{session_id}/excuse", data={"reason": "Con ốm"})
        assert asked.status_code == 302
    page = em.get(f"/sessions/{session_id}/attendance").text
    for approval in re.findall(r"/excuses/\d+/approval", page):
        em.post(approval)


def at_the_start(hall: Hall) -> None:
    people, start = hall.people, hall.starts_at
    early_birds = [
        *people["in time"],
        *people["early"],
        *people["no check-out"],
        *people["no check-out, confirmed"],
        *people["excused and came"],
        *people["scanned for"],
    ]
    hall.scan(early_birds, hall.before, start - 12 * MINUTE)
    several_times(hall, people["in time"][0], start - 11 * MINUTE)
    walk_ins(hall, start - 10 * MINUTE)
    wrong_class(hall, start - 9 * MINUTE)
    hall.tap(people["no phone, list"], Phase.BEFORE, "present", start - 5 * MINUTE)
    read_badges(hall, people["no phone, badge"], hall.before, start - 4 * MINUTE)
    hall.scan(people["late"] + people["late and early"], hall.before, start + 9 * MINUTE)
    hall.tap(people["far too late"], Phase.BEFORE, "late", start + 100 * MINUTE)


def at_the_end(hall: Hall) -> None:
    people, end = hall.people, hall.ends_at
    hall.scan(people["early"] + people["late and early"], hall.after, end - 25 * MINUTE)
    stayed = [
        *people["in time"],
        *people["late"],
        *people["only at the end"],
        *people["far too late"],
        *people["excused and came"],
        *people["scanned for"],
        *people["walk-in"],
    ]
    hall.scan(stayed, hall.after, end + 2 * MINUTE)
    hall.tap(people["no phone, list"], Phase.AFTER, "present", end + 3 * MINUTE)
    read_badges(hall, people["no phone, badge"], hall.after, end + 4 * MINUTE)


def afterwards(hall: Hall) -> None:
    later = hall.ends_at + 60 * MINUTE
    for phase in Phase:
        hall.tap(hall.people["scanned for"], phase, "absent", later, reason="Quét hộ")
    em, url = hall.browser(hall.cast.em), f"/sessions/{hall.before.class_session_id}/attendance/check-outs"
    confirmed = [one.id for one in hall.people["no check-out, confirmed"]]
    data = {"pick": confirmed, "mark": "present", "reason": "Tổ trưởng xác nhận"}
    assert em.post(url, data=data).status_code == 302


def several_times(hall: Hall, person: Person, moment: datetime) -> None:
    hall.at(moment)
    for _telephone in range(2):
        phone = hall.browser(person)
        for _again in range(2):
            phone.get(address(hall.before, moment))
            phone.post("/check-ins")


def walk_ins(hall: Hall, moment: datetime) -> None:
    hall.people["walk-in"] = [
        casting.make_person(f"w{number}", f"Trần Văn Khách {number}", hall.cast.unit1) for number in range(3)
    ]
    database.session.commit()
    hall.scan(hall.people["walk-in"], hall.before, moment)
    em = hall.browser(hall.cast.em)
    waiting = {one.person_id: one.id for one in rows(WalkIn)}
    refused = hall.people["walk-in"].pop()
    for person in hall.people["walk-in"]:
        em.post(f"/walk-ins/{waiting[person.id]}/acceptance")
    em.post(f"/walk-ins/{waiting[refused.id]}/refusal")


def wrong_class(hall: Hall, moment: datetime) -> None:
    hall.at(moment)
    phone = hall.browser(hall.cast.binh)
    phone.get(address(hall.before, moment))
    assert hall.cast.k2.title in phone.post("/check-ins").text


def read_badges(hall: Hall, people: Sequence[Person], checkpoint: Checkpoint, moment: datetime) -> None:
    """Sent twice, as a scanner does that has lost the network in between."""
    hall.at(moment)
    codes = codes_of(list(people))
    taken = hall.browser(hall.cast.em).post(
        f"/sessions/{checkpoint.class_session_id}/scanners", data={"name": "Cửa 1"}
    )
    device = Device(hall.app.test_client(), taken.json)
    reads = [
        (f"nonce-{one.id}-{checkpoint.id}", codes[one.id], moment + timedelta(seconds=2 * number))
        for number, one in enumerate(people)
    ]
    hall.at(moment + MINUTE)
    for _again in range(2):
        assert set(device.outcomes(*reads, phase=checkpoint.phase.value)) == {"recorded"}
