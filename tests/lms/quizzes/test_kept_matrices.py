"""Matrices that are kept by name: who may use them, what is filled in, what the page of a test costs."""

import re
from datetime import timedelta

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.programmes.models import Programme, Topic, lineage
from lms.quizzes.kept import rules
from lms.quizzes.kept.models import KeptMatrix
from lms.quizzes.kept.queries import usable
from lms.quizzes.kept.service import keep
from lms.quizzes.models import Quiz
from question_bank.question import Level
from tests.lms import cast as casting
from tests.lms.quizzes.samples import choice, make_quiz, put_in_bank
from tests.lms.scenes import scene


@pytest.fixture(autouse=True)
def in_english(cast):
    cast.chi.language = cast.dung.language = "en"


@scene
def quiz(cast):
    """Three single choices in the first topic, in three levels."""
    return make_quiz(cast, publish=False, weights={"TH": "1.5"}, sections=[{"title": "Phần I", "note": ""}])


ROWS = [{"topic_id": 3, "NB": 2, "TH": 1, "section": 1}, {"topic_id": 5, "NB": 0, "VD": 4}]


def test_rows_come_back_as_they_were_and_those_of_unknown_topics_are_counted_as_lost():
    kept = rules.kept(ROWS, {3: "a", 5: "b"})
    assert rules.fitted(kept, {3: "a", 5: "b"}) == rules.Fitted(ROWS, 0)
    other = rules.fitted(kept, {30: "a", 40: "c"})
    assert other == rules.Fitted([{"topic_id": 30, "NB": 2, "TH": 1, "section": 1}], 4)
    assert rules.questions(kept) == 7


def keep_it(client, quiz, **typed):
    return client.post(
        f"/quizzes/{quiz.id}/matrices", data={"name": "Ma trận 3 câu", "reach": "everybody"} | typed
    )


def test_a_matrix_is_kept_and_fills_in_a_new_test_of_another_class(cast, as_user, quiz):
    answer = keep_it(as_user("chi"), quiz)
    assert answer.status_code == 302
    kept = database.session.query(KeptMatrix).one()
    assert (kept.unit_id, kept.created_by_id) == (None, cast.chi.id)
    put_in_bank(cast, [choice(7), choice(8)], level=Level.RECOGNITION)
    client = as_user("dung")
    page = client.get(f"/classes/{cast.k2.id}/quizzes/new?kept={kept.id}").text
    assert "The matrix “Ma trận 3 câu” is filled in." in page
    topic_id = cast.programme.topics[0].id
    cell = re.search(rf'<input[^>]*name="m-{topic_id}-NB"[^>]*>', page)
    assert cell is not None
    assert 'value="1"' in cell[0]
    assert 'data-have="3"' in cell[0], "the bank as it is now"
    assert 'value="1,5"' in page
    assert "Phần I" in page


def test_filling_in_keeps_what_else_was_typed_and_stores_nothing(cast, as_user, quiz):
    kept = keep(cast.chi, quiz, "Mẫu", casting.NOW, unit_only=False)
    database.session.commit()
    typed = {"title": "Bài đang soạn", "then": "kept", "kept": kept.id, "minutes": "25"}
    answer = as_user("dung").post(f"/classes/{cast.k2.id}/quizzes", data=typed)
    assert answer.status_code == 200
    assert "Bài đang soạn" in answer.text
    assert "The matrix “Mẫu” is filled in." in answer.text
    assert database.session.query(Quiz).filter_by(study_class_id=cast.k2.id).count() == 0
    draft = as_user("chi").post(f"/quizzes/{quiz.id}", data=typed)
    assert (draft.status_code, database.session.get_one(Quiz, quiz.id).title) == (200, "Kiểm tra Bài 1")


def test_one_of_a_unit_is_for_classes_of_that_unit_and_below_only(cast, as_user, quiz):
    keep_it(as_user("chi"), quiz, reach="unit")
    kept = database.session.query(KeptMatrix).one()
    assert kept.unit_id == cast.unit1.id
    below = casting.make_class("K3", casting.make_unit("Chi bộ khu phố 1", cast.unit1), cast.programme)
    database.session.commit()
    seen = {one.code: [kept.id for kept in usable(one)] for one in (cast.k1, cast.k2, below)}
    assert seen == {"K1": [kept.id], "K2": [], "K3": [kept.id]}
    page = as_user("dung").get(f"/classes/{cast.k2.id}/quizzes/new?kept={kept.id}").text
    assert "is filled in" not in page
    assert as_user("dung").post(f"/classes/{cast.k2.id}/matrices/{kept.id}/delete").status_code == 404


def test_a_later_version_of_the_programme_takes_what_it_still_has(cast, as_user):
    made = make_quiz(cast, [choice(place) for place in range(1, 6)], publish=False)
    keep_it(as_user("chi"), made)
    first, second = cast.programme.topics[:2]
    newer = Programme(code=cast.programme.code, version=2, title=cast.programme.title)
    database.session.add(newer)
    database.session.flush()
    shared = {"programme_id": newer.id, "kind": first.kind, "periods": 4}
    database.session.add_all(
        [
            Topic(position=1, title="Bài giữ lại", lineage=second.lineage, **shared),
            Topic(position=2, title="Bài mới", lineage=lineage(), **shared),
        ]
    )
    database.session.flush()
    k4 = casting.make_class("K4", cast.unit1, newer)
    casting.appoint(cast.chi, casting.Role.LECTURER, class_id=k4.id)
    database.session.commit()
    kept = database.session.query(KeptMatrix).one()
    page = as_user("chi").get(f"/classes/{k4.id}/quizzes/new?kept={kept.id}").text
    assert "4 questions are left out: this programme does not have their topics." in page
    assert (
        "4 questions are of topics that this class does not have"
        in as_user("chi").get(f"/classes/{k4.id}/matrices").text
    )


def test_a_name_is_given_once_and_blanks_are_none(as_user, quiz):
    client = as_user("chi")
    assert keep_it(client, quiz, name="   ").status_code == 422
    assert keep_it(client, quiz).status_code == 302
    again = keep_it(client, quiz)
    assert again.status_code == 422
    assert "There is a matrix of this name already." in again.text
    assert keep_it(client, quiz, reach="unit").status_code == 302, "another reach, another matrix"
    assert database.session.query(KeptMatrix).count() == 2


def test_only_who_kept_it_throws_it_away_and_both_are_on_record(cast, as_user, quiz):
    keep_it(as_user("chi"), quiz)
    kept = database.session.query(KeptMatrix).one()
    assert as_user("dung").post(f"/classes/{cast.k2.id}/matrices/{kept.id}/delete").status_code == 403
    assert as_user("chi").post(f"/classes/{cast.k1.id}/matrices/{kept.id}/delete").status_code == 302
    assert database.session.query(KeptMatrix).count() == 0
    actions = [entry.action for entry in database.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions[-2:] == ["matrix.kept", "matrix.thrown-away"]


def test_the_matrix_of_a_test_that_is_made_from_it_does_not_follow_it(cast, as_user, quiz):
    kept = keep(cast.chi, quiz, "Mẫu", casting.NOW, unit_only=False)
    database.session.commit()
    before = [dict(row) for row in quiz.blueprint]
    kept.rows = []
    database.session.commit()
    assert database.session.get_one(Quiz, quiz.id).blueprint == before


def test_the_page_of_a_matrix_costs_the_same_however_large_the_bank_and_however_many_are_kept(
    cast, as_user, quiz, count_queries
):
    client = as_user("chi")

    def statements(address):
        client.get(address)
        with count_queries() as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = [
        f"/quizzes/{quiz.id}/edit",
        f"/classes/{cast.k1.id}/quizzes/new",
        f"/classes/{cast.k1.id}/matrices",
    ]
    keep(cast.chi, quiz, "Mẫu 1", casting.NOW, unit_only=False)
    database.session.commit()
    few = {page: statements(page) for page in pages}
    for place in range(4):
        put_in_bank(cast, [choice(10 * place + one) for one in range(10)], topic=place % 2)
        keep(cast.chi, quiz, f"Mẫu của đơn vị {place}", casting.NOW + timedelta(days=place), unit_only=True)
    database.session.commit()
    assert {page: statements(page) for page in pages} == few
    assert max(few.values()) <= 14
