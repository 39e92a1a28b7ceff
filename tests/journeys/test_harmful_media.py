"""Hostile PDFs, pictures, films, subtitles and pasted texts in lessons: in a browser nothing of them runs, and neither
the browser nor the server asks for anything elsewhere. A listener stands where they all point to.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Error, Page, expect

from lms import database
from lms.files import service as files
from lms.files.media_types import HEAD, media_type_of
from lms.lessons import service as materials
from lms.lessons.media import service as media
from lms.lessons.models import Material
from tests import browser as chromium
from tests.journeys import harmful
from tests.journeys.test_lesson import PASTE
from tests.lms import cast as casting
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

AS_SCRIPT = """(src) => new Promise((done) => {
  const script = document.createElement("script");
  script.src = src; script.onload = () => done("ran"); script.onerror = () => done("refused");
  document.head.append(script);
})"""


@dataclass
class Elsewhere:
    """An address that nobody of ours should ever ask, and who did."""

    address: str
    asked: list[str]


@dataclass
class School:
    """Sen with all that is harmful among the materials of a class and in a lesson; `outside` and `ran` stay empty."""

    app: Flask
    address: str
    browser: Browser
    ids: dict[str, int]
    materials: dict[str, int]
    outside: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """The browser of somebody, with a ledger of what it asks and of what speaks."""
        context = chromium.desk(self.browser)
        sign_in(self.app, context, self.ids[name], self.address)
        context.on("request", lambda request: self._note(request.url))
        context.on("dialog", self._dismiss)
        page = context.new_page()
        context.on("page", lambda window: self.outside.append(f"a window: {window.url}"))
        return page

    def _dismiss(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def _note(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.outside.append(url)

    def nothing_ran(self, page: Page) -> None:
        assert page.evaluate("window.ran") is None
        assert page.locator("embed, object, iframe, frame").count() == 0


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with _listening() as found:
        yield found


@pytest.fixture
def school(databases: Databases, tmp_path: Path, elsewhere: Elsewhere) -> Iterator[School]:
    app = application(tmp_path, databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        harm = harmful.files(elsewhere.address)
        offered = {name: _offered(cast, name, body, elsewhere) for name, body in harm.items()}
        draft = samples.lesson(cast, title="Bài đang viết").latest.pages[0]
        given = samples.given(cast, harmful.text(elsewhere.address))
        database.session.commit()
        numbers = {name: one.id for name, one in offered.items()}
        ids = {
            "chi": cast.chi.id,
            "an": cast.an.id,
            "class": cast.k1.id,
            "draft": draft.id,
            "giving": given.id,
        }
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield School(app, address, browser, ids, numbers)


def test_nothing_harmful_in_lessons_runs_or_fetches_anything(school: School, elsewhere: Elsewhere) -> None:
    learner = school.open("an")
    _the_listener_hears(learner, elsewhere)
    _looks_at_every_material(school, learner)
    _reads_the_lesson(school, learner)
    _pastes_into_a_page(school, school.open("chi"), elsewhere)
    assert (school.ran, school.outside, elsewhere.asked) == ([], [], [])


def _the_listener_hears(page: Page, elsewhere: Elsewhere) -> None:
    """A test of the test: a browser that is led there is noticed."""
    other = page.context.browser
    assert other is not None
    with other.new_page() as led:
        led.goto(f"{elsewhere.address}/heard")
    assert "/heard" in elsewhere.asked
    elsewhere.asked.clear()


def _looks_at_every_material(school: School, page: Page) -> None:
    page.goto(f"{school.address}/classes/{school.ids['class']}/materials")
    for name, number in school.materials.items():
        place = f"{school.address}/materials/{number}"
        assert page.evaluate(AS_SCRIPT, place) == "refused", name
        school.nothing_ran(page)
    for name, number in school.materials.items():
        place = f"{school.address}/materials/{number}"
        for address in (f"{place}/read", place):
            _visit(page, address)
            school.nothing_ran(page)
        if name == "giao-trinh.pdf":
            _visit(page, f"{place}/read")
            expect(page.locator("img.leaf")).to_have_count(1)
        page.goto("about:blank")


def _reads_the_lesson(school: School, page: Page) -> None:
    page.goto(f"{school.address}/lesson-givings/{school.ids['giving']}/reading")
    expect(page.get_by_text("Chữ của bài giảng.")).to_be_visible()
    school.nothing_ran(page)


def _pastes_into_a_page(school: School, page: Page, elsewhere: Elsewhere) -> None:
    page.goto(f"{school.address}/lesson-pages/{school.ids['draft']}/edit")
    surface = page.locator("[data-surface]")
    expect(surface).to_be_visible()
    page.evaluate(PASTE, harmful.text(elsewhere.address))
    expect(surface).to_contain_text("Chữ của bài giảng.")
    expect(surface).to_contain_text("liên kết")
    school.nothing_ran(page)


def _visit(page: Page, address: str) -> None:
    """A page, a picture, a player; or a download, which stays where it is."""
    try:
        page.goto(address)
    except Error as error:
        if "Download is starting" not in error.message and "ERR_ABORTED" not in error.message:
            raise


def _offered(cast: Cast, name: str, body: bytes, elsewhere: Elsewhere) -> Material:
    media_type = media_type_of(name, body[:HEAD])
    assert media_type is not None, f"{name} would not even be taken"
    stored = files.store(BytesIO(body), name, media_type, cast.chi.id, NOW)
    material = materials.add(cast.k1, name, stored, cast.chi, NOW)
    if name == "phim.mp4":
        media.caption(material, BytesIO(harmful.subtitles(elsewhere.address)), "phu-de.vtt", cast.chi, NOW)
    database.session.flush()
    return material


@contextmanager
def _listening() -> Iterator[Elsewhere]:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - as the library calls them

        def log_message(self, *_words: Any) -> None:
            """The list is the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Elsewhere(f"http://127.0.0.1:{server.server_port}", asked)
    server.shutdown()
    server.server_close()
