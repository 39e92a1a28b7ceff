"""The whole browser is killed in the middle of a test; its profile is all that is left."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, Error, expect

from lms.install import chromium as installed
from tests import browser as chromium
from tests.journeys.answering import slots
from tests.journeys.room import Room
from tests.journeys.sitting.ledger import Ledger
from tests.journeys.sitting.steps import KEPT, OFFLINE, left_in_the_outbox, sit
from tests.servers.wire import Mode

A_SECOND = 1000  # milliseconds


@contextmanager
def started(profile: Path) -> Iterator[BrowserContext]:
    """A browser that keeps its things in `profile`, as on a person's own device."""
    context = chromium.engine().chromium.launch_persistent_context(
        profile,
        executable_path=installed.find(),
        args=chromium.QUIET,
        viewport={"width": 360, "height": 780},
        locale="vi-VN",
    )
    yield context
    with suppress(Error):  # killed
        context.close()


def kill(profile: Path) -> None:
    """`kill -9` for every process of the browser of this profile."""
    mine = [
        one
        for one in psutil.process_iter(["cmdline"])
        if f"--user-data-dir={profile}" in (one.info["cmdline"] or [])
    ]
    family = [*mine, *(child for one in mine for child in one.children(recursive=True))]
    assert family
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, 10)


def test_what_was_typed_a_second_before_the_browser_was_killed_comes_back_without_network_or_login(
    room: Room, tmp_path: Path
) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    ledger = Ledger(room)
    with started(tmp_path) as context:
        room.sign_in(context, "an")
        page = sit(context, room)
        expect(page.locator(KEPT)).to_be_visible()
        all_slots = slots(page)
        for slot in all_slots[:3]:
            ledger.answer(page, slot)
        ledger.all_saved(page)
        room.wire.mode = Mode.CUT
        for slot in all_slots[3:6]:
            ledger.answer(page, slot)
        expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
        page.wait_for_timeout(A_SECOND)
        kill(tmp_path)
    with started(tmp_path) as context:
        page = sit(context, room)
        expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
        for slot in all_slots[6:]:
            ledger.answer(page, slot)
        room.wire.mode = Mode.WHOLE
        ledger.all_saved(page)
        ledger.agrees()
        assert left_in_the_outbox(page) > 0  # until it is handed in
