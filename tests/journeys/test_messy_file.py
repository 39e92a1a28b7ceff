"""A messy Word file of 120 questions, from the first click to questions that tests may draw, every step counted.

The lecturer leaves in the middle and comes back from another computer; somebody else reviews and approves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import func, select

from lms import database
from lms.questions.models import ImportItem, Question, QuestionVersion, VersionState
from question_bank.encoding import decode
from question_bank.markup import plain
from tests import browser as chromium
from tests.journeys.messy_word import ASKED, COUNT, KEYLESS, LESSONS, STUCK, TORN, messy
from tests.journeys.story_questions import WORD
from tests.journeys.story_world import button, link, vi
from tests.lms import cast as casting
from tests.servers.databases import Databases
from tests.servers.threaded import application, serving, sign_in

FILE = "Ngân hàng câu hỏi (bản tổng hợp).docx"


@dataclass
class Hand:
    """One person at one computer; each click, choice and file counts as a step."""

    page: Page
    steps: list[str] = field(default_factory=list)

    def click(self, what: Locator, why: str) -> None:
        self.steps.append(why)
        what.click()

    def choose(self, what: Locator, why: str, words: str) -> None:
        self.steps.append(why)
        what.select_option(label=words)

    def send(self, name: str, body: bytes, why: str) -> None:
        self.steps.append(why)
        sent = {"name": name, "mimeType": WORD, "buffer": body}
        self.page.locator("[name=file]").set_input_files(sent)  # type: ignore[arg-type]


@dataclass
class Office:
    app: Flask
    address: str
    browser: Browser
    people: dict[str, int]
    programme: str

    def sit_down(self, name: str, at: str) -> Hand:
        """At a computer of one's own, signed in, on the page with which one begins."""
        context = chromium.desk(self.browser)
        sign_in(self.app, context, self.people[name], self.address)
        page = context.new_page()
        page.goto(f"{self.address}{at}")
        return Hand(page)


@pytest.fixture
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = application(tmp_path_factory.mktemp("messy"), databases.new("sqlite"))
    with app.app_context():
        cast = casting.make_cast()
        people = {name: person.id for name, person in cast.people.items()}
        title = cast.programme.title
        database.session.commit()
        database.session.remove()
    with serving(app) as address, chromium.launch() as browser:
        yield Office(app, address, browser, people, title)


def test_a_messy_file_is_in_use_after_the_fewest_steps(office: Office) -> None:
    body = messy()
    first = office.sit_down("chi", "/questions/")
    _sends_the_file(first, office, body)
    _sets_the_key_that_is_missing(first)
    first.page.context.close()  # leaves in the middle
    second = office.sit_down("chi", "/questions/imports")
    second.click(second.page.get_by_role("link", name=FILE), "open the file where it was left")
    _parts_what_stuck_and_joins_what_was_torn(second)
    _gives_a_level_to_all_and_hands_over(second)
    reviewer = office.sit_down("hanh", "/questions/inbox")
    _approves_each_lesson(reviewer)
    assert _states() == {VersionState.PUBLISHED: COUNT}
    _every_question_is_as_it_was_meant()
    assert (len(first.steps), len(second.steps), len(reviewer.steps)) == (6, 11, 3 * LESSONS), (
        first.steps,
        second.steps,
        reviewer.steps,
    )


def _sends_the_file(hand: Hand, office: Office, body: bytes) -> None:
    """Of 120 questions three want to be looked at; all others are ready as they came."""
    page = hand.page
    hand.click(link(page, "Import a file").first, "import a file")
    hand.send(FILE, body, "choose the file")
    hand.choose(page.locator("[name=place]"), "choose the programme", office.programme)
    hand.click(button(page, "Read the questions"), "read it")
    page.wait_for_url("**/questions/imports/*")
    _is_to_be_looked_at(page, KEYLESS, STUCK, TORN)


def _is_to_be_looked_at(page: Page, *numbers: int) -> None:
    expect(page.locator(".review__item")).to_have_count(len(numbers))
    for number in numbers:
        expect(page.locator(f"#i{_item_number(number)}")).to_be_visible()


def _item_number(number: int) -> int:
    """How the grid counts: two stand as one there."""
    return number - (number > STUCK)


def _sets_the_key_that_is_missing(hand: Hand) -> None:
    """A tap on the letter, and to be sure kept before the desk is left."""
    page, number = hand.page, _item_number(KEYLESS)
    letter = page.locator(f"label:has([name=key-{number}-0])").nth(ASKED[KEYLESS - 1].right)
    hand.click(letter, "tap the key that is missing")
    hand.click(button(page, "Keep these decisions").last, "keep it")
    page.wait_for_load_state()


def _parts_what_stuck_and_joins_what_was_torn(hand: Hand) -> None:
    page = hand.page
    stuck = page.locator(f".review__item:has(#i{_item_number(STUCK)})")
    hand.click(button(stuck, "Split or join"), "two stand as one: split")
    begins = page.locator("label.borders__line", has_text=ASKED[STUCK].stem)
    hand.click(begins, "tap the line at which the next begins")
    hand.click(button(page, "Split here"), "split")
    page.wait_for_url("**/questions/imports/*")
    hand.click(page.locator(".tabs__link", has_text=vi("To look at")), "back to what is to be looked at")
    torn = page.locator(f".review__item:has(#i{_item_number(TORN)})")
    hand.click(button(torn, "Split or join"), "one stands as two: join")
    join = vi("Join both into question %(number)s", number=_item_number(TORN))
    hand.click(page.get_by_role("button", name=join), "join")
    page.wait_for_url("**/questions/imports/*")


def _gives_a_level_to_all_and_hands_over(hand: Hand) -> None:
    page = hand.page
    hand.click(page.locator(".tabs__link", has_text=vi("All")), "all questions")
    hand.choose(page.locator(".question-filters [name=level]"), "one level for all", "Nhận biết")
    hand.click(button(page, "Set for all"), "set it")
    page.wait_for_load_state()
    assert _states() == {}
    hand.click(button(page, "Take all that are ready and submit them"), "hand over to the council")
    page.wait_for_load_state()
    assert _states() == {VersionState.SUBMITTED: COUNT}


def _approves_each_lesson(hand: Hand) -> None:
    page = hand.page
    for _lesson in range(LESSONS):
        hand.click(link(page, "Review questions").first, "open a lesson")
        count = COUNT // LESSONS
        hand.click(button(page, "Approve all %(count)s of this topic", count=count), "approve all of it")
        hand.click(button(page.locator("dialog[open]"), "Approve all"), "yes, all")
        page.goto(page.url.partition("/questions/")[0] + "/questions/inbox")


def _states() -> dict[VersionState, int]:
    statement = select(QuestionVersion.state, func.count()).group_by(QuestionVersion.state)
    with database.reading_connection() as connection:
        return dict(connection.execute(statement).all())


def _every_question_is_as_it_was_meant() -> None:
    """Text, options and key of each, whatever hand had typed it; and nothing in the bank that was not in the file."""
    statement = (
        select(QuestionVersion.content, ImportItem.number)
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(
            ImportItem,
            (ImportItem.import_id == Question.import_id) & (ImportItem.number == Question.import_number),
        )
    )
    with database.reading_connection() as connection:
        rows = connection.execute(statement).all()
    found = sorted(_said(decode(row.content)) for row in rows)
    meant = sorted((_stem(one.number), tuple(one.options), one.right) for one in ASKED)
    assert found == meant


def _said(question: object) -> tuple[str, tuple[str, ...], int]:
    options = question.options  # type: ignore[attr-defined]
    right = [place for place, option in enumerate(options) if option.right]
    return _flat(question.text), tuple(_flat(one.text) for one in options), right[0]  # type: ignore[attr-defined]


def _stem(number: int) -> str:
    """The torn one keeps the words that somebody typed between its halves."""
    stem = ASKED[number - 1].stem
    first, comma, rest = stem.partition(", ")
    return f"{first}, (tiếp theo) {rest}" if number == TORN and comma else stem


def _flat(html: str) -> str:
    return " ".join(plain(html.replace("<br>", " ")).split())
