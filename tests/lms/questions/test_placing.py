"""Topic, level and bank of many questions set at once: on record, taken back, whatever happened meanwhile."""

import pytest

from lms import database
from lms.audit.models import AuditEntry
from lms.questions.models import Question
from lms.questions.placing.models import Placed, Placing
from lms.questions.placing.service import Wish, place, undo
from question_bank.question import Level
from tests.lms.cast import NOW
from tests.lms.questions.samples import choice, published, stored


@pytest.fixture
def bank(cast):
    """Three published questions of the first topic, the last of another level; one draft in the shared bank."""
    cast.chi.language = cast.dung.language = "en"
    programme = cast.programme
    where = {"programme_id": programme.id, "topic_id": programme.topics[0].id}
    made = [
        published(cast.chi, cast.hanh, NOW, choice(f"Câu hỏi số {number}?"), level=level, **where)
        for number, level in enumerate((Level.RECOGNITION, Level.RECOGNITION, Level.APPLICATION), 1)
    ]
    made.append(stored(cast.chi, NOW, choice("Bản thảo?")))
    database.session.commit()
    return [question.id for question in made]


def stands(question_id):
    found = database.session.get_one(Question, question_id)
    database.session.refresh(found)
    return found.programme_id, found.topic_id, found.level


def test_what_is_left_alone_stays_and_the_programme_goes_with_its_topic(cast, as_user, bank):
    second = cast.programme.topics[1]
    answer = as_user("chi").post(
        "/questions/placings/", data={"question": bank, "new-place": f"{cast.programme.id}:{second.id}"}
    )
    assert answer.status_code == 302
    levels = [Level.RECOGNITION, Level.RECOGNITION, Level.APPLICATION, None]
    assert [stands(one) for one in bank] == [(cast.programme.id, second.id, level) for level in levels]
    assert database.session.query(Placed).count() == 4
    versions = database.session.get_one(Question, bank[0]).versions
    assert [version.number for version in versions] == [1], "nothing that is asked changes"


def test_all_that_fit_the_filter_are_set_and_those_that_stand_there_are_no_part_of_it(as_user, cast, bank):
    client = as_user("dung")
    wanted = {"all": "1", "state": "published", "new-level": "VD"}
    page = client.get("/questions/placings/new?all=1&state=published").text
    assert "3 questions are chosen." in page
    place_of = client.post("/questions/placings/", data=wanted).headers["Location"]
    assert {stands(one)[2] for one in bank[:3]} == {Level.APPLICATION}
    assert stands(bank[3])[2] is None
    assert "2 questions were set" in client.get(place_of).text
    again = client.post("/questions/placings/", data=wanted)
    assert again.headers["Location"] == "/questions/"
    assert database.session.query(Placing).count() == 1


def test_taken_back_each_stands_where_it_stood_but_for_what_was_moved_meanwhile(cast, as_user, bank):
    before = [stands(one) for one in bank]
    shared = place(cast.chi, bank, Wish((None, None), Level.HIGH_APPLICATION), NOW)
    database.session.commit()
    assert {stands(one) for one in bank} == {(None, None, Level.HIGH_APPLICATION)}
    place(cast.dung, bank[:1], Wish(level=Level.UNDERSTANDING), NOW)
    database.session.commit()
    client = as_user("chi")
    assert "3 of 4 still stand where they were put." in client.get(f"/questions/placings/{shared.id}").text
    assert client.post(f"/questions/placings/{shared.id}/undo").status_code == 302
    assert [stands(one) for one in bank[1:]] == before[1:]
    assert stands(bank[0]) == (None, None, Level.UNDERSTANDING)
    assert undo(cast.chi, shared, NOW) is None, "once only"
    actions = [entry.action for entry in database.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions[-3:] == ["questions.placed", "questions.placed", "questions.placing-undone"]


@pytest.mark.parametrize(
    "sent", [{}, {"new-level": "none"}, {"new-place": "99999:99999"}, {"new-place": "x"}]
)
def test_nothing_to_set_is_said_and_the_choice_is_kept(as_user, bank, sent):
    answer = as_user("chi").post("/questions/placings/", data={"question": bank[:2]} | sent)
    assert answer.status_code == 422
    assert "Choose a topic or a level." in answer.text
    assert answer.text.count('name="question"') == 2
    assert database.session.query(Placing).count() == 0


def test_the_list_offers_it_to_lecturers_only(as_user, bank):
    assert "/questions/placings/new" in as_user("chi").get("/questions/").text
    assert "/questions/placings/new" in as_user("chi").get("/questions/?state=draft").text
    assert "/questions/placings/new" not in as_user("hanh").get("/questions/").text


def test_setting_many_costs_as_many_statements_as_setting_few(cast, bank, count_queries):
    def statements(ids, level):
        assert cast.chi.id  # read anew after the commit
        with count_queries() as queries:
            assert place(cast.chi, ids, Wish(level=level), NOW)
            database.session.flush()
        return len(queries)

    few = statements(bank[:2], Level.UNDERSTANDING)
    more = [stored(cast.chi, NOW, choice(f"Thêm {number}?")).id for number in range(30)]
    database.session.commit()
    assert statements([*bank, *more], Level.HIGH_APPLICATION) == few
