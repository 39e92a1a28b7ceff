"""A learner sits a quiz with every type of question, whatever happens to the network, the browser and the login."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests import browser as chromium
from tests.journeys.answering import answer, answer_everything, slot_of, slots, wait_until_saved
from tests.journeys.room import Room, opened, put
from tests.lms.cast import PASSWORD
from tests.scale import scaled
from tests.servers.databases import BACKENDS, Databases
from tests.servers.wire import Mode

Sit = Callable[..., Page]
OUTAGE = scaled(30_000, 3_000)  # milliseconds
OFFLINE = ".savestate[data-state='offline']"
KEPT = ".exam[data-offline='kept']"


@pytest.fixture(scope="module")
def room(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    """On SQLite, and for the two journeys that matter most on PostgreSQL too."""
    folder: Path = tmp_path_factory.mktemp("room")
    with opened(folder, databases.new(getattr(request, "param", "sqlite"))) as made:
        yield made


on_both_databases = pytest.mark.parametrize("room", BACKENDS, indirect=True, scope="module")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def phone(browser: Browser, room: Room) -> Iterator[BrowserContext]:
    """An's phone, signed in, with an attempt that has just begun."""
    room.wire.mode = Mode.WHOLE
    room.start("an")
    context = chromium.phone(browser)
    room.sign_in(context, "an")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, room: Room) -> Page:
    return sit(phone, room)


def sit(context: BrowserContext, room: Room) -> Page:
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(room.page_address)
    expect(page.locator(".exam[data-state='ready']")).to_be_visible()
    return page


@on_both_databases
def test_every_type_of_question_is_answered_saved_and_handed_in(page: Page, room: Room) -> None:
    given = answer_everything(page)
    wait_until_saved(page)
    assert room.answers() == given
    expect(page.locator(".savestate")).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d:\d\d"))
    page.locator(".exam-foot").get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog", name="Nộp bài kiểm tra?").get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/result")
    assert room.attempt().closed_by.value == "click"
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert _left_in_the_outbox(page) == 0


@on_both_databases
def test_a_cut_a_reload_without_network_and_a_killed_tab_cost_nothing(
    phone: BrowserContext, page: Page, room: Room
) -> None:
    expect(page.locator(KEPT)).to_be_visible()
    all_slots = slots(page)
    given = {slot: answer(page, slot) for slot in all_slots[:3]}
    wait_until_saved(page)
    room.wire.mode = Mode.CUT
    given |= {slot: answer(page, slot) for slot in all_slots[3:6]}
    expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
    page.wait_for_timeout(OUTAGE)
    page.reload()
    expect(page.locator(OFFLINE)).to_contain_text("3 câu chưa lưu")
    given |= {slot: answer(page, slot) for slot in all_slots[6:8]}
    page.wait_for_timeout(1000)
    _crash(page)
    page = sit(phone, room)
    expect(page.locator(OFFLINE)).to_contain_text("5 câu chưa lưu")
    given |= {slot: answer(page, slot) for slot in all_slots[8:]}
    assert len(room.answers()) == 3
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page, 45_000)
    assert room.answers() == given


def test_a_reply_that_is_lost_costs_nothing_and_counts_once(page: Page, room: Room) -> None:
    slot = slot_of(page, "single_choice")
    room.wire.mode = Mode.REPLY_LOST
    value = answer(page, slot)
    _until(page, lambda: room.answers() == {slot: value})
    expect(page.locator(f".navigator [data-slot='{slot}']")).to_have_attribute("data-unsaved", "")
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page, 45_000)
    assert [edit.slot for edit in room.edits()] == [slot]


def test_the_page_of_a_portal_is_not_taken_for_a_save(page: Page, room: Room) -> None:
    expect(page.locator(KEPT)).to_be_visible()
    room.wire.mode = Mode.PORTAL
    slot = slot_of(page, "single_choice")
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_contain_text("1 câu chưa lưu")
    page.reload()
    expect(page.locator(OFFLINE)).to_contain_text("1 câu chưa lưu")
    assert room.answers() == {}
    room.wire.mode = Mode.WHOLE
    wait_until_saved(page, 45_000)
    assert room.answers() == {slot: value}


def test_signed_out_in_the_middle_everything_is_saved_and_the_page_stays(page: Page, room: Room) -> None:
    given = {slot: answer(page, slot) for slot in slots(page)[:2]}
    room.sign_everybody_out()
    page.evaluate("dispatchEvent(new Event('online'))")
    dialog = page.get_by_role("dialog", name="Xin đăng nhập lại")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill("không phải")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_role("alert")).to_contain_text("chưa đúng")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog).to_be_hidden()
    given |= {slot: answer(page, slot) for slot in slots(page)[2:]}
    wait_until_saved(page)
    assert room.answers() == given
    page.locator("aside").get_by_role("button", name="Nộp bài").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/result")


def test_two_devices_the_learner_chooses_which_answer_counts(
    browser: Browser, phone: BrowserContext, page: Page, room: Room
) -> None:
    slot = slot_of(page, "single_choice")
    room.wire.mode = Mode.CUT
    mine = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    room.wire.mode = Mode.WHOLE
    page.context.set_offline(True)
    with chromium.desk(browser) as desk:
        room.sign_in(desk, "an")
        other = sit(desk, room)
        theirs = answer(other, slot, 1)
        wait_until_saved(other)
    page.context.set_offline(False)
    dialog = page.get_by_role("dialog", name=re.compile("hai câu trả lời khác nhau"))
    expect(dialog).to_be_visible(timeout=45_000)
    assert room.answers() == {slot: theirs}
    dialog.get_by_role("button", name="Giữ câu trên máy này").click()
    wait_until_saved(page)
    assert room.answers() == {slot: mine}
    assert [edit.value for edit in room.edits() if edit.slot == slot].count(theirs) == 1


def test_a_second_tab_asks_before_it_goes_on(phone: BrowserContext, page: Page, room: Room) -> None:
    slot = slot_of(page, "short_text")
    typed = answer(page, slot)
    second = phone.new_page()
    second.goto(room.page_address)
    second.get_by_role("dialog", name="Bài này đang mở ở một thẻ khác").get_by_role("button").click()
    put(second, slot)
    expect(second.locator(f"#q{slot}").get_by_role("textbox")).to_have_value(typed)
    page.bring_to_front()
    expect(page.get_by_role("dialog", name="Bài này đang mở ở một thẻ khác")).to_be_visible()
    second.bring_to_front()
    changed = answer(second, slot, 1)
    wait_until_saved(second)
    assert room.answers() == {slot: changed}


def test_where_the_browser_stores_nothing_it_says_so_and_saves_at_once(
    phone: BrowserContext, room: Room
) -> None:
    phone.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page = sit(phone, room)
    expect(page.get_by_text("Trình duyệt này không lưu được gì")).to_be_visible()
    given = answer_everything(page)
    wait_until_saved(page)
    assert room.answers() == given


def test_an_answer_that_cannot_be_one_is_kept_and_explained(page: Page, room: Room) -> None:
    slot = slot_of(page, "numeric")
    put(page, slot)
    field = page.locator(f"#q{slot}").get_by_role("textbox")
    field.fill("ba rưỡi")
    expect(page.locator(f"#q{slot} [data-problem]")).to_contain_text("12,5")
    page.reload()
    expect(field).to_have_value("ba rưỡi")
    field.fill("3,5")
    wait_until_saved(page)
    assert room.answers() == {slot: "3,5"}


def test_an_answer_can_be_taken_back(page: Page, room: Room) -> None:
    slot = slot_of(page, "single_choice")
    answer(page, slot)
    wait_until_saved(page)
    page.locator(f"#q{slot}").get_by_role("button", name="Bỏ câu trả lời").click()
    wait_until_saved(page)
    _until(page, lambda: room.answers() == {slot: None})
    expect(page.locator("[data-answered-count]")).to_contain_text("0 / 10")


def test_when_time_is_up_what_is_saved_is_handed_in(page: Page, room: Room) -> None:
    given = {slot: answer(page, slot) for slot in slots(page)[:4]}
    wait_until_saved(page)
    room.end_in(4)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**/result", timeout=30_000)
    assert room.answers() == given
    assert room.attempt().closed_by.value == "timer"


def test_offline_at_the_end_the_rest_leaves_as_a_file_and_still_counts_when_it_arrives(
    page: Page, room: Room
) -> None:
    room.end_in(8)
    page.evaluate("dispatchEvent(new Event('online'))")
    slot = slot_of(page, "single_choice")
    put(page, slot)
    expect(page.locator(".timer[data-state='short']")).to_be_visible()
    room.wire.mode = Mode.CUT
    value = answer(page, slot)
    ended = page.get_by_role("dialog", name="Hết giờ làm bài")
    expect(ended).to_be_visible(timeout=15_000)
    with page.expect_download() as download:
        ended.get_by_role("button", name="Lưu thành tệp").click()
    sealed = json.loads(download.value.path().read_text("utf-8"))
    assert [edit["value"] for edit in sealed["saves"][0]["edits"]] == [value]
    room.wire.mode = Mode.WHOLE
    page.wait_for_url("**/result", timeout=45_000)
    assert room.answers() == {slot: value}
    assert [edit.outcome.value for edit in room.edits()] == ["counted-late"]


def test_without_script_the_same_page_is_a_form(browser: Browser, room: Room) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    with chromium.phone(browser, java_script_enabled=False) as context:
        room.sign_in(context, "an")
        page = context.new_page()
        page.goto(room.page_address)
        page.wait_for_url("**?plain=1")
        single, text = slot_of(page, "single_choice"), slot_of(page, "short_text")
        page.locator(f"#q{single} input[type=radio]").nth(1).check()
        page.locator(f"#q{text} input.input").fill("sông Hồng")
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator(".alert")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
        expect(page.locator(f"#q{single} input[type=radio]").nth(1)).to_be_checked()
        expect(page.locator(f"#q{text} input.input")).to_have_value("sông Hồng")
        page.locator(f"#q{text} input[name=clear]").check()
        page.get_by_role("button", name="Lưu và nộp bài").click()
        page.wait_for_url("**/result")
    assert room.answers()[text] is None
    assert room.answers()[single]


def test_the_keyboard_alone_is_enough(page: Page, room: Room) -> None:
    slot = slot_of(page, "ordering")
    put(page, slot)
    before = [part.get_attribute("data-part") for part in page.locator(f"#q{slot} [data-part]").all()]
    first = page.locator(f"#q{slot} [data-part]").first.locator("[data-move='1']")
    first.focus()
    page.keyboard.press("Enter")
    wait_until_saved(page)
    assert room.answers() == {slot: [before[1], before[0], *before[2:]]}


def test_signing_out_sends_what_is_left_and_leaves_nothing_on_the_device(page: Page, room: Room) -> None:
    expect(page.locator(KEPT)).to_be_visible()
    room.wire.mode = Mode.CUT
    slot = slot_of(page, "single_choice")
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    page.goto("about:blank")
    room.wire.mode = Mode.WHOLE
    page.goto(f"{room.address}/account")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/sign-in")
    assert room.answers() == {slot: value}
    assert _left_in_the_outbox(page) == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_an_answer_that_never_left_the_device_is_sent_from_the_page_of_the_result(
    page: Page, room: Room
) -> None:
    room.wire.mode = Mode.CUT
    slot = slot_of(page, "single_choice")
    value = answer(page, slot)
    expect(page.locator(OFFLINE)).to_be_visible()
    page.goto("about:blank")
    room.wire.mode = Mode.WHOLE
    room.end_in(-1)
    page.goto(f"{room.page_address}/result")
    expect(page.get_by_text("Các câu còn giữ trên máy này đã được gửi")).to_be_visible()
    assert room.answers() == {slot: value}


def test_the_time_is_said_aloud_at_milestones_only(page: Page, room: Room) -> None:
    voice = page.locator("[data-voice]")
    expect(voice).to_be_empty()
    room.end_in(62)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(voice).to_have_text("Còn 1 phút")
    expect(page.locator(".timer")).to_have_attribute("role", "timer")


def test_the_page_does_not_jump_when_what_it_says_of_saving_changes(page: Page, room: Room) -> None:
    put(page, slot_of(page, "single_choice"))
    height = "document.querySelector('.exam-bar').getBoundingClientRect().height"
    before = page.evaluate(height)
    room.wire.mode = Mode.CUT
    answer(page, slot_of(page, "single_choice"))
    expect(page.locator(OFFLINE)).to_be_visible()
    assert page.evaluate(height) == before


@pytest.mark.parametrize("size", [chromium.phone, chromium.desk])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_a_person_from_using_any_question_or_dialog(
    browser: Browser, room: Room, size, scheme
) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    with size(browser, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce") as context:
        room.sign_in(context, "an")
        page = sit(context, room)
        width = page.evaluate("innerWidth")
        found = []
        for slot in slots(page):
            answer(page, slot)
            found += chromium.axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") == width
        for name in ("hand-in", "ended", "sign-in-again", "conflict", "elsewhere"):
            page.evaluate("name => document.getElementById(name).showModal()", name)
            found += chromium.axe(page)
            page.evaluate("name => document.getElementById(name).close()", name)
        assert found == []


def test_every_question_fits_a_narrow_screen_in_the_largest_text(browser: Browser, room: Room) -> None:
    room.wire.mode = Mode.WHOLE
    room.start("an")
    with chromium.phone(browser, viewport={"width": 320, "height": 640}) as context:
        room.sign_in(context, "an")
        page = sit(context, room)
        page.get_by_role("button", name="Chữ rất lớn").click()
        expect(page.locator("html")).to_have_attribute("data-text", "largest")
        for slot in slots(page):
            put(page, slot)
            assert page.evaluate("document.documentElement.scrollWidth") == 320


def _crash(page: Page) -> None:
    """The process of the page dies, as when a phone runs out of memory: no event is fired, nothing is tidied up."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=5000)
    page.close()


def _left_in_the_outbox(page: Page) -> int:
    return int(
        page.evaluate(
            """() => new Promise((resolve) => {
              const opening = indexedDB.open("sen-outbox");
              opening.onsuccess = () => {
                const count = opening.result.transaction("slots").objectStore("slots").count();
                count.onsuccess = () => { resolve(count.result); opening.result.close(); };
              };
            })"""
        )
    )


def _until(page: Page, holds: Callable[[], bool]) -> None:
    for _time in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to be")
