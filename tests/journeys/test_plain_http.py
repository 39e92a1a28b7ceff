"""A centre without a certificate: an address that is not loopback, plain http by the explicit setting."""

import re
import socket
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import psutil
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lms import database
from lms.attendance.models import CheckIn, PersonalCode
from lms.marking.models import Mark
from lms.quizzes.models import Response
from tests import browser as chromium
from tests.journeys.answering import answer, slots, wait_until_saved
from tests.journeys.sitting.steps import until
from tests.journeys.story_world import button, sign_in, vi
from tests.lms.cast import PASSWORD
from tests.servers import live, tables
from tests.servers.databases import Databases
from tests.servers.hall_in_town import QUESTIONS, Town, furnish
from tests.servers.live import Sen

PLAIN = {"SEN_MODE": "production", "SEN_HTTPS": "0", "SEN_ALLOW_PLAIN_HTTP": "1"}

EVERYWHERE = "0.0.0.0"  # noqa: S104 - as a centre serves its hall


def own_address() -> str:
    """An address of this machine that is not the loopback: to a browser as strange as any other machine's."""
    found = [
        one.address
        for addresses in psutil.net_if_addrs().values()
        for one in addresses
        if one.family == socket.AF_INET and not one.address.startswith("127.")
    ]
    assert found, "this machine has no address but the loopback"
    return found[0]


@pytest.fixture(scope="module")
def place(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sen, Town, str]]:
    """A server on every address of this machine, what stands on it, and its database."""
    url, folder = databases.new("sqlite"), tmp_path_factory.mktemp("plain")
    tables.make(url, folder)
    town = furnish(url, folder)
    with live.running(url, folder, workers=2, host=EVERYWHERE, settings=PLAIN) as sen:
        sen.host = own_address()
        yield sen, town, url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = chromium.phone(browser)
    yield context
    context.close()


def signed_in(context: BrowserContext, sen: Sen, name: str, target: str = "/") -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{sen.url}/sign-in?next={target}")
    assert page.evaluate("isSecureContext") is False
    sign_in(page, name, PASSWORD)
    page.wait_for_url(f"{sen.url}{target}")
    return page


def rows(url: str, column: Any) -> list[Any]:
    engine = database.create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(select(column)).scalars())
    engine.dispose()
    return found


def test_the_sign_in_page_says_that_nothing_is_encrypted(place, phone) -> None:
    sen, _town, _url = place
    page = phone.new_page()
    page.goto(f"{sen.url}/sign-in")
    words = "This connection is not encrypted. The camera and offline tests need an https address."
    expect(page.get_by_text(vi(words))).to_be_visible()


def test_a_quiz_is_sat_without_a_service_worker_and_says_so(place, phone) -> None:
    sen, town, url = place
    page = signed_in(phone, sen, "an", f"/quizzes/{town.quiz_id}")
    expect(page.get_by_text(vi("Keep this page open"))).to_be_visible()
    button(page, "Start").click()
    expect(page.locator(".exam[data-state='ready']")).to_be_visible()
    assert page.evaluate("'serviceWorker' in navigator") is False
    expect(page.locator("[data-notice='worker']")).to_be_visible()
    given = [answer(page, slot) for slot in slots(page)]
    wait_until_saved(page)
    assert sorted(rows(url, Response.value)) == sorted(given)
    assert len(given) == QUESTIONS
    page.locator(".exam-foot").get_by_role("button", name=vi("Hand in")).click()
    button(page.locator("dialog[open]"), "Hand in").click()
    page.wait_for_url("**/result")


def test_the_address_in_the_code_checks_in(place, phone, browser) -> None:
    """What the phone's own camera opens is a link, followed here letter by letter: no camera of ours is needed."""
    sen, town, url = place
    page = phone.new_page()
    with chromium.desk(browser) as office:
        screen = signed_in(office, sen, "em", f"/sessions/{town.session_id}/checkpoints/before/hall")
        expect(screen.locator(".hall .qr svg")).to_be_visible()
        [code] = zxingcpp.read_barcodes(Image.open(BytesIO(screen.screenshot())))
        page.goto(code.text)
    page.locator("#login").fill("an")
    page.locator("#password").fill(PASSWORD)
    button(page, "Check in").click()
    expect(page.locator(".result[data-tone='success']")).to_be_visible()
    assert len(rows(url, CheckIn.id)) == 1


def test_marking_works(place, browser) -> None:
    sen, town, url = place
    with chromium.desk(browser) as desk:
        page = signed_in(desk, sen, "chi", f"/scripts/{town.script}")
        page.wait_for_load_state("networkidle")
        for criterion in page.locator("[data-criterion]").all():
            criterion.locator("label").last.click()
        button(page.locator("#rubric"), "Record, next").click()
        until(page, lambda: len(rows(url, Mark.id)) == 1)


def test_the_scanner_says_what_is_missing_without_https_and_a_hand_held_one_works(place, browser) -> None:
    """Here the name comes from the server: a browser that trusts nobody computes no hashes."""
    sen, town, url = place
    with chromium.desk(browser) as office:
        page = signed_in(office, sen, "em", f"/sessions/{town.session_id}/scanners")
        page.get_by_role("link", name=vi("Scan with this device")).click()
        page.locator("[data-offered-list] button").first.click()
        expect(page.locator(".scanner[data-state='ready']")).to_be_visible()
        expect(page.locator(".scanner__notices")).to_contain_text("https")
        page.keyboard.type(rows(url, PersonalCode.code)[0])
        page.keyboard.press("Enter")
        expect(page.locator("[data-result][data-tone='success'] [data-name]")).to_have_text(
            re.compile("Nguyễn Văn An|Đặng Thị Lan")
        )
