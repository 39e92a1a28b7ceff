"""Many send a file, a form or a message a byte a second: pages go on as if nothing were, and what others send is taken
again once they are gone."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lms import database
from lms.web.receiving import AT_ONCE, FORM, FORMS_AT_ONCE, MULTIPART
from tests.faults import exam
from tests.faults.watcher import STYLES
from tests.learner import Browser
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.live import Sen
from tests.servers.scene import Scene

SENDERS = scaled(200, least=40)  # more than the threads of a process
ROUNDS = scaled(100, least=10)
PATIENCE = 120.0


@pytest.fixture
def served(databases: "object", tmp_path: Path) -> Iterator[tuple[Scene, Sen]]:
    url = databases.new("sqlite")  # type: ignore[attr-defined]  # no database is asked where files wait
    exam.make_tables(url, tmp_path)
    made = scene.make(url, tmp_path, 1)
    with live.running(url, tmp_path, workers=1) as sen:
        yield made, sen
    database.session.remove()
    database.engine().dispose()


def _begin(made: Scene, sen: Sen, kind: str) -> socket.socket:
    """The head of something of a megabyte and its first byte."""
    where = urlsplit(sen.url)
    line = socket.create_connection((where.hostname or "", where.port or 0), timeout=30)
    head = (
        f"POST /classes/{made.class_id}/materials HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {made.staff}\r\n"
        f"X-CSRFToken: {made.csrf}\r\nContent-Type: {kind}; boundary=sen\r\n"
        "Content-Length: 1000000\r\n\r\n-"
    )
    line.sendall(head.encode())
    return line


def _turned_away(lines: list[socket.socket]) -> int:
    """How many have an answer already."""
    count = 0
    for line in lines:
        line.settimeout(0.05)
        try:
            count += line.recv(12).endswith(b"503")
        except TimeoutError:
            continue
    return count


@pytest.mark.one_database
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "kind, places", [(MULTIPART, AT_ONCE), (FORM, FORMS_AT_ONCE), ("application/json", FORMS_AT_ONCE)]
)
def test_who_sends_a_byte_a_second_keeps_nobody_waiting(
    served: tuple[Scene, Sen], kind: str, places: int, report: Callable[[str], None]
) -> None:
    made, sen = served
    name, _, value = made.learners[0].cookie.partition("=")
    browser = Browser(sen.url, {name: value})
    with ExitStack() as stack:
        lines = [stack.enter_context(_begin(made, sen, kind)) for _one in range(SENDERS)]
        end = time.monotonic() + PATIENCE
        away = 0
        while away < SENDERS - places:
            assert time.monotonic() < end, f"{away} were asked to come again; {sen.last_words()}"
            away += _turned_away(lines)
        for _round in range(ROUNDS):
            assert browser.get("/").status == 200
            assert browser.get(STYLES).status == 200
        assert away == SENDERS - places
    while browser.request("POST", "/settings", "{}", _head(made, kind)).status == 503:
        assert time.monotonic() < end, sen.last_words()
        time.sleep(0.1)
    report(
        f"{SENDERS} slow senders of {kind}: {places} waited for, {away} asked to come again, "
        f"{ROUNDS} pages answered meanwhile"
    )


def _head(made: Scene, kind: str) -> dict[str, str]:
    return {"X-CSRFToken": made.csrf, "Content-Type": f"{kind}; boundary=sen"}
