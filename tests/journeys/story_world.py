"""The world of the story: Sen as it is run for real, people with browsers of their own, words as they stand there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from sqlalchemy import Engine

from lms import config, database
from lms.app import create_app
from lms.config import ROOT, Mode
from lms.install import translations
from lms.organisations import service as organisations
from lms.organisations.models import UnitKind
from lms.permissions import Role
from tests import browser as chromium
from tests.lms import cast as casting
from tests.servers import live
from tests.servers.live import Sen
from tests.servers.wire import Wire, stretched

STAFF = {
    "to-chuc": ("Hoàng Văn Em", Role.ORGANISER),
    "giang-vien": ("Trần Thị Mai Chi", Role.LECTURER),
    "hoi-dong": ("Vũ Thị Hạnh", Role.REVIEWER),
}


@dataclass
class World:
    """A server with two processes, reached directly by staff and over `wire` by the learner on the road."""

    sen: Sen
    wire: Wire
    browser: Browser
    engine: Engine
    folder: Path
    class_id: int = 0
    session_id: int = 0
    passwords: dict[str, str] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.sen.url

    @property
    def mobile_address(self) -> str:
        """The same server, over the network that fails."""
        return f"http://127.0.0.1:{self.wire.port}"

    def desk(self, username: str) -> Page:
        """The office PC of a member of staff, who signs in by the page."""
        page = self._page(chromium.desk(self.browser))
        page.goto(f"{self.address}/sign-in")
        sign_in(page, username, casting.PASSWORD)
        page.wait_for_url(f"{self.address}/")
        return page

    def phone(self) -> Page:
        """A learner's phone, signed out."""
        return self._page(chromium.phone(self.browser))

    def rows(self, statement: Any) -> list[Any]:
        """What the database holds, read past the server."""
        with self.engine.connect() as connection:
            return list(connection.execute(statement))

    def _page(self, context: BrowserContext) -> Page:
        self.contexts.append(context)
        return context.new_page()


@contextmanager
def world(database_url: str, folder: Path, browser: Browser) -> Iterator[World]:
    """A new installation: the tables, one unit, three members of staff, nothing else."""
    translations.compile_all()
    sen = Sen(database_url, folder / "data", workers=2)
    sen.lms("db", "upgrade")
    _first_people(database_url, folder / "data")
    engine = database.create_engine(database_url)
    with (
        live.running(database_url, folder / "data", workers=2) as sen,
        stretched("127.0.0.1", sen.port) as wire,
    ):
        made = World(sen, wire, browser, engine, folder)
        yield made
        for context in made.contexts:
            context.close()
    engine.dispose()


def sign_in(page: Page, login: str, password: str) -> None:
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    button(page, "Sign in").click()


def button(page: Page | Locator, english: str, **values: object) -> Locator:
    """A button by its words, whatever else the page shows."""
    return page.get_by_role("button", name=vi(english, **values), exact=True)


def link(page: Page | Locator, english: str, **values: object) -> Locator:
    return page.get_by_role("link", name=vi(english, **values), exact=True)


def confirm(page: Page) -> None:
    """Say yes to the question that a weighty button asks."""
    page.locator(
        "dialog[open] [type=submit], dialog[open] button.button--primary, dialog[open] .button--danger"
    ).first.click()


def vi(english: str, **values: object) -> str:
    """The words as the Vietnamese page has them; older Pythons find what has a plural only when asked for one."""
    found = _catalogue().gettext(english)
    text = str(_catalogue().ngettext(english, english, 1) if found == english else found)
    return text % values if values else text


@cache
def _catalogue() -> NullTranslations:
    return Translations.load(ROOT / "lms" / "translations", ["vi"])


def _first_people(database_url: str, data: Path) -> None:
    settings = config.from_environment(
        {},
        database_url=database_url,
        data_dir=data,
        secret_key=live.SETTINGS["SEN_SECRET_KEY"],
        mode=Mode.TESTING,
        https=False,
    )
    with create_app(settings).app_context():
        with database.transaction() as session:
            session.add(UnitKind(code="committee", label="Đảng bộ", label_en="Committee", is_grassroots=True))
            session.flush()
            organisations.found(
                name="Đảng bộ phường Tân Lâm", kind_code="committee", parent=None, on=date(2020, 1, 1)
            )
            for username, (name, role) in STAFF.items():
                casting.appoint(casting.make_person(username, name), role)
        database.session.remove()
        database.engine().dispose()
