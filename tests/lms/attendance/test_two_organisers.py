"""Two organisers with the same list in front of them, really at once, over HTTP: one is stored, the other is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms import database
from lms.attendance.models import AttendanceCorrection, CheckIn
from lms.attendance.queries import book_of_session
from lms.attendance.windows import Mark, Phase
from lms.audit.models import AuditEntry
from tests.lms import cast as casting
from tests.lms.attendance.hall import fill, held_now, rows
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.scale import scaled
from tests.servers.threaded import application

PEOPLE = scaled(60, least=8)
JSON = {"Accept": "application/json"}


@pytest.fixture
def sen(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(tmp_path, empty_database_url)
    app.test_client_class = TestClient
    with app.app_context():
        yield app
        database.session.remove()
    database.engine().dispose()


@pytest.fixture
def cast(sen: Flask) -> Cast:
    made = casting.make_cast()
    database.session.commit()
    return made


def both(sen: Flask, cast: Cast, send: Callable[[TestClient, Mark], Any]) -> list[Any]:
    """Em means that they are present and Khánh that they are absent; neither sends before the other is ready."""
    ready = Barrier(2)
    clients = [(signed_in(sen, cast.em), Mark.PRESENT), (signed_in(sen, cast.khanh), Mark.ABSENT)]

    def act(client: TestClient, mark: Mark) -> Any:
        ready.wait()
        answer = send(client, mark)
        database.session.remove()
        return answer

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(act, *each) for each in clients]]


def signed_in(sen: Flask, person: Any) -> TestClient:
    client: Any = sen.test_client()
    client.sign_in(person)
    database.session.commit()
    return client  # type: ignore[no-any-return]


def test_of_two_who_mark_the_same_many_one_is_stored_whole_and_the_other_not_at_all(
    sen: Flask, cast: Cast
) -> None:
    people, session = fill(cast, PEOPLE), held_now(cast.k1)
    ids, url = [one.id for one in people], f"/sessions/{session.id}/checkpoints/before/marks"
    shown = [f"{one}:none" for one in ids]

    def send(client: TestClient, mark: Mark) -> int:
        data = {"pick": ids, "mark": mark.value, "reason": "Đếm lại", "shown": shown}
        return client.post(url, data=data).status_code

    statuses = both(sen, cast, send)
    assert sorted(statuses) == [302, 409]
    winner = Mark.PRESENT if statuses[0] == 302 else Mark.ABSENT
    book = book_of_session(session.id)
    assert {book.entry(session.id, Phase.BEFORE, one).mark for one in ids} == {winner}
    assert len(rows(CheckIn)) + len(rows(AttendanceCorrection)) == len(ids)
    [entry] = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.marked"))
    assert (entry.actor_id, entry.new) == (
        cast.em.id if winner is Mark.PRESENT else cast.khanh.id,
        {"mark": winner.value},
    )
    assert entry.old == {str(one): "none" for one in ids}


def test_of_two_who_tap_for_the_same_person_the_second_sees_what_the_first_did(
    sen: Flask, cast: Cast
) -> None:
    people, session = fill(cast, PEOPLE), held_now(cast.k1)
    ids, url = [one.id for one in people], f"/sessions/{session.id}/checkpoints/before/marks"

    def send(client: TestClient, mark: Mark) -> list[tuple[int, Any]]:
        answers = []
        for one in ids:
            data = {"pick": one, "mark": mark.value, "seen": "none", "reason": "Nhìn thấy"}
            answer = client.post(url, data=data, headers=JSON)
            answers.append((answer.status_code, (answer.json or {}).get("mark")))
        return answers

    em, khanh = both(sen, cast, send)
    book = book_of_session(session.id)
    for one, at_em, at_khanh in zip(ids, em, khanh, strict=True):
        stands = book.entry(session.id, Phase.BEFORE, one).mark
        expected = [(200, None), (409, stands.value)]
        assert [at_em, at_khanh] == (expected if stands is Mark.PRESENT else expected[::-1])
    assert len(rows(CheckIn)) + len(rows(AttendanceCorrection)) == len(ids)
