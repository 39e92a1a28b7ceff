"""A hall that signs in at once: the phone waits for its turn, and nobody types anything twice."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import expect

from tests import browser as chromium
from tests.journeys.story_world import sign_in
from tests.journeys.test_hall import opened
from tests.lms.cast import PASSWORD
from tests.servers.databases import Databases

STRANGERS = 24
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@contextmanager
def rush(address: str) -> Iterator[None]:
    """Strangers who try names, one after the other, until the look at them is over."""
    over = threading.Event()
    with ThreadPoolExecutor(STRANGERS) as strangers:
        trying = [
            strangers.submit(_try_names, address, f"ai-do-{number}", over) for number in range(STRANGERS)
        ]
        try:
            yield
        finally:
            over.set()
    for one in trying:
        one.result()


def _try_names(address: str, name: str, over: threading.Event) -> None:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/sign-in")
    page = connection.getresponse()
    cookie, token = page.getheader("Set-Cookie", "").split(";")[0], TOKEN.search(page.read().decode())
    assert token is not None
    turn = 0
    while not over.is_set():
        turn += 1
        body = urlencode({"login": f"{name}-{turn}", "password": "khong-biet", "csrf_token": token[1]})
        connection.request("POST", "/sign-in", body, {"Content-Type": FORM, "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status in {422, 429, 503}
    connection.close()


def test_the_phone_waits_for_its_turn_and_goes_in_by_itself(databases: Databases, tmp_path_factory) -> None:
    with (
        opened(tmp_path_factory.mktemp("rush"), databases.new("sqlite")) as hall,
        chromium.launch() as browser,
    ):
        page = chromium.phone(browser).new_page()
        page.goto(f"{hall.address}/sign-in")
        with rush(hall.address):
            sign_in(page, "hv1", PASSWORD)
            expect(page.locator("[data-waiting]")).to_contain_text("Trang sẽ tự tiếp tục")
        page.wait_for_url(re.compile(r"/$"))
