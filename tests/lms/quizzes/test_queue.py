"""Marking by question: blind, in an order of one's own, same answers at once, never over what was not seen."""

import re
from decimal import Decimal

import pytest

from lms import database
from lms.audit.models import Observation
from lms.quizzes.models import SlotMark
from lms.quizzes.queue import rules
from tests.lms.quizzes.samples import choice, essay, make_quiz, word
from tests.lms.quizzes.sat import audited, learners, marks, sat, second_lecturer, total
from tests.lms.scenes import scene

LONG = "Một đoạn văn dài về bài học. " * 20


@scene
def quiz(cast):
    return make_quiz(cast, [essay(1), word(2), choice(3)])


def queue(quiz, slot=1):
    version = quiz.papers[0].slots[slot - 1].question_version_id
    return f"/quizzes/{quiz.id}/marking/{version}"


def listed(client, url):
    """The addresses of the scripts, in the order of the one who looks."""
    return list(dict.fromkeys(re.findall(rf'href="({url}/[0-9a-f]{{16}})"', client.get(url).text)))


def seen_on(page):
    return re.search(r'name="seen" value="([\d,]+)">\s*<div class="rubric__scroll"', page.text)[1]


def mark(client, url, points, **more):
    """As the page sends it: with the marks that it showed."""
    seen = more.pop("seen", None) or seen_on(client.get(url))
    return client.post(f"{url}/marks", data={"points": points, "seen": seen} | more)


def test_what_waits_is_counted_by_question(cast, as_user, quiz):
    cast.chi.language = "en"
    for person in learners(cast, 3):
        sat(quiz, person, {1: f"{LONG} {person.id}", 2: "sai bét", 3: None})
    text = as_user("chi").get(f"/quizzes/{quiz.id}/marking").text
    assert "3 answers wait" in text
    assert "3 met no right answer" in text
    assert text.count("agenda__title") == 2


def test_one_after_another_until_none_is_left(cast, as_user, quiz):
    attempts = [sat(quiz, person, {1: f"{LONG} {person.id}"}) for person in learners(cast, 3)]
    client, url = as_user("chi"), queue(quiz)
    answer = client.get(f"{url}/next")
    for _turn in range(3):
        address = answer.location.partition("?")[0]
        answer = mark(client, address, "2,5", comment="Rõ ý")
        assert answer.status_code == 302
    assert answer.location.endswith(f"/quizzes/{quiz.id}/marking")
    assert [total(attempt) for attempt in attempts] == [("2.5", 0)] * 3
    assert marks(attempts[0], 1) == [(None, None), ("3/4", cast.chi.id)]


def test_marking_is_blind_where_the_quiz_says_so(cast, as_user, quiz):
    attempt = sat(quiz, cast.an, {1: LONG})
    client, url = as_user("chi"), queue(quiz)
    [script] = listed(client, url)
    for page in (client.get(url), client.get(script)):
        for trace in (cast.an.full_name, cast.unit1.name, attempt.public_id, "hv0"):
            assert trace not in page.text
    quiz.blind_marking = False
    database.session.commit()
    assert cast.an.full_name in client.get(script).text


def test_the_order_is_each_markers_own_and_stays(cast, as_user, quiz):
    second_lecturer(cast)
    for person in learners(cast, 12):
        sat(quiz, person, {1: f"{LONG} {person.id}"})
    url = queue(quiz)
    first, again, other = (listed(as_user(who), url) for who in ("chi", "chi", "dung"))
    assert len(first) == 12
    assert first == again
    assert first != other
    assert sorted(first) == sorted(other)


def test_same_short_answers_are_marked_at_once_and_each_is_on_record(cast, as_user, quiz):
    texts = ["Tên  số 2", "tên số 2.", "TÊN SỐ 2", "khác hẳn"]
    people = learners(cast, len(texts))
    attempts = [sat(quiz, person, {1: text}) for person, text in zip(people, texts, strict=True)]
    client, url = as_user("chi"), queue(quiz)
    scripts = listed(client, url)
    assert len(scripts) == 2
    alike = next(one for one in scripts if "khác hẳn" not in client.get(one).text)
    mark(client, alike, "1")
    assert [len(marks(attempt, 1)) for attempt in attempts] == [2, 2, 2, 1]
    entries = audited("attempt.marked")
    assert [entry.subject_id for entry in entries] == sorted(attempt.id for attempt in attempts[:3])
    assert all("Tên" not in str(entry.new) + str(entry.old) for entry in entries)


def test_a_typed_answer_that_met_no_key_can_be_looked_at_and_left_as_it_is(cast, as_user, quiz):
    wrong, right = learners(cast, 2)
    looked_at = sat(quiz, wrong, {2: "tên hai"})
    sat(quiz, right, {2: "tên 2"})
    client, url = as_user("chi"), queue(quiz, 2)
    [script] = listed(client, url)
    assert mark(client, script, "0").status_code == 302
    assert marks(looked_at, 2) == [("0", None), ("0", cast.chi.id)]
    assert client.get(f"{url}/next").location.endswith(f"/quizzes/{quiz.id}/marking")


def test_a_mark_that_was_not_seen_is_never_overwritten(cast, as_user, quiz):
    second_lecturer(cast)
    attempt = sat(quiz, cast.an, {1: LONG})
    url = queue(quiz)
    [script] = listed(as_user("chi"), url)
    seen = seen_on(as_user("chi").get(script))
    assert mark(as_user("dung"), script, "3", comment="Đủ ý").status_code == 302
    refused = mark(as_user("chi"), script, "1", seen=seen)
    assert refused.status_code == 409
    assert cast.dung.full_name in refused.text
    assert "Đủ ý" in refused.text
    assert total(attempt) == ("3", 0)
    newer = re.findall(r'name="seen" value="([\d,]+)"', refused.text)[0]
    assert mark(as_user("chi"), script, "1", seen=newer).status_code == 302
    assert total(attempt) == ("1", 0)


def test_of_many_alike_only_those_are_marked_that_stand_as_they_were_seen(cast, as_user, quiz):
    people = learners(cast, 3)
    attempts = [sat(quiz, person, {1: "Không biết"}) for person in people]
    client, url = as_user("chi"), queue(quiz)
    [script] = listed(client, url)
    seen = seen_on(client.get(script))
    base = f"/attempts/{attempts[1].id}/answers/1/marks"
    assert as_user("chi").post(base, data={"points": "2"}).status_code == 302
    assert mark(client, script, "0", seen=seen).status_code == 409
    assert [total(attempt)[0] for attempt in attempts] == ["0", "2", "0"]
    assert [total(attempt)[1] for attempt in attempts] == [0, 0, 0]


def test_a_mark_can_be_taken_back(cast, as_user, quiz):
    second_lecturer(cast)
    attempt = sat(quiz, cast.an, {1: LONG})
    client, url = as_user("chi"), queue(quiz)
    [script] = listed(client, url)
    mark(client, script, "2")
    assert as_user("dung").post(f"{script}/undo").status_code == 302
    assert total(attempt) == ("2", 0)
    assert client.post(f"{script}/undo").status_code == 302
    assert total(attempt) == ("0", 1)
    assert marks(attempt, 1)[-1] == (None, cast.chi.id)


def test_marked_as_the_one_before(cast, as_user, quiz):
    first, second = learners(cast, 2)
    attempts = [sat(quiz, person, {1: f"{LONG} {person.id}"}) for person in (first, second)]
    client, url = as_user("chi"), queue(quiz)
    one, other = listed(client, url)
    mark(client, one, "1,5", comment="Thiếu ví dụ")
    page = client.get(other)
    assert "Thiếu ví dụ" in page.text
    client.post(f"{other}/marks", data={"like": "1", "seen": seen_on(page)})
    assert [total(attempt) for attempt in attempts] == [("1.5", 0)] * 2
    comments = [row.comment for row in database.session.query(SlotMark).filter_by(by_id=cast.chi.id)]
    assert comments == ["Thiếu ví dụ"] * 2


@pytest.mark.parametrize(
    "points", ["3,34", "-1", "NaN", "1e308", "Infinity", "-0,01", "năm", "", "5,5", "1\u0000e9"]
)
def test_what_is_no_number_of_points_is_refused_and_stays_in_the_field(cast, as_user, quiz, points):
    attempt = sat(quiz, cast.an, {1: LONG})
    client, url = as_user("chi"), queue(quiz)
    [script] = listed(client, url)
    refused = mark(client, script, points)
    assert refused.status_code == 422
    assert total(attempt) == ("0", 1)


@pytest.mark.parametrize("seen", ["", "0", "999999999", "abc", "77777,88888", "-1", "9" * 4000])
def test_without_having_seen_the_mark_that_counts_nothing_is_stored(cast, as_user, quiz, seen):
    attempt = sat(quiz, cast.an, {1: LONG})
    client, url = as_user("chi"), queue(quiz)
    [script] = listed(client, url)
    answer = client.post(f"{script}/marks", data={"points": "1", "seen": seen})
    assert answer.status_code == 409
    assert total(attempt) == ("0", 1)


def test_what_is_not_there_cannot_be_marked(cast, as_user, quiz):
    sat(quiz, cast.an, {1: LONG})
    other = make_quiz(cast, [essay(9)], title="Bài 2")
    client = as_user("chi")
    elsewhere = queue(other).rsplit("/", 1)[1]
    [script] = listed(client, queue(quiz))
    base = f"/quizzes/{quiz.id}/marking"
    for url in (f"{base}/{elsewhere}/next", f"{queue(quiz)}/{'0' * 16}", f"{base}/{2**31}"):
        assert client.get(url).status_code == 404
    key = script.rsplit("/", 1)[1]
    data = {"points": "1", "seen": "1"}
    assert client.post(f"/quizzes/{quiz.id}/marking/{elsewhere}/{key}/marks", data=data).status_code == 404


def test_what_runs_still_is_not_marked(cast, as_user, quiz, open_page):
    page = open_page(quiz)
    page.send({"slot": 1, "value": LONG})
    assert listed(as_user("chi"), queue(quiz)) == []


def test_opening_an_answer_is_noted(cast, as_user, quiz):
    attempt = sat(quiz, cast.an, {1: LONG})
    client = as_user("chi")
    client.get(listed(client, queue(quiz))[0])
    [noted] = database.session.query(Observation).filter_by(kind="answer.opened")
    assert noted.facts["attempt_ids"] == [attempt.id]


def test_the_pages_cost_the_same_however_many_sat(cast, as_user, quiz, count_queries):
    people = learners(cast, 12)
    client, url = as_user("chi"), queue(quiz)
    counts = []
    for group in (people[:2], people[2:]):
        for person in group:
            sat(quiz, person, {1: f"{LONG} {person.id}", 2: f"chữ {person.id}"})
        script = listed(client, url)[0]
        for address in (f"/quizzes/{quiz.id}/marking", url, script):
            client.get(address)
            with count_queries() as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 14, counts


def test_a_script_has_a_number_that_tells_nothing_and_stays():
    numbers = {rules.number(f"code-{turn}") for turn in range(300)}
    assert all(re.fullmatch(r"\d{4} \d{4}", number) for number in numbers)
    assert len(numbers) == 300
    assert rules.number("code-1") == rules.number("code-1")


@pytest.mark.parametrize(
    "full, expected",
    [
        ("1", "0 0.25 0.5 0.75 1"),
        ("3.33", "0 0.5 1 1.5 2 2.5 3 3.33"),
        ("10", "0 1 2 3 4 5 6 7 8 9 10"),
        ("0.25", "0 0.25"),
        ("0.1", "0 0.1"),
    ],
)
def test_the_points_to_touch_run_from_nothing_to_all(full, expected):
    assert [f"{one.normalize():f}" for one in rules.quick_points(Decimal(full))] == expected.split()
