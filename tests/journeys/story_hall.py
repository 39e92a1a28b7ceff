"""The hall: the code is read off the screen, everybody scans it, one is on the list by hand, one mark is corrected."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.accounts.models import Person
from lms.attendance.models import CheckIn, Checkpoint
from lms.attendance.windows import Phase
from tests.journeys.story_files import Learner
from tests.journeys.story_world import World, button
from tests.learner import Browser

GREEN = ".result[data-tone='success']"
SECONDS_A_CODE_LIVES = 15
TRIES = 20


@dataclass
class Hall:
    """The projector of one checkpoint. `phones` keep their cookies from the start of the session to its end."""

    world: World
    screen: Page
    phase: Phase = Phase.BEFORE
    phones: dict[str, Browser] = field(default_factory=dict)

    def show(self, phase: Phase) -> None:
        self.phase = phase
        address = f"{self.world.address}/sessions/{self.world.session_id}/checkpoints/{phase.value}/hall"
        self.screen.goto(address)
        expect(self.screen.locator(".hall .qr svg")).to_be_visible()

    def code(self) -> str:
        """The address in the code, as a camera in the hall sees it."""
        found = zxingcpp.read_barcodes(Image.open(BytesIO(self.screen.screenshot())))
        assert len(found) == 1
        return urlsplit(found[0].text).path

    def people_scan(self, learners: list[Learner]) -> None:
        """First everybody scans, which takes a moment; then, the first time, they sign in, which takes longer."""
        for learner in learners:
            self._scan(self.phones.setdefault(learner.phone, Browser(self.world.address)))
        for learner in learners:
            phone = self.phones[learner.phone]
            if self.phase is Phase.BEFORE:
                login = {"login": learner.phone, "password": self.world.passwords[learner.phone]}
                assert phone.post_form("/check-ins/person", **login).location == "/check-ins/claim"
            answer = phone.post_form("/check-ins", page="/check-ins/claim")
            assert 'class="result" data-tone="success"' in answer.text, answer

    def present(self) -> set[str]:
        """Whose check-in of this checkpoint is stored, by phone number."""
        statement = select(Person.phone).join(CheckIn, CheckIn.person_id == Person.id)
        statement = statement.join(Checkpoint, Checkpoint.id == CheckIn.checkpoint_id)
        return {row.phone for row in self.world.rows(statement.where(Checkpoint.phase == self.phase))}

    def scanned_by(self, phone: Page) -> None:
        self._scanned(lambda address: _goes(phone, f"{self.world.address}{address}"))

    def _scan(self, phone: Browser) -> None:
        self._scanned(lambda address: phone.get(address).status in (200, 302))

    def _scanned(self, good: Callable[[str], bool]) -> None:
        """As people do: if the code has changed in the meantime, the next one is scanned."""
        if not any(good(self.code()) for _try in range(TRIES)):
            raise AssertionError("no code on the screen was good")


def _goes(phone: Page, address: str) -> bool:
    answer = phone.goto(address)
    return answer is not None and answer.ok


def one_learner_scans_signed_out(hall: Hall, phone: Page, learner: Learner) -> None:
    """Scan, then find the slip of paper, then sign in: the page turns green by itself."""
    hall.scanned_by(phone)
    expect(phone).to_have_url(f"{hall.world.address}/check-ins/person")
    phone.locator("[name=login]").fill(learner.phone)
    phone.locator("[name=password]").fill(hall.world.passwords[learner.phone])
    button(phone, "Check in").click()
    expect(phone.locator(GREEN)).to_contain_text(learner.name)
    assert learner.phone in hall.present()


def the_same_learner_scans_at_the_end(hall: Hall, phone: Page, learner: Learner) -> None:
    hall.scanned_by(phone)
    expect(phone.locator(GREEN)).to_contain_text(learner.name)
    assert learner.phone in hall.present()


def choose_an_own_password(phone: Page, world: World, learner: Learner) -> None:
    """Asked for after the check-in, not before it."""
    phone.goto(f"{world.address}/")
    expect(phone).to_have_url(f"{world.address}/password")
    phone.locator("[name=present]").fill(world.passwords[learner.phone])
    world.passwords[learner.phone] = "hoa sen tháng năm"
    for name in ("password", "again"):
        phone.locator(f"[name={name}]").fill(world.passwords[learner.phone])
    button(phone, "Change password").click()
    phone.wait_for_url(f"{world.address}/")


def an_old_code_is_refused(hall: Hall, phone: Page) -> None:
    """A picture of the screen, sent to somebody at home."""
    address = hall.code()
    end = time.monotonic() + SECONDS_A_CODE_LIVES + 1
    hall.screen.wait_for_timeout(max(0.0, end - time.monotonic()) * 1000)
    before = hall.present()
    answer = phone.goto(f"{hall.world.address}{address}")
    assert answer is not None
    assert answer.status == 410
    expect(phone.locator(".result[data-tone='warning']")).to_be_visible()
    assert hall.present() == before


def one_tap_on_the_list(hall: Hall, office: Page, learner: Learner) -> None:
    """For who came without a phone."""
    _tap(hall, office, learner, "present")
    assert learner.phone in hall.present()


def correct(hall: Hall, office: Page, learner: Learner, mark: str, reason: str) -> None:
    """What is recorded already is changed with a reason only."""
    _tap(hall, office, learner, mark, reason)


def _tap(hall: Hall, office: Page, learner: Learner, mark: str, reason: str = "") -> None:
    session = f"{hall.world.address}/sessions/{hall.world.session_id}"
    office.goto(f"{session}/attendance?phase={hall.phase.value}")
    row = office.locator("#roll tbody tr", has_text=learner.name)
    expect(office.locator("[data-bulk]")).to_be_hidden()
    row.locator(f"label:has(input[value={mark}])").click()
    if reason:
        office.locator("#reason-one").fill(reason)
        office.locator("#roll-reason [value=yes]").click()
    expect(office.locator("[data-savestate][data-state='saved']")).to_be_visible()
