"""A quiz from a matrix, sat on a phone whose network comes and goes, whose page is reloaded and whose tab dies."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.quizzes.models import Attempt, Quiz, Response
from tests.journeys.answering import slots, wait_until_saved
from tests.journeys.room import put
from tests.journeys.sitting.steps import OFFLINE, crash
from tests.journeys.story_files import OPTIONS
from tests.journeys.story_questions import HARDER, TOPIC
from tests.journeys.story_world import World, button, vi
from tests.scale import scaled
from tests.servers.wire import Mode

OUTAGE = scaled(30_000, 3_000)  # milliseconds


def build_the_quiz(desk: Page, world: World, easy: int) -> None:
    """The matrix says how many of which level; papers are drawn when it is published."""
    desk.goto(f"{world.address}/classes/{world.class_id}/quizzes/new")
    desk.locator("[name=title]").fill("Kiểm tra Bài 1")
    desk.locator("[name=minutes]").fill("45")
    first = desk.locator(".matrix tbody tr", has_text=TOPIC)
    first.locator("input").nth(0).fill(str(easy))
    first.locator("input").nth(1).fill(str(HARDER))
    button(desk, "Save as a draft").click()
    desk.wait_for_url("**/quizzes/*/edit")
    button(desk, "Draw %(count)s papers and publish", count=4).click()
    desk.wait_for_url("**/quizzes/*/board")
    [quiz] = world.rows(select(Quiz.published_at))
    assert quiz.published_at is not None


@dataclass
class Sitting:
    """One learner at one phone. `given` is what was answered, by place in the paper."""

    world: World
    page: Page
    given: dict[int, Any] = field(default_factory=dict)

    def begin(self) -> None:
        self.page.goto(f"{self.world.mobile_address}/classes/{self.world.class_id}/quizzes")
        self.page.locator(".agenda__item a").click()
        button(self.page, "Start").click()
        self._ready()
        expect(self.page.locator(".exam[data-offline='kept']")).to_be_visible()

    def answer(self, places: list[int], *, right: bool = True) -> None:
        """As one who knows (or does not know) the right letter."""
        for slot in places:
            put(self.page, slot)
            place = self.page.locator(f".exam-question[data-slot='{slot}']")
            number = int(re.findall(r"chủ đề số (\d+)", place.inner_text())[0])
            letter = OPTIONS[(number + (not right)) % len(OPTIONS)].lower()
            choice = place.locator("label", has_text=f"Phương án {letter} của chủ đề {number}").locator(
                "input"
            )
            choice.check()
            self.given[slot] = choice.get_attribute("value")

    def lose_the_network(self) -> None:
        self.world.wire.mode = Mode.CUT

    def wait_without_network(self, unsaved: int) -> None:
        self._expect_unsaved(unsaved)
        self.page.wait_for_timeout(OUTAGE)

    def reload_without_network(self, unsaved: int) -> None:
        self.page.reload()
        self._expect_unsaved(unsaved)

    def lose_the_tab(self, unsaved: int) -> None:
        """The process of the page dies, as when a phone runs out of memory; then the same address is opened again."""
        context, address = self.page.context, self.page.url
        self.page.wait_for_timeout(1000)
        crash(self.page)
        self.page = context.new_page()
        self.page.goto(address)
        self._ready()
        self._expect_unsaved(unsaved)

    def get_the_network_back(self) -> None:
        self.world.wire.mode = Mode.WHOLE
        wait_until_saved(self.page, 60_000)

    def stored(self) -> dict[int, Any]:
        return {row.slot: row.value for row in self.world.rows(select(Response.slot, Response.value))}

    def hand_in(self) -> None:
        self.page.locator(".exam-foot").get_by_role("button", name=vi("Hand in")).click()
        button(self.page.locator("dialog[open]"), "Hand in").click()
        self.page.wait_for_url("**/result")
        [attempt] = self.world.rows(select(Attempt.closed_at, Attempt.marked_at))
        assert attempt.closed_at is not None

    def _ready(self) -> None:
        expect(self.page.locator(".exam[data-state='ready']")).to_be_visible()

    def _expect_unsaved(self, count: int) -> None:
        expect(self.page.locator(OFFLINE)).to_contain_text(f"{count} câu chưa lưu")


def sit_through_everything(phone: Page, world: World) -> Sitting:
    """Three answers online, two in the outage, one after the reload, the rest after the tab died; the last is wrong."""
    sitting = Sitting(world, phone)
    sitting.begin()
    places = slots(sitting.page)
    sitting.answer(places[:3])
    wait_until_saved(sitting.page)
    sitting.lose_the_network()
    sitting.answer(places[3:5])
    sitting.wait_without_network(2)
    sitting.reload_without_network(2)
    sitting.answer(places[5:6])
    sitting.lose_the_tab(3)
    sitting.answer(places[6:-1])
    sitting.answer(places[-1:], right=False)
    assert len(sitting.stored()) == 3
    sitting.get_the_network_back()
    assert sitting.stored() == sitting.given
    assert set(sitting.given) == set(places)
    sitting.hand_in()
    return sitting
