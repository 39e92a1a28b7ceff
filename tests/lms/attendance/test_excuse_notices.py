"""Organisers learn of those who ask to stay away: one line a class, true until it is read, none left over."""

import pytest

from lms import database
from lms.attendance import excuse_notices, excuses
from lms.attendance.models import Excuse
from lms.notices.models import Notice
from lms.permissions import Role
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.attendance.hall import fill, held_now, rows

NOW = clock.now()


@pytest.fixture
def session(context, cast):
    return held_now(cast.k1, begins_in=600)


def lines(person) -> list[Notice]:
    """What lies in the inbox of the person about excuses."""
    return [notice for notice in rows(Notice) if notice.person_id == person.id and "xin" in notice.title]


def ask(session, *people) -> None:
    for person in people:
        assert excuses.ask(session, person, "Đi công tác", NOW)
        excuse_notices.asked(session.study_class, NOW)
    database.session.commit()


def test_a_learner_asks_and_the_organiser_reads_who_and_where(cast, as_user, session) -> None:
    an, em = as_user("an"), as_user("em")
    assert an.post(f"/sessions/{session.id}/excuse", data={"reason": "Con ốm"}).status_code == 302
    [line] = lines(cast.em)
    assert line.title == f"1 người xin nghỉ: {cast.k1.title}"
    assert "Nguyễn Văn An" in line.body
    assert "Con ốm" not in line.body, "reasons may speak of health: they stay behind the list"
    assert "Con ốm" in em.get(line.path).text
    assert lines(cast.an) == []


def test_all_who_ask_are_one_line_with_ten_names(cast, session) -> None:
    ask(session, *fill(cast, 12))
    [line] = lines(cast.em)
    assert line.title.startswith("12 người")
    assert len(line.body.splitlines()) == 11
    assert line.body.endswith("và 2 người nữa")


def test_what_was_read_stays_and_the_next_one_is_a_new_line(cast, session) -> None:
    first, second = fill(cast, 2)
    ask(session, first)
    [line] = lines(cast.em)
    line.read_at = NOW
    database.session.commit()
    ask(session, second)
    read, fresh = lines(cast.em)
    assert (read.read_at, fresh.read_at) == (NOW, None)
    assert fresh.title.startswith("2 người")


def test_two_classes_are_two_lines(cast, session) -> None:
    other = held_now(cast.k2, begins_in=900)
    ask(session, cast.an)
    ask(other, cast.binh)
    assert {line.class_id for line in lines(cast.em)} == {cast.k1.id, cast.k2.id}


def test_the_line_follows_answers_and_goes_with_the_last_one(cast, as_user, session) -> None:
    em, an, others = as_user("em"), as_user("an"), fill(cast, 2)
    ask(session, *others, cast.an)
    one, two, _of_an = rows(Excuse)
    assert em.post(f"/excuses/{one.id}/approval").status_code == 302
    assert lines(cast.em)[0].title.startswith("2 người")
    assert others[0].full_name not in lines(cast.em)[0].body
    assert an.post(f"/sessions/{session.id}/excuse/withdrawal").status_code == 302
    assert em.post(f"/excuses/{two.id}/refusal").status_code == 302
    assert lines(cast.em) == []
    assert len([notice for notice in rows(Notice) if notice.person_id == others[0].id]) == 1


def test_asking_again_before_the_answer_is_still_one_person(cast, session) -> None:
    ask(session, cast.an)
    ask(session, cast.an)
    [line] = lines(cast.em)
    assert line.title.startswith("1 người")


def test_where_a_class_has_organisers_of_its_own_only_they_are_told(cast, session) -> None:
    own = casting.make_person("oanh", "Lý Thị Oanh", cast.unit1)
    casting.appoint(own, Role.ORGANISER, class_id=cast.k1.id)
    database.session.commit()
    ask(session, cast.an)
    assert len(lines(own)) == 1
    assert lines(cast.em) == []
