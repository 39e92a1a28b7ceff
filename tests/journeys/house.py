"""Sen with the whole cast in it, behind an address, and a browser for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response

from lms import database
from tests import browser as chromium
from tests.lms import cast as casting
from tests.lms.access import CAST, Row
from tests.lms.test_access import MODULES
from tests.scale import scale, scaled
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

PHONE, NARROW, DESK = 360, 320, 1280
HEIGHT = 800
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
A_PAGE = "2"
FEATURES = [pytest.param(module, id=module.__name__.rpartition(".")[2]) for module in MODULES]
Visit = tuple[Row, str, Literal["light", "dark"]]


@dataclass
class House:
    """Sen with the cast in it, and the things that each feature's rows speak of."""

    app: Flask
    address: str
    people: dict[str, int]
    places: dict[str, dict[str, Any]]
    browser: Browser
    contexts: dict[tuple[str, str], BrowserContext] = field(default_factory=dict)
    tabs: dict[tuple[str, str], "Tab"] = field(default_factory=dict)

    def context(self, name: str, scheme: Literal["light", "dark"]) -> BrowserContext:
        """The browser of one of the cast, signed in."""
        if (name, scheme) not in self.contexts:
            made = self.browser.new_context(
                viewport={"width": PHONE, "height": HEIGHT},
                locale="vi-VN",
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            if name != "nobody":
                sign_in(self.app, made, self.people[name], self.address)
            self.contexts[name, scheme] = made
        return self.contexts[name, scheme]

    def tab(self, name: str, scheme: Literal["light", "dark"]) -> "Tab":
        """The one tab of that browser: a new one for every address costs more than what is looked at in it."""
        if (name, scheme) not in self.tabs:
            page = self.context(name, scheme).new_page()
            self.tabs[name, scheme] = Tab(page, listen(page))
        return self.tabs[name, scheme]

    def place(self, module: ModuleType, row: Row) -> str:
        """The whole address of a row."""
        return self.address + row.path.format(**self.places[module.__name__])


@dataclass(frozen=True)
class Tab:
    """A page, and what it complained of so far."""

    page: Page
    complaints: list[str]


@pytest.fixture(scope="module")
def house(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    app = application(tmp_path_factory.mktemp("house"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        database.session.commit()
        people = {name: person.id for name, person in cast.people.items()}
        common = {"k1": cast.k1.id, "k2": cast.k2.id, **people}
        places = {module.__name__: common | _prepare(module, cast) for module in MODULES}
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield House(app, address, people, places, browser)


def visits(rows: list[Row]) -> list[Visit]:
    """Each page at least once by somebody who may, and in `make prove` by everybody who may, in light and dark."""
    chosen: list[Visit] = []
    for number, row in enumerate(rows):
        viewers = [name for name, sign in zip(CAST, row.answers, strict=True) if sign == A_PAGE]
        if row.method == "GET" and viewers:
            every = [(row, name, scheme) for scheme in SCHEMES for name in viewers]
            chosen += [every[(number + step) % len(every)] for step in range(scaled(len(every), 1))]
    return chosen


def opened(page: Page, address: str) -> Response | None:
    """The answer of an address; None if it gives no page but a file or a part of one."""
    try:
        answer = page.goto(address, wait_until="load")
    except Error as error:
        if "Download is starting" in error.message:
            return None
        raise
    return answer if answer is not None and _is_page(answer) else None


def listen(page: Page) -> list[str]:
    """What the page's scripts and its console complain of, from now on; a breach of the CSP is one of them."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(_serious(message)))
    return complaints


def measured(page: Page, widths: set[int]) -> list[str]:
    """What is wrong with the page as it stands: sideways at the narrowest and the widest, by axe at these."""
    complaints: list[str] = []
    for width in sorted({NARROW, DESK} | widths):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        complaints += _sideways(page, width)
        complaints += [f"{width} px: {one}" for one in chromium.axe(page)] if width in widths else []
    return complaints


def widths(number: int) -> set[int]:
    """Where axe looks: at both widths in `make prove`, else at one of them for every third page."""
    every = {PHONE, DESK}
    return every if scale() == 1 else {(PHONE, NARROW, NARROW, DESK, NARROW, NARROW)[number % 6]} & every


def _is_page(answer: Response) -> bool:
    kind = answer.headers.get("content-type", "")
    return kind.startswith("text/html") and answer.text().lstrip().lower().startswith("<!doctype")


def _serious(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" else []


def _sideways(page: Page, width: int) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px: scrolls sideways to {wide}"] if wide > width else []


def _prepare(module: ModuleType, cast: casting.Cast) -> dict[str, Any]:
    made: dict[str, Any] = module.prepare(cast) if hasattr(module, "prepare") else {}
    database.session.commit()
    return made
