"""Telling people: once, only them, and by mail when the mail server is there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask
from sqlalchemy import select

from lms import database
from lms.notices import mail, service
from lms.notices.models import Mail, MailState, Notice
from lms.notices.service import Message
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.servers.live import free_port

MESSAGE = Message(key="test:1", title="Kết quả bài thu hoạch", body="Đã có kết quả.", path="/classes/1")


class Box:
    """A real mail server on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def box(app: Flask) -> Iterator[Box]:
    kept = Box()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    before = app.config["SEN"]
    app.config["SEN"] = replace(
        before, mail_url=f"smtp+plain://127.0.0.1:{port}", mail_from="sen@lamgiang.example"
    )
    yield kept
    app.config["SEN"] = before
    controller.stop()


def test_telling_twice_is_telling_once(context: None, cast: Cast, now: datetime) -> None:
    assert service.send([cast.an.id, cast.binh.id], MESSAGE, now) == 2
    assert service.send([cast.an.id], MESSAGE, now + timedelta(hours=1)) == 0
    assert service.unread(cast.an.id) == 1


def test_an_inbox_shows_only_ones_own(
    as_user: Callable[[str], TestClient], cast: Cast, context: None, now: datetime
) -> None:
    service.send([cast.an.id], MESSAGE, now)
    assert "Kết quả bài thu hoạch" in as_user("an").get("/notices/").text
    assert "Kết quả bài thu hoạch" not in as_user("binh").get("/notices/").text


def test_reading_clears_the_count(
    as_user: Callable[[str], TestClient], cast: Cast, context: None, now: datetime
) -> None:
    service.send([cast.an.id], MESSAGE, now)
    as_user("an").post("/notices/reading")
    assert service.unread(cast.an.id) == 0


def test_what_is_taken_back_goes_from_those_who_have_not_read_it(
    as_user: Callable[[str], TestClient], cast: Cast, context: None, now: datetime
) -> None:
    service.send([cast.an.id, cast.binh.id], MESSAGE, now)
    as_user("binh").post("/notices/reading")
    service.take_back(MESSAGE.key)
    assert "Kết quả bài thu hoạch" not in as_user("an").get("/notices/").text
    assert "Kết quả bài thu hoạch" in as_user("binh").get("/notices/").text


def test_a_title_is_shown_as_text(
    as_user: Callable[[str], TestClient], cast: Cast, context: None, now: datetime
) -> None:
    service.send([cast.an.id], replace(MESSAGE, title="<script>alert(1)</script>"), now)
    assert "<script>alert" not in as_user("an").get("/notices/").text


def test_mail_goes_to_who_has_an_address(context: None, cast: Cast, now: datetime, box: Box) -> None:
    cast.an.email = "an@example.org"
    database.session.flush()
    service.send([cast.an.id, cast.binh.id], MESSAGE, now)
    mail.deliver(now)
    assert [letter.rcpt_tos for letter in box.letters] == [["an@example.org"]]
    assert database.session.scalars(select(Mail.state)).all() == [MailState.SENT]


def test_a_line_break_in_a_title_makes_no_header(context: None, cast: Cast, now: datetime, box: Box) -> None:
    cast.an.email = "an@example.org"
    database.session.flush()
    service.send([cast.an.id], replace(MESSAGE, title="Chào\r\nBcc: thief@example.org"), now)
    mail.deliver(now)
    assert [letter.rcpt_tos for letter in box.letters] == [["an@example.org"]]


def test_mail_waits_when_the_server_is_down_and_is_given_up_after_the_last_try(
    context: None, cast: Cast, now: datetime, app: Flask
) -> None:
    notice = Notice(person_id=cast.an.id, key="k", title="t", sent_at=now)
    database.session.add(notice)
    database.session.flush()
    letter = Mail(notice_id=notice.id, address="an@example.org", due_at=now)
    database.session.add(letter)
    database.session.flush()
    before = app.config["SEN"]
    app.config["SEN"] = replace(before, mail_url="smtp+plain://127.0.0.1:9", mail_from="sen@lamgiang.example")
    for _ in range(len(mail.WAITS)):
        mail.deliver(letter.due_at)
        assert letter.state is MailState.WAITING
    mail.deliver(letter.due_at)
    app.config["SEN"] = before
    assert letter.state is MailState.GIVEN_UP
