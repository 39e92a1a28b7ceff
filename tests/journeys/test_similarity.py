"""Two learners share a passage and quote the task: found, shown side by side, explained, and settled in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms import database
from lms.jobs.queue import current_queue
from tests import browser as chromium
from tests.journeys.story_world import button, link, vi
from tests.lms import cast as casting
from tests.lms.similarity import making
from tests.lms.similarity.making import FIRST, OFFICIAL, SECOND, SHARED
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

WRITTEN = "Hai chúng tôi cùng ghi biên bản buổi họp thôn."
READ = "Đã nghe hai học viên nói lại."


@dataclass
class House:
    """Sen with the cast in it, a task of K1, and what An and Bảo handed in for it."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    task_id: int
    mine: str
    numbers: tuple[int, int]

    def sit_down(self, name: str) -> Page:
        context = chromium.phone(self.browser) if name == "an" else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()

    def work(self) -> None:
        """What the background worker does with the next job."""
        with self.app.app_context():
            queue = current_queue()
            job = queue.dequeue()
            assert job is not None
            queue.execute(job)


@pytest.fixture
def house(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    app = application(tmp_path_factory.mktemp("similarity"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        task, one, other = making.pair(cast)
        people = {name: person.id for name, person in cast.people.items()}
        numbers = (one.reflection.script_no or 0, other.reflection.script_no or 0)
        task_id, mine = task.id, one.reflection.public_id
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield House(app, address, browser, people, task_id, mine, numbers)


def test_from_the_shared_passage_to_all_is_well(house: House) -> None:
    lecturer, learner = house.sit_down("chi"), house.sit_down("an")
    _the_lecturer_has_the_scripts_compared(lecturer, house)
    _the_two_stand_side_by_side(lecturer, house)
    _the_lecturer_asks(lecturer, house)
    _the_learner_explains(learner, house)
    _the_lecturer_reads_and_settles(lecturer, house)
    _the_learner_is_told(learner, house)


def _list(page: Page, house: House) -> None:
    page.goto(f"{house.address}/reflection-tasks/{house.task_id}/similarity")


def _decide(page: Page, words: str, reason: str) -> None:
    page.locator("label", has_text=vi(words)).click()
    page.locator("[name=reason]").fill(reason)
    button(page, "Keep the decision").click()


def _the_lecturer_has_the_scripts_compared(page: Page, house: House) -> None:
    """From the marking pages; the page shows what was found without being loaded by hand."""
    page.goto(f"{house.address}/reflection-tasks/{house.task_id}/scripts")
    link(page, "What scripts have in common").click()
    button(page, "Compare now").click()
    expect(page.locator("[data-state=under-way]")).to_be_visible()
    house.work()
    expect(page.locator("#found tbody tr")).to_have_count(2)
    expect(page.locator(".kin__node")).to_have_count(2)
    expect(page.locator("main")).not_to_contain_text("Nguyễn Văn An")


def _the_two_stand_side_by_side(page: Page, house: House) -> None:
    """What both wrote is marked in both; what the task says is grey in both; a number leads across."""
    page.locator(".kin__list a").click()
    page.wait_for_load_state("networkidle")
    sides = page.locator("[data-side]")
    expect(sides).to_have_count(2)
    for place in range(2):
        marks = sides.nth(place).locator("mark[data-passage]")
        assert "".join(marks.all_inner_texts()).lstrip("1").startswith(SHARED[:-1])
        expect(sides.nth(place).locator(".twin__quoted")).to_have_text(OFFICIAL[:-1])
    texts = "".join(sides.all_inner_texts())
    assert FIRST in texts
    assert SECOND in texts
    sides.nth(0).locator("a.twin__number").click()
    expect(sides.nth(1).locator("a.twin__number")).to_be_focused()
    page.emulate_media(media="print")
    expect(sides.nth(1)).to_be_visible()
    page.emulate_media(media="screen")


def _the_lecturer_asks(page: Page, house: House) -> None:
    _list(page, house)
    page.locator("#found").get_by_role("link", name=re.compile(rf" {house.numbers[0]}$")).click()
    _decide(page, "Ask for an explanation", "Hỏi An về đoạn họp thôn.")
    expect(page.locator(".said")).to_contain_text("Hỏi An về đoạn họp thôn.")


def _the_learner_explains(page: Page, house: House) -> None:
    """Told in the inbox; sees the own passage, and nothing of the other."""
    page.goto(f"{house.address}/notices")
    page.locator("main a", has_text="Bài thu hoạch").first.click()
    page.wait_for_url("**/explanation")
    shown = page.locator("main").inner_text()
    assert SHARED[:-1] in shown
    for secret in (SECOND, OFFICIAL, "Bảo", str(house.numbers[1]), "Hỏi An"):
        assert secret not in shown
    page.locator("[name=body]").fill(WRITTEN)
    button(page, "Send to the lecturer").click()
    page.wait_for_url(f"**/reflections/{house.mine}")
    expect(page.locator("main")).to_contain_text(
        vi("Your explanation was received. You can still add to it.")
    )


def _the_lecturer_reads_and_settles(page: Page, house: House) -> None:
    page.goto(f"{house.address}/notices")
    page.locator("main a", has_text=str(house.numbers[0])).first.click()
    expect(page.locator(".said")).to_contain_text(WRITTEN)
    _decide(page, "All is well", READ)
    expect(page.locator(".said__item").first).to_contain_text(READ)
    page.goto(f"{house.address}/reflection-tasks/{house.task_id}/similarity?state=valid")
    expect(page.locator("#found tbody tr")).to_have_count(1)


def _the_learner_is_told(page: Page, house: House) -> None:
    page.reload()
    words = vi("Your lecturer has read your explanation. Nothing more is asked of you.")
    expect(page.locator("main")).to_contain_text(words)
