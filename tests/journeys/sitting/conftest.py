"""The room of a quiz, An's phone in it, and the page of an attempt that has just begun."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import browser as chromium
from tests.journeys.room import Room, opened
from tests.journeys.sitting.steps import sit
from tests.servers.databases import Databases
from tests.servers.wire import Mode


@pytest.fixture(scope="module")
def room(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    """On SQLite, and for the two journeys that matter most on PostgreSQL too."""
    folder: Path = tmp_path_factory.mktemp("room")
    with opened(folder, databases.new(getattr(request, "param", "sqlite"))) as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def service_workers() -> str:
    """ "block" where a test stands between page and server: what a worker hands on passes it by, unseen."""
    return "allow"


@pytest.fixture
def phone(browser: Browser, room: Room, service_workers: str) -> Iterator[BrowserContext]:
    """An's phone, signed in, with an attempt that has just begun."""
    room.wire.mode = Mode.WHOLE
    room.start("an")
    context = chromium.phone(browser, service_workers=service_workers)
    room.sign_in(context, "an")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, room: Room) -> Page:
    return sit(phone, room)
