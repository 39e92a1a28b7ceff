"""The whole main job in real browsers on a live server: as organiser, lecturer, reviewer and learners."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page

from lms.attendance.windows import Phase
from tests import browser as chromium
from tests.journeys import (
    story_class as classroom,
    story_files as files,
    story_hall as hall_steps,
    story_questions as bank,
    story_quiz as quiz,
    story_reflection as reflection,
    story_sheets as sheets,
)
from tests.journeys.story_files import Learner
from tests.journeys.story_hall import Hall
from tests.journeys.story_world import World, vi, world as new_world
from tests.scale import scaled
from tests.servers.databases import Databases

PEOPLE = scaled(60, 6)
QUESTIONS, EASY = 10, 6


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
    office, phone = world.desk("to-chuc"), world.phone()
    _a_class_is_opened(world, office, learners)
    _everybody_checks_in(world, office, phone, learners)
    _a_quiz_is_made(world)
    quiz.sit_through_everything(phone, world)
    phone = phone.context.pages[-1]
    mark = _a_reflection_is_written_and_marked(world, phone)
    _the_sheets_agree_with_the_database(world, office, learners[0], mark)


def _a_class_is_opened(world: World, office: Page, learners: list[Learner]) -> None:
    classroom.take_over_the_programme(office, world)
    classroom.open_a_class(office, world)
    classroom.import_the_roster(office, world, learners)
    classroom.hand_out_slips(office, world, learners)
    classroom.appoint_the_lecturer_and_begin(office, world)


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


def _a_quiz_is_made(world: World) -> None:
    desk = world.desk("giang-vien")
    bank.import_the_questions(desk, world, QUESTIONS)
    bank.approve_the_questions(world.desk("hoi-dong"), world, QUESTIONS)
    quiz.build_the_quiz(desk, world, EASY)


def _a_reflection_is_written_and_marked(world: World, phone: Page) -> Decimal:
    desk = world.desk("giang-vien")
    reflection.set_the_task(desk, world)
    reflection.write_and_hand_in(phone, world)
    mark = reflection.mark_and_release(desk, world)
    reflection.see_the_mark(phone, world, mark)
    return mark


def _the_sheets_agree_with_the_database(world: World, office: Page, learner: Learner, mark: Decimal) -> None:
    attendance = sheets.attendance_sheet(office, world)
    assert sheets.signs_on_the_sheet(attendance) == sheets.signs_in_the_database(world)
    results = sheets.result_sheet(office, world)
    assert [line[vi("Full name")] for line in results] == sheets.order_in_the_database(world)
    line = sheets.line_of(results, learner.name)
    asked = EASY + bank.HARDER
    tests = Decimal(10) * (asked - 1) / asked
    assert sheets.number(line[vi("Tests")]) == tests
    assert sheets.number(line[vi("Reflection")]) == mark
    assert sheets.number(line[vi("Final mark")]) == ((tests + mark) / 2).quantize(Decimal("0.01"))
    assert (
        sheets.number(line[vi("Attended")])
        == sheets.line_of(attendance, learner.name)[vi("Periods attended")]
        == 5
    )
