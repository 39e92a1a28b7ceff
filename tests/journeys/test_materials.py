"""A film on its way in a browser: the line breaks, the page is opened again, and sending goes on where it stopped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request, Route, expect

from lms import database
from tests import browser as chromium
from tests.lms import cast as casting
from tests.lms.lessons.films import FILM
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

MB = 1 << 20
BODY = (FILM * 700)[: 5 * MB + 77]
OFFER = "Đưa lên cho lớp"


@dataclass
class Class:
    """Sen with the cast in it, and the page of the class's materials."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    materials: str

    def open(self, name: str, *, phone: bool = False) -> Page:
        context = chromium.phone(self.browser) if phone else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()


@pytest.fixture
def school(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    app = application(tmp_path_factory.mktemp("school"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        database.session.commit()
        people = {name: person.id for name, person in cast.people.items()}
        place = f"/classes/{cast.k1.id}/materials"
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Class(app, address, browser, people, address + place)


def test_a_film_goes_on_where_the_line_broke_and_plays_on_a_phone(school: Class, tmp_path: Path) -> None:
    film = tmp_path / "Bài giảng 1.mp4"
    film.write_bytes(BODY)
    lecturer = school.open("chi")
    _the_line_breaks(lecturer, school, film)
    begun_at = _the_same_file_again(lecturer, school, film)
    assert begun_at >= 2 * MB
    _a_learner_watches(school.open("an", phone=True), school)


def _the_line_breaks(page: Page, school: Class, film: Path) -> None:
    seen: list[str] = []

    def broken(route: Route) -> None:
        seen.append(route.request.url)
        route.abort() if len(seen) > 2 else route.continue_()

    page.route("**/pieces/*", broken)
    page.goto(f"{school.materials}/new")
    page.set_input_files('input[type="file"]', film)
    page.get_by_role("button", name=OFFER).click()
    expect(page.locator("[data-figures]")).to_contain_text("Đang mất kết nối; có mạng sẽ tự gửi tiếp")
    page.unroute("**/pieces/*")


def _the_same_file_again(page: Page, school: Class, film: Path) -> int:
    """The place of the first piece that is sent after the page was opened again."""
    places: list[int] = []

    def note(request: Request) -> None:
        if found := re.search(r"/pieces/(\d+)$", request.url):
            places.append(int(found[1]))

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{school.materials}/new")
    expect(page.get_by_text("Chưa gửi xong")).to_be_visible()
    expect(page.get_by_text("Đã nhận 2 trong số 5 MB")).to_be_visible()
    page.on("request", note)
    page.set_input_files('input[type="file"]', film)
    page.get_by_role("button", name=OFFER).click()
    page.wait_for_url(school.materials)
    expect(page.get_by_role("link", name="Bài giảng 1", exact=True)).to_be_visible()
    return places[0]


def _a_learner_watches(page: Page, school: Class) -> None:
    page.goto(school.materials)
    page.get_by_role("link", name="Bài giảng 1", exact=True).click()
    player = page.locator("video.player")
    expect(player).to_be_visible()
    body = page.evaluate(
        "async ({src}) => (await (await fetch(src, {headers: {Range: 'bytes=100-109'}})).arrayBuffer()).byteLength",
        player.element_handle(),
    )
    assert body == 10
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
