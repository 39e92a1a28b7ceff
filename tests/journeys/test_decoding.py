"""The code on the screen is read from afar: small, out of focus, askew, dark around, by a decoder that is not ours."""

from collections.abc import Iterator
from io import BytesIO
from math import floor
from random import Random
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page

from lms.attendance import tokens
from lms.web import clock, qr
from lms.web.qr import QUIET_ZONE
from tests import browser as chromium
from tests.journeys.test_hall import SHOWN, Hall, opened
from tests.scale import chosen, scaled
from tests.servers.databases import Databases

SIDE = 200  # points of the picture for the whole code with its quiet zone
ASKEW = 30  # degrees
ADDRESSES = ["https://sen.lg.example", "https://hoc.lamgiang.gov.example", "http://192.168.100.200:8000"]
SCREENS = [
    (1280, 720, "light"),
    (1920, 1080, "light"),
    (1024, 768, "light"),
    (1280, 720, "dark"),
    (1920, 1080, "dark"),
    (1024, 768, "dark"),
]
DRAW = """([selector, size, path]) => {
  const svg = document.querySelector(selector);
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.querySelector("path").setAttribute("d", path);
}"""


@pytest.fixture(scope="module")
def hall(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with opened(tmp_path_factory.mktemp("decoding"), databases.new("sqlite")) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.mark.parametrize("width, height, scheme", chosen(SCREENS, 4))
def test_at_least_99_of_100_codes_are_read_small_blurred_and_askew(
    browser: Browser, hall: Hall, width: int, height: int, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        color_scheme=scheme,
        service_workers="block",
    )
    hall.sign_in(context, "em")
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())  # the page keeps what is drawn below
    page.goto(hall.screen_address)
    count, read = scaled(500, least=20), 0
    for number in range(count):
        text, drawing = _some_code(Random(number))
        page.evaluate(DRAW, [SHOWN, drawing.size, drawing.path])
        read += _read(_seen_from_afar(page, drawing.size)) == text
    context.close()
    assert read >= floor(0.99 * count), f"{read} of {count}"


def test_what_is_not_on_the_screen_is_not_read(browser: Browser) -> None:
    """The decoder does not invent: a blank wall holds no code."""
    assert _read(Image.new("L", (300, 300), 255)) == ""


def _some_code(random: Random) -> tuple[str, qr.Drawing]:
    """A code as the hall makes it, of any checkpoint and moment."""
    token = tokens.make(random.randrange(1, 2**31), f"{random.getrandbits(256):064x}", clock.now())
    text = f"{random.choice(ADDRESSES)}/C/{token}".upper()
    return text, qr.draw(text)


def _seen_from_afar(page: Page, size: int) -> Image.Image:
    """The whole screen so small that the code has 200 points, out of focus by a quarter module, turned by 30°."""
    box = page.locator(SHOWN).bounding_box()
    assert box is not None
    shot = Image.open(BytesIO(page.screenshot())).convert("L")
    scale = SIDE / box["width"]
    small = shot.resize((round(shot.width * scale), round(shot.height * scale)), Image.Resampling.LANCZOS)
    blurred = small.filter(ImageFilter.GaussianBlur(SIDE / size / 4))
    return blurred.rotate(ASKEW, Image.Resampling.BICUBIC, expand=True, fillcolor=40)


def _read(picture: Image.Image) -> str:
    found = zxingcpp.read_barcodes(picture)
    return str(found[0].text) if found else ""


def test_the_screens_own_code_is_one_of_these(browser: Browser, hall: Hall) -> None:
    """What was drawn above is drawn as the page draws it: the code that the server sent is read the same way."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="vi-VN")
    hall.sign_in(context, "em")
    page = context.new_page()
    page.goto(hall.screen_address)
    size = int(page.locator(SHOWN).get_attribute("viewBox").split()[-1])  # type: ignore[union-attr]
    assert size - 2 * QUIET_ZONE in {25, 29}
    assert _read(_seen_from_afar(page, size)).startswith(f"{hall.address}/C/".upper())
    context.close()
