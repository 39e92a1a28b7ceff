"""A phone in the hall: the page's own scanner, a photo instead, a PIN on a borrowed phone, and what all that weighs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms import database
from lms.accounts.models import Person
from lms.attendance import tokens
from lms.attendance.models import Checkpoint
from lms.web import clock, qr
from tests import browser as chromium
from tests.journeys.test_hall import Hall, opened
from tests.lms.attendance.hall import give_pin
from tests.servers.databases import Databases

GREEN = ".result[data-tone='success']"
PIN = "482915"
VIDEO = (640, 480)
WARM, COLD = 10_000, 100_000  # bytes on the wire


@pytest.fixture(scope="module")
def hall(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with opened(tmp_path_factory.mktemp("phone"), databases.new("sqlite")) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


def code_now(hall: Hall) -> str:
    """The address that the screen shows."""
    with database.reading_connection() as connection:
        row = connection.execute(Checkpoint.__table__.select()).one()
    return f"{hall.address}/C/{tokens.make(row.id, row.secret, clock.now())}"


def picture(text: str, side: int = 300) -> Image.Image:
    """The code as a camera sees it in a hall: small, in the middle of a dark wall."""
    drawing = qr.draw(text.upper())
    wall = Image.new("L", VIDEO, 60)
    grid = Image.new("L", (drawing.size, drawing.size), 255)
    for run in drawing.path.split("M")[1:]:
        x, rest = run.split(" ", 1)
        y, width = rest.split("h")[:2]
        grid.paste(0, (int(x), int(y), int(x) + int(width.split("v")[0]), int(y) + 1))
    wall.paste(grid.resize((side, side), Image.Resampling.NEAREST), (170, 90))
    return wall


def film(place: Path, frame: Image.Image) -> None:
    """A film that shows this one picture, as Chromium's camera for tests plays it."""
    width, height = frame.size
    shot = b"FRAME\n" + frame.tobytes() + bytes([128]) * (width * height // 2)
    place.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + shot * 5)


@pytest.mark.parametrize("detector", ["own", "native or own"])
def test_the_pages_own_scanner_reads_the_screen_and_checks_in(
    hall: Hall, tmp_path: Path, detector: str
) -> None:
    place, name = tmp_path / "hall.y4m", "hv5" if detector == "own" else "hv6"
    film(place, picture(code_now(hall)))
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    with chromium.launch(*fake, f"--use-file-for-fake-video-capture={place}") as launched:
        phone = chromium.phone(launched)
        if detector == "own":
            phone.add_init_script("delete window.BarcodeDetector")
        hall.sign_in(phone, name)
        page = phone.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{hall.address}/ma")
        expect(page.locator("[data-camera]")).to_be_visible()
        assert not any("vendor/qr" in url for url in asked)  # nothing is fetched before the tap
        film(place, picture(code_now(hall)))
        page.locator("[data-camera]").click()
        expect(page.locator(GREEN)).to_be_visible()
        phone.close()
    assert hall.people[name] in hall.present()


def test_a_code_of_something_else_leads_nowhere(hall: Hall, tmp_path: Path) -> None:
    place = tmp_path / "advert.y4m"
    film(place, picture("HTTPS://EVIL.EXAMPLE/C/" + "A" * 23))
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    with chromium.launch(*fake, f"--use-file-for-fake-video-capture={place}") as launched:
        page = chromium.phone(launched).new_page()
        page.goto(f"{hall.address}/ma")
        page.locator("[data-camera]").click()
        expect(page.locator("[data-said]")).to_contain_text("không phải mã")
        assert page.url == f"{hall.address}/ma"


@pytest.mark.parametrize(
    "error, state, word",
    [
        ("NotAllowedError", "refused", "cho phép"),
        ("NotReadableError", "busy", "Ứng dụng khác"),
        ("NotFoundError", "none", "Không tìm thấy máy ảnh"),
    ],
)
def test_where_there_is_no_camera_the_page_says_why_and_what_to_do(
    browser: Browser, hall: Hall, error: str, state: str, word: str
) -> None:
    phone = chromium.phone(browser)
    phone.add_init_script(
        f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{error}'); }}"
    )
    page = phone.new_page()
    page.goto(f"{hall.address}/ma")
    page.locator("[data-camera]").click()
    expect(page.locator(f"[data-state='{state}'] [data-said]")).to_contain_text(word)
    expect(page.locator("[data-photo]")).to_be_visible()
    expect(page.locator("[name=code]")).to_be_visible()
    phone.close()


@pytest.mark.parametrize("secure", [True, False])
def test_a_photo_of_the_screen_does_too_also_without_https(
    browser: Browser, hall: Hall, tmp_path: Path, secure: bool
) -> None:
    name = "hv7" if secure else "hv8"
    phone = chromium.phone(browser)
    if not secure:
        phone.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    hall.sign_in(phone, name)
    page = phone.new_page()
    page.goto(f"{hall.address}/ma")
    if not secure:
        expect(page.locator("[data-state='plain'] [data-said]")).to_contain_text("https")
        expect(page.locator("[data-camera]")).to_be_hidden()
    photo = tmp_path / "anh.jpg"
    large = picture(code_now(hall)).resize((3200, 2400), Image.Resampling.BICUBIC)
    large.rotate(8, fillcolor=60).save(photo, quality=70)
    expect(page.locator("[data-photo]")).to_be_visible()
    page.locator("[data-photo] input").set_input_files(photo)
    expect(page.locator(GREEN)).to_be_visible()
    assert hall.people[name] in hall.present()
    phone.close()


def test_a_photo_without_a_code_says_so(browser: Browser, hall: Hall, tmp_path: Path) -> None:
    phone = chromium.phone(browser)
    page = phone.new_page()
    page.goto(f"{hall.address}/ma")
    photo = tmp_path / "wall.jpg"
    Image.new("RGB", (900, 700), "#775533").save(photo)
    expect(page.locator("[data-photo]")).to_be_visible()
    page.locator("[data-photo] input").set_input_files(photo)
    expect(page.locator("[data-state='nothing']")).to_be_visible()
    phone.close()


def test_on_a_borrowed_phone_a_pin_checks_in_and_that_is_not_me_gives_the_scan_on(
    browser: Browser, hall: Hall
) -> None:
    with database.transaction() as session:
        for name in ("hv3", "hv4"):
            give_pin(session.get_one(Person, hall.people[name]), PIN)
    phone = chromium.phone(browser)
    page = phone.new_page()
    page.goto(code_now(hall))
    _say(page, "hv3")
    expect(page.locator(GREEN)).to_contain_text("Nguyễn Văn Học 0003")
    page.get_by_role("button", name="Không phải tôi").click()
    page.locator("dialog[open] button.button--danger, dialog[open] [value=yes]").first.click()
    expect(page.locator("[name=login]")).to_have_value("")
    _say(page, "hv4")
    expect(page.locator(GREEN)).to_contain_text("Nguyễn Văn Học 0004")
    assert hall.people["hv4"] in hall.present()
    phone.close()


def _say(page: Page, login: str) -> None:
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PIN)
    page.locator("form [type=submit].button--primary").click()


def test_from_the_scan_to_the_green_page_it_weighs_little(browser: Browser, hall: Hall) -> None:
    """The first time with styles, script and letters, which a browser keeps for good; then two pages alone."""
    phone = chromium.phone(browser)
    hall.sign_in(phone, "hv2")
    cold = _sent_for_a_scan(phone, hall)
    assert sum(cold.values()) <= COLD, cold
    assert len(cold) <= 14, cold
    warm = {path: size for path, size in cold.items() if not path.startswith("/static/")}
    assert sum(warm.values()) <= WARM, warm
    assert [path.split("/")[1] for path in warm] == ["C", "check-ins"], warm
    kept = {hall.app.test_client().get(path).headers["Cache-Control"] for path in cold.keys() - warm.keys()}
    assert kept == {"public, max-age=31536000, immutable"}
    phone.close()


def _sent_for_a_scan(phone: BrowserContext, hall: Hall) -> dict[str, int]:
    """What the server sent from the scan to the result: bytes of heads and bodies by path."""
    sent: dict[str, int] = {}
    answers = hall.app.wsgi_app

    def noting(environ: Any, start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            head = sum(len(name) + len(value) + 4 for name, value in headers)
            sent[environ["PATH_INFO"]] = head + int(dict(headers).get("Content-Length", 0))
            return start_response(status, headers, *rest)

        return answers(environ, start)

    hall.app.wsgi_app = noting  # type: ignore[method-assign]
    try:
        page = phone.new_page()
        page.goto(code_now(hall))
        expect(page.locator(GREEN)).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.close()
    finally:
        hall.app.wsgi_app = answers  # type: ignore[method-assign]
    return sent
