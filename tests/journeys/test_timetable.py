"""A timetable from a pattern, as an organiser makes it: looked at, corrected, made, moved, and read by a learner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lms import database
from lms.web import clock
from lms.web.clock import local
from tests import browser as chromium
from tests.journeys.story_world import button, vi
from tests.lms import cast as casting
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in


@dataclass
class Office:
    """Sen with the cast in it."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    class_id: int

    def sit_down(self, name: str, *, phone: bool = False) -> Page:
        context = chromium.phone(self.browser) if phone else chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context.new_page()


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("office"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        database.session.commit()
        people = {name: person.id for name, person in cast.people.items()}
        class_id = cast.k1.id
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Office(app, address, browser, people, class_id)


def test_from_a_pattern_to_the_learners_phone(office: Office) -> None:
    organiser, learner = office.sit_down("em"), office.sit_down("an", phone=True)
    friday = _a_friday()
    _fridays_and_saturdays(organiser, office, friday)
    _a_day_off_changes_what_would_be_made(organiser, friday)
    _it_is_made(organiser, friday)
    _all_after_the_second_move_by_a_week(organiser, friday)
    _the_learner_reads_it(learner, office, friday)


def _a_friday() -> date:
    """The one after next, counted from today: nothing of it is over."""
    today = local(clock.now()).date()
    return today + timedelta(days=(4 - today.weekday()) % 7 + 14)


def _fridays_and_saturdays(page: Page, office: Office, friday: date) -> None:
    page.goto(f"{office.address}/classes/{office.class_id}/timetable")
    page.get_by_role("link", name=vi("From a pattern")).click()
    page.get_by_label(vi("Lay the whole programme out anew")).check()
    page.locator("[name=first_day]").fill(f"{friday:%Y-%m-%d}")
    for day in range(7):
        page.locator(f"[name=weekdays][value='{day}']").set_checked(day in {4, 5})
    page.locator("[name=parts][value=afternoon]").uncheck()
    button(page, "Show the sessions").click()
    expect(page.locator("#plan")).to_be_visible()
    expect(page.locator("section[aria-labelledby=plan] tbody tr")).to_have_count(3)
    _planned_on(page, [friday, friday + timedelta(days=1), friday + timedelta(days=7)])


def _a_day_off_changes_what_would_be_made(page: Page, friday: date) -> None:
    page.locator("[name=holidays]").fill(f"{friday + timedelta(days=1):%d/%m/%Y}")
    button(page, "Show the sessions").click()
    expect(page.locator("#plan")).to_be_visible()
    _planned_on(page, [friday, friday + timedelta(days=7), friday + timedelta(days=8)])


def _it_is_made(page: Page, friday: date) -> None:
    button(page, "Put them into the timetable").click()
    page.wait_for_url("**/timetable*")
    expect(page.locator(".agenda__item")).to_have_count(3)
    expect(page.locator(".timetable__day").first).to_contain_text(f"{friday:%d/%m/%Y}")


def _all_after_the_second_move_by_a_week(page: Page, friday: date) -> None:
    page.locator(".agenda__item").nth(1).get_by_role("link", name=vi("Move the session")).click()
    page.locator("[name=day]").fill(f"{friday + timedelta(days=14):%Y-%m-%d}")
    page.locator("[name=later]").check()
    button(page, "Move the session").click()
    page.wait_for_url("**/timetable*")
    _days(page, [friday, friday + timedelta(days=14), friday + timedelta(days=15)])


def _the_learner_reads_it(page: Page, office: Office, friday: date) -> None:
    """The days have changed for the learner too, and the inbox says so."""
    page.goto(f"{office.address}/classes/{office.class_id}/timetable")
    _days(page, [friday, friday + timedelta(days=14), friday + timedelta(days=15)])
    page.goto(f"{office.address}/notices/")
    expect(
        page.get_by_text(vi("Sessions from session %(number)s on are moved") % {"number": 2})
    ).to_be_visible()


def _planned_on(page: Page, days: list[date]) -> None:
    rows = page.locator("section[aria-labelledby=plan] tbody tr")
    for place, day in enumerate(days):
        expect(rows.nth(place)).to_contain_text(f"{day:%d/%m/%Y}")


def _days(page: Page, days: list[date]) -> None:
    expect(page.locator(".timetable__day")).to_have_count(len(days))
    for place, day in enumerate(days):
        expect(page.locator(".timetable__day").nth(place)).to_contain_text(f"{day:%d/%m/%Y}")
