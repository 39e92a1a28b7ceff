"""Nobody learns a mark, an answer or the key by another page before it is released: every page, each of the cast."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest

from lms import database
from lms.classes.models import ClassState
from lms.permissions import Permission, allowed
from lms.quizzes.rules import Reveal
from lms.quizzes.sheets import sheet
from lms.web import clock
from question_bank.types import ShortText, accepted
from tests.lms.access import CAST, quizzes as quiz_routes, results as result_routes
from tests.lms.quizzes.keyed import MARK
from tests.lms.quizzes.samples import make_quiz

OUT_OF = Decimal("7.77")
TOLD = ("7,77", "7.77")  # the mark of who has everything right
HOUR = timedelta(hours=1)
# Who may know marks and answers without being the learner: the staff of the class, by the policy.
STAFF = {"chi", "em", "khanh", "minh", "nga"}
READERS = {"chi", "nga"}
HIDDEN = {"show_marks": Reveal.NEVER, "show_key": Reveal.NEVER}
pytestmark = pytest.mark.one_database  # page after page as each of the cast: what is shown hardly differs


@pytest.fixture
def handed_in(open_page, cast, as_user):
    """`handed_in(**policy)`: An's attempt with everything right, handed in; the accepted answer is a canary."""

    def make(**policy: Any):
        asked = [
            ShortText(text="<p>Tên?</p>", accepted=accepted([f"tên {MARK}{number}"])) for number in (1, 2)
        ]
        quiz = make_quiz(cast, asked, out_of=OUT_OF, **policy)
        page = open_page(quiz)
        for slot, item in sheet(quiz.papers[0].key).items.items():
            page.send({"slot": slot, "seq": slot, "value": item.question.correct_response()})
        as_user("an").post(f"/attempts/{page.public_id}/submission")
        return page

    return make


def pages(cast, page) -> Iterable[str]:
    """Every address that is read with GET, as far as it can be made up."""
    places = {"k1": cast.k1.id, "k2": cast.k2.id, **{name: person.id for name, person in cast.people.items()}}
    places |= {"quiz": page.attempt.quiz_id, "attempt": page.attempt.id, "sitting": page.public_id}
    rows = [row for module in (quiz_routes, result_routes) for row in module.ROWS if row.method == "GET"]
    yield from {_filled(row.path, places) for row in rows}
    yield from ("/", f"/classes/{cast.k1.id}", "/classes/", "/notices/", f"/classes/{cast.k1.id}/people")
    yield f"/attempts/{page.public_id}?plain=1"


def _filled(path: str, places: dict[str, Any]) -> str:
    try:
        return path.format(**places)
    except KeyError:  # about something that this attempt has nothing to do with
        return "/"


def told(client, addresses: Iterable[str], words: Iterable[str]) -> set[str]:
    """The addresses whose answers hold one of the words."""
    return {address for address in addresses if _has_one(_text(client.get(address)), words)}


def _has_one(text: str, words: Iterable[str]) -> bool:
    return any(one in text for one in words)


def _text(answer) -> str:
    """The body; of a sheet everything that is packed in it."""
    try:
        with ZipFile(BytesIO(answer.data)) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    except BadZipFile:
        return str(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    "policy",
    [
        {"show_score": Reveal.NEVER, **HIDDEN},
        {"show_score": Reveal.CLOSED, "show_marks": Reveal.CLOSED, "show_key": Reveal.CLOSED},
    ],
    ids=["never", "not before the quiz has closed"],
)
def test_before_release_no_page_tells_a_mark_to_anybody_but_staff(handed_in, cast, app, as_user, policy):
    page = handed_in(closes_at=clock.now() + HOUR, **policy)
    addresses = list(pages(cast, page))
    for name in CAST:
        client = app.test_client() if name == "nobody" else as_user(name)
        if name not in STAFF:
            assert told(client, addresses, TOLD) == set(), name


def test_before_release_no_page_tells_the_key_or_an_answer_but_to_who_may_read_attempts(
    handed_in, cast, app, as_user
):
    page = handed_in(closes_at=clock.now() + HOUR, show_score=Reveal.CLOSED, **HIDDEN)
    addresses = list(pages(cast, page))
    shown = f"tên {MARK}"
    for name in CAST:
        client = app.test_client() if name == "nobody" else as_user(name)
        if name not in READERS:
            assert told(client, addresses, [shown]) == set(), name


def test_once_released_the_learner_alone_is_told_and_on_these_pages(handed_in, cast, as_user):
    page = handed_in(show_score=Reveal.SUBMITTED, closes_at=clock.now() + HOUR, **HIDDEN)
    addresses = list(pages(cast, page))
    mine = {f"/attempts/{page.public_id}/result"}
    assert told(as_user("an"), addresses, TOLD) >= mine
    assert told(as_user("binh"), addresses, TOLD) == set()


@pytest.mark.parametrize(
    "policy, state, known",
    [
        ({"show_score": Reveal.SUBMITTED}, ClassState.OPEN, True),
        ({"show_score": Reveal.CLOSED, "closes_at": HOUR}, ClassState.OPEN, False),
        ({"show_score": Reveal.CLOSED, "closes_at": -HOUR}, ClassState.OPEN, True),
        ({"show_score": Reveal.NEVER}, ClassState.OPEN, False),
        ({"show_score": Reveal.NEVER}, ClassState.CLOSED, True),
    ],
)
def test_the_learners_own_result_of_the_class_waits_for_what_the_quiz_withholds(
    handed_in, cast, as_user, policy, state, known
):
    policy = dict(policy)
    closes_in = policy.pop("closes_at", None)
    page = handed_in(closes_at=clock.now() + HOUR, **policy, **HIDDEN)
    if closes_in is not None:
        page.attempt.quiz.closes_at = clock.now() + closes_in
    cast.k1.state = state
    database.session.commit()
    text = as_user("an").get(f"/classes/{cast.k1.id}/my-result").text
    assert ("chờ" in text) is not known
    assert ("10,00" in text) is known


def test_somebody_whose_own_window_is_still_open_waits_for_its_end(handed_in, cast, as_user):
    """The quiz has closed for the others, and what they may know tells what was asked."""
    page = handed_in(show_score=Reveal.CLOSED, closes_at=clock.now() + HOUR, **HIDDEN)
    url = f"/quizzes/{page.attempt.quiz_id}/people/{cast.an.id}/override"
    later = (clock.local(clock.now()) + 3 * HOUR).strftime("%Y-%m-%dT%H:%M")
    sent = {"extra_minutes": "0", "extra_attempts": "1", "closes_at": later, "reason": "Ốm"}
    assert as_user("em").post(url, data=sent).status_code == 302
    page.attempt.quiz.closes_at = clock.now() - HOUR
    database.session.commit()
    assert "10,00" not in as_user("an").get(f"/classes/{cast.k1.id}/my-result").text


def test_the_staff_named_here_are_those_of_the_policy(cast, app):
    """Were somebody given the right to read, this file would have to say so."""
    readers = {
        name
        for name, person in cast.people.items()
        if name != "lan" and allowed(person.grants, Permission.ATTEMPT_SEE, cast.k1.scope)
    }
    staff = {
        name
        for name, person in cast.people.items()
        if name != "lan" and allowed(person.grants, Permission.RESULT_SEE, cast.k1.scope)
    }
    assert (readers, staff) == (READERS, STAFF)
