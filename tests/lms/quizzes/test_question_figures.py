"""The figures of one question: thirds, statements and several right options, and the rows that open behind each."""

import numpy as np
import pytest
from lxml import html

from lms.quizzes.sheets import sheet
from lms.quizzes.statistics import report
from lms.quizzes.statistics.thirds import Third, shares, thirds
from question_bank.options import options
from question_bank.statistics.verdicts import Kind
from question_bank.types import MultipleChoice, Statements, statements
from tests.lms.quizzes.samples import choice, make_quiz
from tests.lms.quizzes.sat import learners, sat
from tests.lms.scenes import scene

FOUR = Statements(
    text="<p>Xét các nhận định sau:</p>",
    statements=statements([f"Nhận định {sign}" for sign in "abcd"], [True, False, True, False]),
)
SEVERAL = MultipleChoice(
    text="<p>Chọn những nhiệm vụ của đảng viên?</p>",
    options=options([f"Nhiệm vụ {sign}" for sign in "abcd"], [0, 1], "m"),
)
U, M, L = Third


@pytest.mark.parametrize(
    "totals, expected",
    [
        ([9, 5, 1], [U, M, L]),
        ([1, 2, 3, 4, 5, 6, 7], [L, L, M, M, M, U, U]),
        ([9, 9, 5, 1], [U, U, M, L]),
        ([5, 5, 5], []),
        ([5, 5, 1], [U, U, L]),
        ([9, 1], []),
        ([], []),
    ],
)
def test_thirds_are_by_the_total_and_ties_at_an_edge_stand_outside(totals, expected):
    assert thirds(totals) == expected


def test_shares_say_nothing_of_a_third_that_is_empty():
    assert shares([True, False, True], [U, U, L]) == {U: 0.5, L: 1.0}
    assert shares([True], []) == {}


@pytest.fixture
def chi(cast, as_user):
    """Her browser, in English."""
    cast.chi.language = "en"
    return as_user("chi")


def item_of(quiz, place=0):
    return report.questions(report.report(quiz).sat).items[place]


@scene
def thirds_of_nine(cast):
    """A test of four, and nine who sat it: three know everything, three half of it, three nothing."""
    quiz = make_quiz(cast, [choice(number) for number in range(1, 5)])
    asked = sheet(quiz.papers[0].key).items
    people = learners(cast, 9)
    for place, person in enumerate(people):
        right = (4, 2, 0)[place // 3]
        answers = {slot: item.question.options[slot <= right].id for slot, item in asked.items()}
        sat(quiz, person, answers)
    return quiz, people


def rows_of(page):
    return html.fromstring(page).xpath("//section[descendant-or-self::*[@id='people']]//tbody/tr")


def named(page, people):
    texts = [row.text_content() for row in rows_of(page)]
    return [place for place, one in enumerate(people) if any(one.full_name in text for text in texts)]


def test_the_middle_third_stands_beside_the_others_and_each_share_opens_its_rows(thirds_of_nine, chi):
    quiz, people = thirds_of_nine
    item = item_of(quiz)
    key = next(one for one in item.answers if one.right)
    assert key.thirds == {U: 1.0, M: 1.0, L: 0.0}
    assert next(one for one in item_of(quiz, 2).answers if one.right).thirds == {U: 1.0, M: 0.0, L: 0.0}
    address = f"/quizzes/{quiz.id}/statistics/questions/{item.version_id}"
    page = chi.get(address).text
    assert "Middle third" in page
    assert f"answer={key.key}&amp;third=middle#people" in page
    for third, expected in (("upper", [0, 1, 2]), ("middle", [3, 4, 5]), ("lower", [])):
        assert named(chi.get(f"{address}?answer={key.key}&third={third}").text, people) == expected
    assert named(chi.get(f"{address}?third=lower").text, people) == [6, 7, 8]
    assert named(chi.get(f"{address}?third=best").text, people) == []


def test_r_can_be_reckoned_from_the_rows_that_it_opens(thirds_of_nine, chi):
    quiz, people = thirds_of_nine
    item = item_of(quiz, 1)
    page = chi.get(f"/quizzes/{quiz.id}/statistics/questions/{item.version_id}").text
    rows = rows_of(page)
    cells = [[cell.text_content().strip().replace(",", ".") for cell in row.findall("td")] for row in rows]
    earned, rest = ([float(row[place]) for row in cells] for place in (2, 3))
    assert len(rows) == len(people)
    assert np.corrcoef(earned, rest)[0, 1] == pytest.approx(item.correlation)


def test_a_fourth_of_true_and_false_is_read_statement_by_statement(cast, chi):
    """Thirty-two who know the others or nothing; of statement c those who know say that it is false."""
    quiz = make_quiz(cast, [FOUR, *(choice(number) for number in range(1, 5))], shuffle_options=False)
    asked = sheet(quiz.papers[0].key).items
    ids = [one.id for one in FOUR.statements]
    for place, person in enumerate(learners(cast, 32)):
        knows = place % 2 == 0
        said = [True, False, False, False] if knows else [place % 4 == 1, True, place % 3 > 0, place % 8 < 5]
        answers = {slot: item.question.options[knows].id for slot, item in asked.items() if slot > 1}
        sat(quiz, person, answers | {1: dict(zip(ids, said, strict=True))})
    item = item_of(quiz)
    assert [one.sign for one in item.answers if one.right] == ["a – Đ", "b – S", "c – Đ", "d – S"]
    assert sum(one.count for one in item.answers) == 4 * 32
    [verdict] = item.verdicts
    assert (verdict.kind, verdict.options) == (Kind.WRONG_PART, (f"{ids[2]}:true",))
    page = chi.get(f"/quizzes/{quiz.id}/statistics/questions/{item.version_id}").text
    assert "The key of c may be wrong" in page
    address = html.fromstring(page).xpath("//a[@class='statistics-verdict__link']/@href")[0]
    form = html.fromstring(chi.get(address).text)
    for one, said in zip(ids, ("true", "false", "false", "false"), strict=True):
        assert form.xpath(f"//input[@name='answer-{one}' and @checked]/@value") == [said]


def test_of_several_right_options_each_is_read_by_itself(cast, chi):
    """Those who know take b and c, but the key says a and b; nobody takes d."""
    quiz = make_quiz(cast, [SEVERAL, *(choice(number) for number in range(1, 5))], shuffle_options=False)
    asked = sheet(quiz.papers[0].key).items
    ids = [one.id for one in SEVERAL.options]
    for place, person in enumerate(learners(cast, 32)):
        knows = place % 2 == 0
        taken = [1, 2] if knows else [0] if place % 4 == 1 else [0, 1]
        answers = {slot: item.question.options[knows].id for slot, item in asked.items() if slot > 1}
        sat(quiz, person, answers | {1: [ids[one] for one in taken]})
    found = item_of(quiz).verdicts
    assert [(one.kind, one.options) for one in found] == [
        (Kind.WRONG_PART, (ids[0], ids[2])),
        (Kind.UNCHOSEN, (ids[3],)),
    ]
    page = chi.get(f"/quizzes/{quiz.id}/statistics/questions").text
    address = html.fromstring(page).xpath("//a[@class='statistics-verdict__link']/@href")[0]
    form = html.fromstring(chi.get(address).text)
    assert form.xpath("//input[@name='answer' and @checked]/@value") == [ids[1], ids[2]]


@pytest.mark.parametrize("query", ["answer=nonsense", "answer-x=true", "answer-%00=1", "answer=a&answer=b"])
def test_a_suggested_answer_that_is_none_is_left_out(cast, chi, query):
    quiz = make_quiz(cast, [FOUR, choice(1)])
    for item in sheet(quiz.papers[0].key).items.values():
        page = chi.get(f"/quizzes/{quiz.id}/corrections/new/{item.version_id}?action=key&{query}")
        assert page.status_code == 200
        assert not html.fromstring(page.text).xpath("//*[@class='keyed-anew']//input[@checked]")
