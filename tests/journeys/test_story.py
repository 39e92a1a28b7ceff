"""The whole main job, once through, in real browsers on a live server, as organiser, lecturer, reviewer and learners."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from lms.attendance.windows import Phase

from tests import browser as chromium
from tests.journeys import story_class as classroom, story_files as files, story_hall as hall_steps
from tests.journeys.story_files import Learner
from tests.journeys.story_hall import Hall
from tests.journeys.story_world import World, world as new_world
from tests.scale import scaled
from tests.servers.databases import Databases

PEOPLE = scaled(60, 6)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium.launch() as launched:
        yield launched


@pytest.fixture
def world(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[World]:
    with new_world(databases.new("sqlite"), tmp_path_factory.mktemp("story"), browser) as made:
        yield made


def test_the_whole_main_job(world: World) -> None:
    learners = files.people(PEOPLE)
    office = world.desk("to-chuc")
    classroom.take_over_the_programme(office, world)
    classroom.open_a_class(office, world)
    classroom.import_the_roster(office, world, learners)
    classroom.hand_out_slips(office, world, learners)
    classroom.appoint_the_lecturer_and_begin(office, world)
    phone = world.phone()
    _everybody_checks_in(world, office, phone, learners)


def _everybody_checks_in(world: World, office: Page, phone: Page, learners: list[Learner]) -> None:
    """The first comes by the phone's own way, most scan, the last has no phone; the last but one leaves early."""
    first, *others, early, last = learners
    hall = Hall(world, office.context.new_page())
    hall.show(Phase.BEFORE)
    hall_steps.one_learner_scans_signed_out(hall, phone, first)
    hall_steps.choose_an_own_password(phone, world, first)
    hall_steps.an_old_code_is_refused(hall, phone)
    hall.people_scan([*others, early])
    hall_steps.one_tap_on_the_list(hall, office, last)
    hall_steps.correct(hall, office, others[0], "late", "Vào hội trường lúc 7 giờ 50")
    assert hall.present() == {learner.phone for learner in learners}
    hall.show(Phase.AFTER)
    hall_steps.the_same_learner_scans_at_the_end(hall, phone, first)
    hall.people_scan(others)
    hall_steps.one_tap_on_the_list(hall, office, last)
    assert hall.present() == {learner.phone for learner in learners} - {early.phone}
