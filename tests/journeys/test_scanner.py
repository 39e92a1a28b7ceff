"""The scanner at the door over https: prepared once, hours without a network, closed and opened again, sent at last."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lms import config, database
from lms.accounts.models import Person
from lms.app import create_app
from lms.attendance import codes
from lms.attendance.models import CheckIn, ScannerRead
from lms.config import Mode
from lms.install import translations
from lms.web import clock, qr
from tests import browser as chromium
from tests.journeys.story_world import sign_in, vi
from tests.journeys.test_https import SECURE, TRUSTING, make_certificate
from tests.lms import cast as casting
from tests.lms.attendance.hall import fill, open_hall
from tests.lms.cast import PASSWORD
from tests.lms.web.test_qr import picture
from tests.servers import live, tables
from tests.servers.databases import Databases
from tests.servers.live import TRUST_ANYBODY, Sen
from tests.servers.wire import Mode as WireMode, Wire, stretched

LEARNERS = [f"Nguyễn Văn Học {number:04}" for number in range(60)]
ANOTHER = "Nguyễn Văn Học 0060"
QUEUE = "[data-queue]"
ON_THE_WAY = timedelta(
    seconds=30
)  # as far as the clocks may be apart: what a busy machine takes to bring the time
KEYS = """(keys) => {
  const pressed = keys.map((key) => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  for (const event of pressed) document.body.dispatchEvent(event);
}"""
VIDEO = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@dataclass
class Door:
    """Sen behind a wire, a session that is about to begin, and everybody's code by name."""

    sen: Sen
    wire: Wire
    session_id: int
    codes: dict[str, str]

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.wire.port}"

    def all(self, statement: Any) -> list[Any]:
        engine = database.create_engine(self.sen.database_url)
        with engine.connect() as connection:
            found = list(connection.execute(statement))
        engine.dispose()
        return found

    def present(self) -> list[str]:
        """The learners who are checked in, by name, as often as they are."""
        statement = select(Person.full_name).join(CheckIn, CheckIn.person_id == Person.id)
        return sorted(name for (name,) in self.all(statement) if name in LEARNERS)


@pytest.fixture(scope="module")
def door(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    url, folder = databases.new("sqlite"), tmp_path_factory.mktemp("door")
    certificate, key = make_certificate(folder)
    tables.make(url, folder)
    session_id, held = _furnish(url, folder)
    options = ("--certificate", str(certificate), "--key", str(key))
    with (
        live.running(url, folder, workers=2, scheme="https", options=options, settings=SECURE) as sen,
        stretched("127.0.0.1", sen.port) as wire,
    ):
        yield Door(sen, wire, session_id, held)


def _furnish(url: str, folder: Path) -> tuple[int, dict[str, str]]:
    translations.compile_all()
    key = live.SETTINGS["SEN_SECRET_KEY"]
    settings = config.from_environment(
        {}, database_url=url, data_dir=folder, secret_key=key, mode=Mode.TESTING, https=False
    )
    with create_app(settings).app_context():
        cast = casting.make_cast()
        checkpoint = open_hall(cast, begins_in=20)
        people = [*fill(cast, len(LEARNERS) + 1), cast.an]
        codes.issue([person.id for person in people], clock.now())
        held = codes.codes_of(person.id for person in people)
        database.session.commit()
        found = checkpoint.class_session_id, {person.full_name: held[person.id] for person in people}
        database.session.remove()
        database.engine().dispose()
    return found


@contextmanager
def organiser(browser: Browser, door: Door) -> Iterator[BrowserContext]:
    door.wire.mode = WireMode.WHOLE
    context = chromium.phone(browser, ignore_https_errors=True)
    page = context.new_page()
    page.goto(f"{door.address}/sign-in?next=/sessions/{door.session_id}/scanners")
    sign_in(page, "em", PASSWORD)
    page.wait_for_url(f"{door.address}/sessions/{door.session_id}/scanners")
    page.close()
    yield context
    context.close()


def prepare(context: BrowserContext, door: Door, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{door.address}/sessions/{door.session_id}/scanners")
    page.get_by_role("link", name=vi("Scan with this device")).click()
    page.locator("#device-name").fill(name)
    page.locator("[data-offered-list] button").first.click()
    expect(page.locator(".scanner[data-state='ready'][data-offline='kept']")).to_be_visible()
    return page


def scan(page: Page, code: str) -> None:
    """As a hand-held scanner does: all keys at once, then Enter. Pressed one by one, a busy machine makes pauses."""
    page.evaluate(KEYS, [*code, "Enter"])


def queue(page: Page, count: int) -> None:
    """As long as the device may wait before it tries again."""
    expect(page.locator(f"{QUEUE}[data-waiting='{count}']")).to_be_attached(timeout=60_000)


def test_sixty_scans_without_a_network_closed_opened_and_sent_twice_are_the_right_list_once(
    door: Door,
) -> None:
    with chromium.launch(*TRUSTING) as browser, organiser(browser, door) as context:
        page = prepare(context, door, "Cửa 1")
        _can_be_installed(context, page)
        _airplane(context, door, on=True)
        for name in LEARNERS[:30]:
            scan(page, door.codes[name])
            expect(page.locator("[data-result] [data-name]")).to_have_text(name)
        scan(page, "NOBODYSCODE12345")
        expect(page.locator("[data-result][data-tone='danger']")).to_be_visible()
        queue(page, 31)
        assert door.present() == []

        page.close()
        page = context.new_page()
        sent: list[Any] = []
        page.on(
            "request",
            lambda request: sent.append(request) if request.url.endswith("/scanner/reads") else None,
        )
        page.goto(f"{door.address}/scanner#{door.session_id}")
        expect(page.locator(".scanner[data-state='ready']")).to_be_visible()
        queue(page, 31)
        scan(page, door.codes[LEARNERS[0]].lower())
        expect(page.locator("[data-result][data-word='again'][data-tone='success']")).to_contain_text(
            LEARNERS[0]
        )
        for name in LEARNERS[30:]:
            scan(page, door.codes[name])
            expect(page.locator("[data-result] [data-name]")).to_have_text(name)
        queue(page, 62)

        context.set_offline(False)
        door.wire.mode = WireMode.REPLY_RESET
        _until(page, lambda: door.present() == LEARNERS)
        queue(page, 62)  # it has arrived, but the device was not told
        door.wire.mode = WireMode.WHOLE
        queue(page, 0)
        _replay_backwards(door, sent)

        times = door.all(select(CheckIn.at, CheckIn.received_at))
        assert all(row.at < row.received_at for row in times)
        outcomes = [row.outcome for row in door.all(select(ScannerRead.outcome))]
        assert outcomes.count("recorded") >= len(LEARNERS)
        assert (outcomes.count("already"), outcomes.count("unknown")) == (1, 1)
        page.goto(f"{door.address}/sessions/{door.session_id}/scanners")
        expect(page.locator("#conflicts").locator("xpath=ancestor::section")).to_contain_text(
            "NOBODYSCODE12345"
        )
        _sign_out_leaves_no_names(page, door)


def _can_be_installed(context: BrowserContext, page: Page) -> None:
    """What the browser itself says; a test's window is always a private one."""
    found = context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in found} <= {"in-incognito"}


def _airplane(context: BrowserContext, door: Door, *, on: bool) -> None:
    context.set_offline(on)
    door.wire.mode = WireMode.CUT if on else WireMode.WHOLE


def _until(page: Page, happened: Any) -> None:
    """Two minutes: the page itself asks again after up to twenty seconds, and waits fifteen for each answer."""
    for _try in range(240):
        if happened():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"it never arrived; the page says: {page.locator('.scanner').inner_text()[:500]}")


def _replay_backwards(door: Door, sent: list[Any]) -> None:
    """The very batches that the device sent, the scans in another order, once more each."""
    assert sent
    before = door.present()
    for request in sent:
        batch = json.loads(request.post_data)
        batch["scans"].reverse()
        headers = {"X-Scanner-Token": request.headers["x-scanner-token"], "Content-Type": "application/json"}
        again = Request(f"{door.address}/scanner/reads", json.dumps(batch).encode(), headers)  # noqa: S310 - our own server
        with urlopen(again, context=TRUST_ANYBODY) as answer:  # noqa: S310
            assert len(json.load(answer)["answers"]) == len(batch["scans"])
    assert door.present() == before


KEPT = """async () => {
  const answer = (asked) => new Promise((tell) => { asked.onsuccess = () => tell(asked.result); });
  const db = await answer(indexedDB.open("sen-scanner"));
  const all = (name) => answer(db.transaction(name).objectStore(name).getAll());
  const kept = JSON.stringify([await all("lists"), await all("reads")]);
  db.close();
  return kept;
}"""


def _sign_out_leaves_no_names(page: Page, door: Door) -> None:
    assert "Nguyễn Văn Học" in page.evaluate(KEPT)
    page.goto(f"{door.address}/")
    page.locator("[data-behaviour='leave-device'] button").evaluate(
        "button => button.form.requestSubmit(button)"
    )
    page.wait_for_url(f"{door.address}/sign-in")
    assert page.evaluate(KEPT) == "[[],[]]"


def test_the_camera_reads_a_badge(door: Door, tmp_path: Path) -> None:
    """A real decoder on a real stream of pictures: the badge of Nguyễn Văn An held before the lens."""
    film = tmp_path / "badge.mjpeg"
    film.write_bytes(_film(door.codes["Nguyễn Văn An"], tmp_path))
    flags = (*TRUSTING, *VIDEO, f"--use-file-for-fake-video-capture={film}")
    with chromium.launch(*flags) as browser, organiser(browser, door) as context:
        page = prepare(context, door, "Cửa 2")
        page.locator("[data-camera]").click()
        expect(page.locator("[data-result][data-tone='success']")).to_contain_text("Nguyễn Văn An")
        queue(page, 0)


def _film(code: str, folder: Path) -> bytes:
    badge = picture(qr.draw(code), 8)
    frame = Image.new("RGB", (640, 480), "#c9beb1")
    frame.paste(badge, ((640 - badge.width) // 2, (480 - badge.height) // 2))
    still = folder / "frame.jpg"
    frame.save(still, quality=92)
    return still.read_bytes() * 30


def test_a_phone_whose_clock_is_years_wrong_and_then_set_back_records_the_right_time(door: Door) -> None:
    with chromium.launch(*TRUSTING) as browser, organiser(browser, door) as context:
        context.clock.install(time=datetime(2031, 1, 1, tzinfo=UTC))
        page = prepare(context, door, "Cửa 3")
        _airplane(context, door, on=True)
        page.wait_for_timeout(1500)
        page.clock.set_system_time(datetime(2030, 12, 31, tzinfo=UTC))
        page.wait_for_timeout(1500)
        scanned_at = datetime.now(UTC)
        scan(page, door.codes[ANOTHER])
        expect(page.locator("[data-result][data-tone='success']")).to_contain_text(ANOTHER)
        seen_at = datetime.now(UTC)
        _airplane(context, door, on=False)
        queue(page, 0)
    statement = (
        select(CheckIn.at).join(Person, Person.id == CheckIn.person_id).where(Person.full_name == ANOTHER)
    )
    [(at,)] = door.all(statement)
    assert scanned_at - ON_THE_WAY < at < seen_at + ON_THE_WAY


def test_a_device_that_was_taken_out_forgets_the_names_and_says_why(door: Door) -> None:
    with chromium.launch(*TRUSTING) as browser, organiser(browser, door) as context:
        device = prepare(context, door, "Cửa 4")
        assert LEARNERS[0] in device.evaluate(KEPT)
        office = context.new_page()
        office.goto(f"{door.address}/sessions/{door.session_id}/scanners")
        office.locator("tr", has_text="Cửa 4").get_by_role("button").click()
        office.locator("dialog[open] .button--danger").click()
        expect(office.locator("tr", has_text="Cửa 4").get_by_role("button")).to_have_count(0)
        scan(device, "NOBODYSCODE99999")
        expect(device.locator("[data-camera-notice]")).to_contain_text("thu hồi")
        assert LEARNERS[0] not in device.evaluate(KEPT)
        assert "NOBODYSCODE99999" in device.evaluate(KEPT)
