"""Several screens of one hall: side by side, dark and light, by the server's clock, awake, and plain from afar."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.web import clock
from lms.web.filters import as_time
from tests import browser as chromium
from tests.journeys.test_hall import SCREEN, SHOWN, Hall, _projector, opened, read_off
from tests.servers.databases import Databases

SIZES = [(1280, 720), (1920, 1080), (1366, 768), (1024, 768), (1280, 800)]
BIG = [".hall__code", ".hall__ask", ".hall__count", ".hall__clock"]
# Contrast as WCAG reckons it, between the letters and whatever lies behind them.
CONTRAST = """(selector) => {
  const element = document.querySelector(selector);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  let behind = element;
  while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
  const light = (colour) => {
    const [r, g, b] = rgb(colour).slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
OUTSIDE = """() => [...document.querySelectorAll(".hall__code, .hall__ask, .hall__counts, .hall__scan svg")]
  .filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < 0;
  })
  .map((each) => each.className.baseVal ?? each.className)"""


@pytest.fixture(scope="module")
def hall(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with opened(tmp_path_factory.mktemp("screens"), databases.new("sqlite")) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def projector(browser: Browser, hall: Hall) -> Iterator[Page]:
    with _projector(browser, hall) as page:
        yield page


def test_two_screens_side_by_side_both_check_people_in(browser: Browser, hall: Hall, projector: Page) -> None:
    with _projector(browser, hall) as second:
        second.goto(f"{hall.screen_address}?place=Cửa+2")
        expect(second.locator(".hall__place")).to_contain_text("Cửa 2")
        for screen, name in ((projector, "hv5"), (second, "hv6")):
            phone = chromium.phone(browser)
            hall.sign_in(phone, name)
            page = phone.new_page()
            page.goto(f"{hall.address}{urlsplit(read_off(screen)).path}")
            expect(page.locator(".result[data-tone='success']")).to_be_visible()
            phone.close()
        for screen in (projector, second):
            expect(screen.locator("[data-count='before']")).to_contain_text("2 / 14")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_read_from_the_back_row_stands_out(browser: Browser, hall: Hall, scheme: Any) -> None:
    with _projector(browser, hall, color_scheme=scheme) as page:
        contrasts = {selector: page.evaluate(CONTRAST, selector) for selector in BIG[:3]}
        assert all(contrast >= 10 for contrast in contrasts.values()), contrasts
        assert page.evaluate(CONTRAST, ".hall__label") >= 7
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.hall__scan')).backgroundColor")
            == "rgb(255, 255, 255)"
        )


def test_nothing_is_cut_off_on_any_usual_projector(projector: Page) -> None:
    for width, height in SIZES:
        projector.set_viewport_size({"width": width, "height": height})
        assert projector.evaluate(OUTSIDE) == [], width


def test_dark_and_light_are_chosen_on_the_screen_and_stay(hall: Hall, projector: Page) -> None:
    page = projector
    paper = "getComputedStyle(document.querySelector('.hall')).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Tối").click()
    page.wait_for_function(f"{paper} !== '{light}'")
    page.reload()
    assert page.evaluate(paper) != light
    assert read_off(page)
    page.get_by_role("button", name="Sáng").click()
    page.wait_for_function(f"{paper} === '{light}'")
    page.goto(f"{hall.address}/account")
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    )  # one's own pages stay as they are


def test_the_clock_on_the_wall_is_the_servers(hall: Hall, browser: Browser) -> None:
    with _projector(browser, hall) as page:
        page.clock.install(time=datetime(2001, 1, 1, 3, 3, tzinfo=UTC))
        page.reload()
        before = as_time(clock.now())
        shown = page.locator("[data-clock]").inner_text()
        assert shown in {before, as_time(clock.now())}
        page.clock.fast_forward(120_000)
        assert page.locator("[data-clock]").inner_text() != "03:03"


def test_the_screen_is_kept_awake_or_says_that_it_cannot(hall: Hall, browser: Browser) -> None:
    for able in (True, False):
        context = browser.new_context(viewport=SCREEN, locale="vi-VN")
        request = "async () => { window.awake = true; }" if able else "async () => { throw new Error('no'); }"
        context.add_init_script(
            f"Object.defineProperty(navigator, 'wakeLock', {{ value: {{ request: {request} }} }})"
        )
        hall.sign_in(context, "em")
        page = context.new_page()
        page.goto(hall.screen_address)
        expect(page.locator("[data-may-sleep]")).to_be_hidden() if able else expect(
            page.locator("[data-may-sleep]")
        ).to_be_visible()
        context.close()


def test_what_has_not_changed_is_not_drawn_again(hall: Hall, projector: Page) -> None:
    """A code that is still good stays as it is: nothing flickers while a phone is looking at it."""
    shown = projector.locator(".hall [data-part='scan']")
    look = shown.get_attribute("data-look")
    drawn = projector.locator(SHOWN).element_handle()
    with projector.expect_response("**/hall/live"):
        pass
    same = projector.evaluate("(svg) => svg.isConnected", drawn)
    assert same or shown.get_attribute("data-look") != look
