"""The organiser's part: a programme from the preset, a class with sessions, people from a file, slips to hand out."""

from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.accounts.models import Person
from lms.classes.models import ClassSession, ClassState, Enrolment, StudyClass
from lms.programmes.models import Programme
from lms.web.clock import ZONE
from tests.journeys import story_files as files
from tests.journeys.story_files import Learner
from tests.journeys.story_world import STAFF, World, button

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODE = "NT-01"


def take_over_the_programme(office: Page, world: World) -> None:
    """The awareness class as the guidance has it: nothing is typed but a click."""
    office.goto(f"{world.address}/programmes/new?preset=awareness")
    button(office, "Store the programme").click()
    office.wait_for_url("**/programmes/*")
    [programme] = world.rows(select(Programme.code, Programme.title))
    assert programme.code == "NTVD"


def open_a_class(office: Page, world: World) -> None:
    """With the whole timetable; its first session is about to begin."""
    office.goto(f"{world.address}/classes/new")
    office.locator("[name=title]").fill("Lớp bồi dưỡng nhận thức về Đảng khóa 1")
    office.locator("[name=code]").fill(CODE)
    office.locator("[name=opens_on]").fill(f"{datetime.now(ZONE) + timedelta(days=1):%Y-%m-%d}")
    button(office, "Prepare the class").click()
    office.wait_for_url("**/timetable")
    [study_class] = world.rows(select(StudyClass.id))
    world.class_id = study_class.id
    sessions = world.rows(select(ClassSession.id).order_by(ClassSession.number))
    assert len(sessions) == 10
    world.session_id = sessions[0].id
    _bring_forward(office, world)


def _bring_forward(office: Page, world: World) -> None:
    """The first session becomes a short one, within minutes: start and end can both be checked in to by now."""
    office.goto(f"{world.address}/sessions/{world.session_id}/edit")
    starts = datetime.now(ZONE) + timedelta(minutes=10)
    if (starts + timedelta(minutes=1)).date() != starts.date():
        starts = (starts + timedelta(minutes=1)).replace(hour=0, minute=0)
    office.locator("[name=starts_at]").fill(f"{starts:%Y-%m-%dT%H:%M}")
    office.locator("[name=ends_at]").fill(f"{starts + timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    office.locator("[name=room]").fill("Hội trường A")
    button(office, "Save").click()
    office.wait_for_url("**/timetable")


def import_the_roster(office: Page, world: World, learners: list[Learner]) -> None:
    """Look through what was understood, then take the good rows; the wrong line and the double stay out."""
    office.goto(f"{world.address}/classes/{world.class_id}/roster-imports")
    sent: Any = {"name": "Danh sách.xlsx", "mimeType": XLSX, "buffer": files.roster(learners)}
    office.locator("[name=file]").set_input_files(sent)
    button(office, "Read the list").click()
    office.wait_for_url("**/roster-imports/*")
    expect(office.locator("#list")).to_be_visible()
    assert _enrolled(world) == []
    office.locator("button[name=which][value=good]").click()
    expect(office.locator(".alert[data-tone=success]").first).to_be_visible()
    assert sorted(_enrolled(world)) == sorted((one.name, one.phone) for one in learners)


def hand_out_slips(office: Page, world: World, learners: list[Learner]) -> None:
    """First passwords, shown once."""
    office.locator("[name=count]").fill(str(len(learners)))
    button(office, "Make slips with passwords").click()
    expect(office.locator(".slip")).to_have_count(len(learners))
    for slip in office.locator(".slip").all():
        login, password = slip.locator("dd").nth(0).inner_text(), slip.locator(".slip__password").inner_text()
        world.passwords[login] = password
    assert set(world.passwords) == {learner.phone for learner in learners}


def appoint_the_lecturer_and_begin(office: Page, world: World) -> None:
    office.goto(f"{world.address}/classes/{world.class_id}/lecturers?q=chi")
    office.locator(".agenda__item", has_text=STAFF["giang-vien"][0]).get_by_role("button").click()
    expect(office.locator("#present + *, section[aria-labelledby=present]").first).to_be_visible()
    office.goto(f"{world.address}/classes/{world.class_id}/edit")
    button(office, "Open the class").click()
    expect(button(office, "Finish the class")).to_be_visible()
    assert world.rows(select(StudyClass.state))[0].state is ClassState.OPEN


def _enrolled(world: World) -> list[tuple[str, str]]:
    statement = select(Person.full_name, Person.phone).join(Enrolment, Enrolment.person_id == Person.id)
    return [tuple(row) for row in world.rows(statement)]
