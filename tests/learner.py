"""A scripted learner who answers as the browser does and keeps a ledger of what the server said it had saved.

Standard library only. Edits go to an outbox first and are sent until acknowledged, the same seq each time; whatever
goes wrong on the way (no connection, half an answer, 503, an HTML page from somewhere else) is tried again.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PATIENCE = 10.0


@dataclass(frozen=True)
class Answer:
    """What came back; `text` is empty where nothing was said."""

    status: int
    location: str
    text: str
    retry_after: str = ""


@dataclass
class Browser:
    """Cookies and one request at a time, over a new connection each, so that a killed worker costs one request."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post_form(self, path: str, **fields: str) -> Answer:
        """A form with the token of the page that it stands on."""
        token = TOKEN.search(self.get(fields.pop("page", path)).text)
        body = urlencode(fields | {"csrf_token": token[1] if token else ""})
        return self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def request(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """Raises OSError or HTTPException if the connection breaks."""
        where = urlsplit(self.url)
        connection = HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            sent = {"Cookie": cookies} if cookies else {}
            connection.request(method, path, body.encode(), sent | (headers or {}))
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            location, wait = (answer.headers.get(name, "") for name in ("Location", "Retry-After"))
            return Answer(answer.status, location, answer.read().decode(), wait)
        finally:
            connection.close()


@dataclass
class Learner:
    """One person with one attempt. `ledger` is what the server acknowledged: slot to (seq, version, value).

    `receipts` is every acknowledgement, by seq: (slot, version, value); `turned_away` every answer to a save that was
    none of ours, or said no.
    """

    browser: Browser
    state: dict[str, Any] = field(default_factory=dict)
    tab: str = field(default_factory=lambda: uuid4().hex)
    outbox: dict[int, dict[str, Any]] = field(default_factory=dict)
    ledger: dict[int, tuple[int, int, Any]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    receipts: dict[int, tuple[int, int, Any]] = field(default_factory=dict)
    refused: list[dict[str, Any]] = field(default_factory=list)
    turned_away: list[Answer] = field(default_factory=list)
    seq: int = 0
    opened: float = 0.0

    def sign_in(self, login: str, password: str) -> None:
        """Until it worked."""
        self.until(
            lambda: self.browser.post_form("/sign-in", login=login, password=password).status in (302, 303)
        )

    def start(self, quiz_id: int) -> None:
        """Start, or go on with what was started, and read where the attempt stands."""
        page = f"/quizzes/{quiz_id}"
        location = ""

        def started() -> bool:
            nonlocal location
            location = self.browser.post_form(f"{page}/attempts", page=page).location
            return "/attempts/" in location

        self.until(started)
        self.resume(location)

    def resume(self, attempt_path: str) -> None:
        """Read the state of the attempt as the page does when it opens."""
        self.until(lambda: self._read_state(f"{urlsplit(attempt_path).path}/state"))
        self.versions = {answer["slot"]: answer["version"] for answer in self.state["answers"]}
        self.opened = time.monotonic()

    def answer(self, slot: int, value: Any) -> None:
        """Put one change into the outbox; `flush` sends it."""
        self.seq += 1
        elapsed = int((time.monotonic() - self.opened) * 1000)
        base = self.versions.get(slot, 0)
        edit = {"slot": slot, "seq": self.seq, "base": base, "value": value, "elapsed_ms": elapsed}
        self.outbox[self.seq] = edit

    def flush(self, deadline: float = 60.0) -> None:
        """Send until everything was acknowledged or refused."""
        self.until(self.send, deadline)

    def send(self) -> bool:
        """One try; True when the outbox is empty."""
        if self.outbox:
            body = json.dumps({"tab": self.tab, "edits": list(self.outbox.values())})
            headers = {"Content-Type": "application/json", "X-Attempt-Token": self.state["token"]}
            self._take(Browser(self.browser.url).request("POST", self.state["save_url"], body, headers))
        return not self.outbox

    def hand_in(self, deadline: float = 60.0) -> None:
        """Until the server says so. Doing it twice is harmless."""
        path = self.state["submission_url"]
        page = urlsplit(path).path.rsplit("/", 1)[0]
        self.until(
            lambda: "/result" in self.browser.post_form(path, page=page).location or self._is_closed(page),
            deadline,
        )

    def until(self, done: Callable[[], bool], deadline: float = 60.0) -> None:
        """Try again, a little later each time, as the browser does."""
        pause, end = 0.05, time.monotonic() + deadline
        while time.monotonic() < end:
            try:
                if done():
                    return
            except (OSError, HTTPException, ValueError, KeyError):
                pass  # the connection broke, or what came was not ours
            time.sleep(pause)
            pause = min(pause * 1.6, 1.0)
        raise TimeoutError(f"gave up after {deadline:.0f} s; {len(self.outbox)} edits were not acknowledged")

    def _read_state(self, path: str) -> bool:
        answer = self.browser.get(path)
        self.state = json.loads(answer.text) if answer.status == 200 else {}
        return "token" in self.state

    def _is_closed(self, page: str) -> bool:
        return self.browser.get(page).location.endswith("/result")

    def _take(self, answer: Answer) -> None:
        """Only an answer of ours, with the right shape, says that something was saved."""
        reply = _read(answer)
        if reply is None:
            self.turned_away.append(answer)
            return
        for slot, seq, version in reply["acked"]:
            edit = self.outbox.pop(seq, None)
            self.versions[slot] = max(version, self.versions.get(slot, 0))
            if edit is not None:
                self._note(slot, seq, version, edit["value"])
        for conflict in reply["conflicts"]:
            self.outbox.pop(conflict["seq"], None)
            self.refused.append(conflict)

    def _note(self, slot: int, seq: int, version: int, value: Any) -> None:
        self.receipts[seq] = (slot, version, value)
        if seq > self.ledger.get(slot, (0, 0, None))[0]:
            self.ledger[slot] = (seq, version, value)


def _read(answer: Answer) -> dict[str, Any] | None:
    """The reply, if it is one: the status alone says nothing, a portal answers 200 too."""
    if answer.status not in (200, 409):
        return None
    try:
        reply = json.loads(answer.text)
    except ValueError:
        return None
    return reply if isinstance(reply, dict) and {"acked", "conflicts"} <= reply.keys() else None
