"""The hall as people meet it: the code is read off the screen by a real decoder, a phone scans it, the count rises."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.attendance import checkpoints, tokens
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint
from lms.attendance.windows import Phase
from tests import browser as chromium
from tests.journeys.place import Place, behind_wire
from tests.lms import cast as casting
from tests.lms.attendance.hall import came, fill, session_of
from tests.lms.cast import PASSWORD
from tests.servers import wire as wires
from tests.servers.databases import Databases
from tests.servers.threaded import application

SCREEN: Any = {"width": 1280, "height": 720}
SHOWN = ".hall .qr svg"
UNHURRIED = (
    120  # seconds that a code is good for: how long really, is told by tests that no busy machine disturbs
)


@dataclass
class Hall(Place):
    """K1's first session is about to begin; `wire` lies between every browser and the server."""

    session_id: int

    @property
    def screen_address(self) -> str:
        return f"{self.address}/sessions/{self.session_id}/checkpoints/before/hall"

    def present(self) -> set[int]:
        with database.reading_connection() as connection:
            return set(connection.execute(select(CheckIn.person_id)).scalars())


@contextmanager
def opened(folder: Path, database_url: str) -> Iterator[Hall]:
    app = application(folder, database_url)
    with app.app_context():
        people, session_id = _cast()
        database.session.remove()
    with behind_wire(app) as wire, pytest.MonkeyPatch.context() as patched:
        patched.setattr(tokens, "QR_MARGIN", UNHURRIED)
        yield Hall(app, wire, people, session_id)


def _cast() -> tuple[dict[str, int], int]:
    cast = casting.make_cast()
    session = session_of(cast.k1)
    session.starts_at = datetime.now(UTC) + timedelta(minutes=20)
    session.ends_at = session.starts_at + timedelta(hours=3)
    checkpoints.prepare(session, Phase.BEFORE)
    learners = fill(cast, 12)
    people = {**cast.people, **{f"hv{number}": person for number, person in enumerate(learners)}}
    return {name: person.id for name, person in people.items()}, session.id


@pytest.fixture(scope="module")
def hall(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with opened(tmp_path_factory.mktemp("hall"), databases.new("sqlite")) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def projector(browser: Browser, hall: Hall) -> Iterator[Page]:
    """The organiser's PC with the screen of the hall."""
    with _projector(browser, hall) as page:
        yield page


@contextmanager
def _projector(browser: Browser, hall: Hall, **options: Any) -> Iterator[Page]:
    hall.wire.mode = wires.Mode.WHOLE
    context = browser.new_context(viewport=SCREEN, locale="vi-VN", **options)
    hall.sign_in(context, "em")
    page = context.new_page()
    page.goto(hall.screen_address)
    yield page
    context.close()


def read_off(page: Page) -> str:
    """The address in the code, as a camera in the hall sees it."""
    picture = Image.open(BytesIO(page.screenshot()))
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return str(found[0].text)


def test_a_phone_scans_the_screen_and_the_count_rises(browser: Browser, hall: Hall, projector: Page) -> None:
    before = len(hall.present())
    phone = chromium.phone(browser)
    hall.sign_in(phone, "hv0")
    page = phone.new_page()
    page.goto(f"{hall.address}{urlsplit(read_off(projector)).path}")
    expect(page.locator(".result[data-tone='success']")).to_contain_text("Nguyễn Văn Học 0000")
    expect(projector.locator("[data-count='before']")).to_contain_text(f"{before + 1} / 14")
    assert hall.people["hv0"] in hall.present()
    phone.close()


def test_a_phone_that_is_signed_out_scans_first_and_signs_in_later(
    browser: Browser, hall: Hall, projector: Page
) -> None:
    phone = chromium.phone(browser)
    page = phone.new_page()
    page.goto(f"{hall.address}{urlsplit(read_off(projector)).path}")
    page.locator("[name=login]").fill("hv1")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit].button--primary").click()
    expect(page.locator(".result[data-tone='success']")).to_contain_text("Nguyễn Văn Học 0001")
    assert hall.people["hv1"] in hall.present()
    phone.close()


def test_the_digits_on_the_screen_check_in_too(browser: Browser, hall: Hall, projector: Page) -> None:
    typed = projector.locator(".hall__code").inner_text()
    phone = chromium.phone(browser)
    hall.sign_in(phone, "hv2")
    page = phone.new_page()
    page.goto(f"{hall.address}/ma")
    page.locator("[name=code]").fill(typed)
    page.locator("form [type=submit].button--primary").click()
    expect(page.locator(".result[data-tone='success']")).to_contain_text("Nguyễn Văn Học 0002")
    phone.close()


def test_without_script_the_phone_needs_one_more_tap(browser: Browser, hall: Hall, projector: Page) -> None:
    phone = chromium.phone(browser, java_script_enabled=False)
    hall.sign_in(phone, "hv3")
    page = phone.new_page()
    page.goto(f"{hall.address}{urlsplit(read_off(projector)).path}")
    assert hall.people["hv3"] not in hall.present()
    page.locator("form [type=submit]").click()
    expect(page.locator(".result[data-tone='success']")).to_be_visible()
    phone.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_and_the_digits_are_large_enough_for_the_back_row(
    browser: Browser, hall: Hall, scheme: Any
) -> None:
    with _projector(browser, hall, color_scheme=scheme) as page:
        assert read_off(page).startswith(hall.address.upper())
        code = page.locator(SHOWN).bounding_box()
        assert code is not None
        assert code["height"] >= 0.8 * SCREEN["height"]
        assert code["y"] >= 0
        assert code["y"] + code["height"] <= SCREEN["height"]
        assert page.evaluate(TALL) >= 0.12 * SCREEN["height"]
        right = page.evaluate("document.querySelector('.hall__code span').getBoundingClientRect().right")
        assert right <= SCREEN["width"]


def test_older_projectors_show_the_code_on_four_fifths_of_the_height_and_tall_digits(
    hall: Hall, projector: Page
) -> None:
    """The box of the drawing holds its quiet zone. Digits keep 12 % of the height at 4:3, nearly so elsewhere."""
    for width, height in [(1024, 768), (1280, 1024), (1400, 1050), (1440, 900)]:
        projector.set_viewport_size({"width": width, "height": height})
        code = projector.locator(SHOWN).bounding_box()
        assert code is not None
        assert code["height"] >= 0.8 * height
        assert code["x"] + code["width"] <= 0.65 * width
        assert projector.evaluate(TALL) >= (0.12 if width * 3 == height * 4 else 0.11) * height
        assert read_off(projector).startswith(hall.address.upper())
        for part in (".hall__code", ".hall__code span", ".hall__counts", ".hall__clock"):
            box = projector.locator(part).first.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= width, part
            assert box["y"] + box["height"] <= height, part


TALL = """() => {
  const style = getComputedStyle(document.querySelector(".hall__code"));
  const brush = document.createElement("canvas").getContext("2d");
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return brush.measureText("1").actualBoundingBoxAscent;
}"""


def test_a_code_that_nobody_can_vouch_for_is_hidden_and_comes_back(hall: Hall, browser: Browser) -> None:
    with _projector(browser, hall) as page:
        page.clock.install()
        page.reload()
        count = page.locator("[data-count='before']").inner_text()
        hall.wire.mode = wires.Mode.CUT
        expect(page.locator(SHOWN)).to_be_visible()
        page.clock.fast_forward((tokens.QR_STEP + UNHURRIED + 1) * 1000)
        expect(page.locator("[data-lost]")).to_be_visible()
        expect(page.locator(".hall__code")).to_be_hidden()
        assert page.locator("[data-count='before']").inner_text() == count
        hall.wire.mode = wires.Mode.WHOLE
        expect(page.locator("[data-lost]")).to_be_hidden()
        assert read_off(page)


def test_a_computer_whose_clock_is_years_wrong_shows_the_same_code(hall: Hall, browser: Browser) -> None:
    with _projector(browser, hall) as page:
        page.clock.install(time=datetime(2001, 1, 1, tzinfo=UTC))
        page.reload()
        page.wait_for_timeout(4000)  # it has asked the server again meanwhile
        address = urlsplit(read_off(page)).path
        phone = chromium.phone(browser)
        hall.sign_in(phone, "hv4")
        checked = phone.new_page()
        checked.goto(f"{hall.address}{address}")
        expect(checked.locator(".result[data-tone='success']")).to_be_visible()
        phone.close()


def test_a_screen_that_is_signed_out_says_so(hall: Hall, projector: Page) -> None:
    projector.context.clear_cookies()
    expect(projector.locator("[data-signed-out]")).to_be_visible()
    expect(projector.locator("[data-lost]")).to_be_hidden()


def test_a_tap_on_the_list_while_the_network_is_gone_is_saved_when_it_is_back(
    hall: Hall, projector: Page
) -> None:
    page = projector
    page.goto(f"{hall.address}/sessions/{hall.session_id}/attendance?phase=before")
    person = page.locator(f"[data-person='{hall.people['hv9']}']")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    hall.wire.mode = wires.Mode.CUT
    person.locator("label").first.click()
    expect(page.locator("[data-savestate][data-state='offline']")).to_be_visible()
    assert hall.people["hv9"] not in hall.present()
    hall.wire.mode = wires.Mode.WHOLE
    expect(page.locator("[data-savestate][data-state='saved']")).to_be_visible()
    assert hall.people["hv9"] in hall.present()


def test_changing_a_scan_on_the_list_asks_why(browser: Browser, hall: Hall, projector: Page) -> None:
    page, person = projector, hall.people["hv10"]
    with database.transaction():
        before = database.session.query(Checkpoint).one()
        came(before, database.session.get_one(Person, person), datetime.now(UTC))
    page.goto(f"{hall.address}/sessions/{hall.session_id}/attendance?phase=before")
    marks = page.locator(f"[data-person='{person}']")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    marks.locator("label").nth(3).click()
    page.locator("#reason-one").fill("Quét hộ")
    page.locator("#roll-reason [value=yes]").click()
    expect(page.locator("[data-savestate][data-state='saved']")).to_be_visible()
    with database.reading_connection() as connection:
        corrections = select(AttendanceCorrection.new, AttendanceCorrection.reason)
        assert [tuple(row) for row in connection.execute(corrections)] == [("absent", "Quét hộ")]


def test_the_last_tap_on_the_list_can_be_undone(hall: Hall, projector: Page) -> None:
    page, person = projector, hall.people["hv11"]
    page.goto(f"{hall.address}/sessions/{hall.session_id}/attendance?phase=before")
    marks = page.locator(f"[data-person='{person}']")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    marks.locator("label").first.click()
    expect(page.locator(f"[data-person='{person}'][data-seen='present']")).to_be_attached()
    page.locator("[data-undo]").click()
    expect(page.locator(f"[data-person='{person}'][data-seen='none']")).to_be_attached()
    expect(marks.locator("input:checked")).to_have_count(0)
    expect(page.locator("[data-undo]")).to_be_hidden()
    with database.reading_connection() as connection:
        corrections = select(AttendanceCorrection.old, AttendanceCorrection.new)
        mine = corrections.where(AttendanceCorrection.person_id == person)
        assert [tuple(row) for row in connection.execute(mine)] == [("present", "none")]
