"""A report to the committee in a real browser: drafted, signed, overtaken by a correction, replaced by a new version.

Its files are opened again by libraries that did not make them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from lms import database
from tests import browser as chromium
from tests.lms import cast as casting
from tests.lms.reports.halls import BY_HAND, held
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

ABSENT = "Võ Văn Ý"
REASON = "Bổ sung một học viên sau khi đối chiếu danh sách ký"


@dataclass
class Office:
    """The organiser's desk; `session` is the address of yesterday's session."""

    page: Page
    session: str


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("report"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        session_id, em_id = held(cast).id, cast.em.id
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        context = chromium.desk(browser)
        sign_in(app, context, em_id, address)
        yield Office(context.new_page(), f"{address}/sessions/{session_id}")


def test_a_signed_report_stays_and_a_correction_leads_to_the_next(office: Office) -> None:
    _draft(office)
    _sign(office.page)
    first = office.page.url
    signed = _files(office.page, "12-BC/TTCT")
    assert _present(office.page) == BY_HAND["present"]
    _correct(office)
    office.page.goto(first)
    expect(_due(office.page)).to_contain_text(ABSENT)
    assert _present(office.page) == BY_HAND["present"], "what is signed stays as it was signed"
    _replace(office.page)
    assert _present(office.page) == BY_HAND["present"] + 1
    replaced = _files(office.page, "13-BC/TTCT")
    assert "12-BC/TTCT" in replaced["docx"], "the new report names the one that it replaces"
    office.page.goto(first)
    expect(office.page.locator(".report-state")).to_contain_text("13-BC/TTCT")
    assert _files(office.page, "12-BC/TTCT") == signed


def _draft(office: Office) -> None:
    page = office.page
    page.goto(f"{office.session}/chair-report")
    page.get_by_role("link", name="Báo cáo cấp ủy").click()
    _write(page, "12")
    expect(page.locator(".report-state")).to_contain_text("bản nháp")


def _write(page: Page, number: str) -> None:
    page.locator("#number").fill(number)
    page.locator("#symbol").fill("BC/TTCT")
    page.locator("#issued_on").fill("2026-02-05")
    page.locator("#signer").fill("Nguyễn Thị Phương Thảo")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1")).to_contain_text(f"{number}-BC/TTCT")


def _sign(page: Page) -> None:
    """The button asks once more before anything is kept for good."""
    page.locator(".form-foot form[action$='/signature'] button").click()
    page.locator("dialog[open] .button--danger").click()
    expect(page.locator(".report-state")).to_contain_text("đã ký")


def _present(page: Page) -> int:
    return int(page.locator(".chair__stats a[href*='figure=present'] b").inner_text())


def _correct(office: Office) -> None:
    """One tap for each half of the session, for somebody whom nobody had recorded."""
    page = office.page
    for phase in ("before", "after"):
        page.goto(f"{office.session}/attendance?phase={phase}")
        row = page.locator("#roll tbody tr", has_text=ABSENT)
        row.locator(".segmented__item", has=page.locator("input[value=present]")).click()
        expect(page.locator("[data-savestate]")).to_contain_text("đã lưu")


def _due(page: Page) -> Locator:
    """What the page says of changes since the signature."""
    return page.locator("section", has=page.locator("#due"))


def _replace(page: Page) -> None:
    _due(page).locator("input[name=reason]").fill(REASON)
    _due(page).locator("form button[type=submit]").click()
    _write(page, "13")
    expect(page.locator("main")).to_contain_text(REASON)
    _sign(page)


def _files(page: Page, number: str) -> dict[str, Any]:
    """What python-docx and pypdf read in the files that the page offers."""
    docx, pdf = _download(page, "docx"), _download(page, "pdf")
    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    printed = "\n".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(pdf)).pages)
    for found in (text, printed):
        assert f"Số {number}" in " ".join(found.split())
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in found
        assert "Nguyễn Thị Phương Thảo" in found
    return {"docx": text, "pdf": printed}


def _download(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f"a[href$='/paper.{kind}']").click()
    return Path(waiting.value.path()).read_bytes()
