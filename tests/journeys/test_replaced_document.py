"""A document is replaced: what cites it is listed, looked through by those who may change it, and then done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms import database
from tests import browser as chromium
from tests.journeys.story_world import button
from tests.lms import cast as casting
from tests.lms.documents.samples import document
from tests.lms.documents.test_citations import material
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in


@dataclass
class Office:
    """Sen with the cast, an old and a new document, and two materials that cite nothing yet."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    old: int
    materials: list[int]

    def sit_down(self, name: str, *, phone: bool = False) -> Page:
        context = chromium.phone(self.browser) if phone else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("office"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        old = document(cast, "08-QĐ/TU", issued_on=date(2019, 6, 4))
        document(cast, "27-QĐ/TU", issued_on=date(2025, 11, 18))
        made = [material(cast, title).id for title in ("Đề cương bài 1", "Đề cương bài 2")]
        database.session.commit()
        people = {name: person.id for name, person in cast.people.items()}
        old_id = old.id
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Office(app, address, browser, people, old_id, made)


def test_what_cites_a_replaced_document_is_listed_and_looked_through(office: Office) -> None:
    page = office.sit_down("chi")
    for number in office.materials:
        page.goto(f"{office.address}/materials/{number}/sources")
        page.locator('[name="sources-0-document"]').fill("số 08 - QĐ/TU")
        page.locator('[name="sources-0-clause"]').fill("khoản 2 Điều 5")
        button(page, "Save").click()
        page.wait_for_url("**/materials")
    page.goto(f"{office.address}/documents/{office.old}/replacement")
    page.locator('[name="by"]').fill("27-QĐ/TU")
    button(page, "Save").click()
    expect(page.get_by_text("2 nội dung dẫn văn bản này cần rà soát")).to_be_visible()
    page.get_by_role("link", name="Rà soát").click()
    first = page.locator(".review-row").first
    first.locator('[name="note"]').fill("Điều khoản giữ nguyên ở văn bản mới")
    button(first, "Still right").click()
    expect(page.get_by_text("Điều khoản giữ nguyên ở văn bản mới")).to_be_visible()
    expect(page.get_by_text("1 mục cần rà soát")).to_be_visible()
    phone = office.sit_down("em", phone=True)
    phone.goto(f"{office.address}/documents/{office.old}/citations")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button(phone.locator(".review-row").nth(1), "Has been changed").click()
    expect(phone.get_by_text("Cần rà soát")).to_have_count(0)
    phone.goto(f"{office.address}/documents/{office.old}")
    expect(phone.get_by_text("Đã rà soát mọi nội dung dẫn văn bản này")).to_be_visible()
