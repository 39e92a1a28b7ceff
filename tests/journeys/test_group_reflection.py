"""Two phones of one group: one goes offline, both write the same section, what differs is decided, one hands in for
both, the mark is read on both."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import Enrolment, StudyGroup
from lms.reflections import bench, handed_in
from lms.reflections.group_models import Participant
from lms.reflections.models import ReflectionEdit, ReflectionTask, ReflectionText
from lms.web import clock
from tests import browser as chromium
from tests.journeys.sitting.steps import until
from tests.journeys.story_world import button
from tests.lms import cast as casting
from tests.lms.reflections import making
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

READY = "[data-behaviour=writer][data-ready]"
FIRST = "textarea[data-slot='1']"


@dataclass
class House:
    """A class whose An and Bảo are one group, and a task for groups."""

    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    class_id: int
    task_id: int

    def phone(self, name: str) -> BrowserContext:
        context = chromium.phone(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        return context

    def found(self, statement):
        with self.app.app_context():
            rows = list(database.session.scalars(statement))
            database.session.remove()
        return rows


@pytest.fixture
def house(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    app = application(tmp_path_factory.mktemp("together"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        group = StudyGroup(study_class_id=cast.k1.id, name="Tổ 1")
        database.session.add(group)
        cast.people["bao"] = casting.make_person("bao", "Phan Quốc Bảo", cast.unit1)
        casting.enrol(cast.bao, cast.k1)
        database.session.flush()
        for enrolment in database.session.query(Enrolment).filter_by(study_class_id=cast.k1.id):
            if enrolment.person_id in {cast.an.id, cast.bao.id}:
                enrolment.group_id = group.id
        task = making.make_task(cast.k1, cast.chi, by_group=True, blind=False, sections=making.SECTIONS[:2])
        people, ids = {name: person.id for name, person in cast.people.items()}, (cast.k1.id, task.id)
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield House(app, address, browser, people, *ids)


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator(READY)).to_have_count(1)
    return page


def mark(house: House) -> None:
    with house.app.app_context():
        task = database.session.get_one(ReflectionTask, house.task_id)
        [script] = handed_in.current_submissions(task)
        chi = database.session.get_one(Person, house.people["chi"])
        making.mark(script, chi)
        bench.release(task, chi, clock.now())
        database.session.commit()
        database.session.remove()


def test_two_phones_write_one_reflection_and_both_read_its_mark(house: House) -> None:
    an, bao = house.phone("an"), house.phone("bao")
    first = an.new_page()
    first.goto(f"{house.address}/classes/{house.class_id}/reflections")
    button(first, "Begin writing").click()
    expect(first.locator(READY)).to_have_count(1)
    second = opened(bao, first.url)

    first.locator(FIRST).fill("Ý của An.")
    until(first, lambda: house.found(select(ReflectionText.value)) == ["Ý của An."])
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(second.locator(FIRST)).to_have_value("Ý của An.")
    expect(second.locator("[data-written-slot='1']")).to_contain_text("Nguyễn Văn An")

    bao.set_offline(True)
    second.locator(FIRST).fill("Ý của An. Bảo thêm lúc mất mạng.")
    expect(second.locator("[data-savestate][data-state=offline]")).to_have_count(1)
    first.locator(FIRST).fill("Ý của An, đã sửa.")
    until(first, lambda: house.found(select(ReflectionText.value)) == ["Ý của An, đã sửa."])
    bao.set_offline(False)
    panel = second.locator(".alert[data-tone=warning]:has([data-mine])")
    expect(panel).to_contain_text("Ý của An, đã sửa.")
    expect(panel).to_contain_text("Nguyễn Văn An")
    panel.locator("[data-mine]").click()
    until(second, lambda: house.found(select(ReflectionText.value)) == ["Ý của An. Bảo thêm lúc mất mạng."])
    kept = set(house.found(select(ReflectionEdit.value)))
    assert {"Ý của An.", "Ý của An, đã sửa.", "Ý của An. Bảo thêm lúc mất mạng."} <= kept

    button(second, "Hand in").click()
    second.wait_for_url(lambda url: not url.endswith("/edit"))
    assert sorted(house.found(select(Participant.person_id))) == sorted(
        house.people[one] for one in ("an", "bao")
    )
    mark(house)
    for context in (an, bao):
        page = context.new_page()
        page.goto(second.url)
        expect(page.locator("main")).to_contain_text("Phan Quốc Bảo")
        expect(page.locator("#mark")).to_be_visible()
    an.close()
    bao.close()
