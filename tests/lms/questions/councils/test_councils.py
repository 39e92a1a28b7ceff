"""A topic with a council is reviewed by its members; without one by every reviewer; never by who wrote the question."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.models import AuditEntry
from lms.permissions import Role
from lms.programmes.models import Topic
from lms.questions import inbox, review
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.councils import service
from lms.questions.councils.models import ReviewCouncil
from lms.questions.councils.queries import standing
from lms.questions.councils.service import Details
from lms.questions.models import Question
from lms.questions.remarks import service as remarks
from lms.questions.review import Reason
from lms.questions.sharing.rules import Viewer
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, appoint, make_person, make_programme
from tests.lms.questions.samples import choice, stored

AsUser = Callable[[str], TestClient]
NAME = "Hội đồng xây dựng Đảng"


def council(cast: Cast, now: datetime, *members: Person, topic: int = 0, name: str = NAME) -> ReviewCouncil:
    lineage = cast.programme.topics[topic].lineage
    details = Details(cast.unit1.id, name, frozenset(one.id for one in members), frozenset({lineage}))
    made = service.found(cast.em, details, now)
    assert made is not None
    return made


def handed_in(cast: Cast, now: datetime, topic: int | None = 0, text: str = "Câu chờ duyệt?") -> Question:
    place = {
        "programme_id": cast.programme.id,
        "topic_id": None if topic is None else cast.programme.topics[topic].id,
    }
    question = stored(cast.chi, now, choice(text), **place)
    review.submit(cast.chi, [question.latest.id], now)
    return question


def second_reviewer(cast: Cast) -> Person:
    person = make_person("oanh", "Lý Thị Oanh", cast.unit1)
    cast.people["oanh"] = person
    appoint(person, Role.REVIEWER)
    return person


def waiting(person: Person) -> list[tuple[str, int]]:
    return [(pile.council_name, pile.count) for pile in inbox.to_review(Viewer(person.id))]


def test_only_members_review_a_topic_that_has_a_council(context: None, cast: Cast, now: datetime) -> None:
    oanh, question = second_reviewer(cast), handed_in(cast, now)
    assert waiting(oanh) == waiting(cast.hanh) == [("", 1)]
    council(cast, now, cast.hanh)
    assert (waiting(oanh), waiting(cast.hanh)) == ([], [(NAME, 1)])
    moved = review.publish(oanh, [question.latest.id], ALL_MET, now)
    assert (moved.done, moved.kept[Reason.COUNCIL]) == ([], 1)
    assert not remarks.remark(oanh, question.latest, "stem", "Rõ hơn", now)
    assert review.publish(cast.hanh, [question.latest.id], ALL_MET, now).done


def test_a_member_does_not_review_what_they_wrote(context: None, cast: Cast, now: datetime) -> None:
    council(cast, now, cast.chi)
    question = handed_in(cast, now)
    assert waiting(cast.chi) == []
    assert review.publish(cast.chi, [question.latest.id], ALL_MET, now).kept[Reason.OWN] == 1


def test_other_topics_and_questions_without_one_stay_with_everybody(
    context: None, cast: Cast, now: datetime
) -> None:
    oanh = second_reviewer(cast)
    council(cast, now, cast.hanh)
    handed_in(cast, now, topic=1, text="Chuyên đề khác?")
    handed_in(cast, now, topic=None, text="Không chuyên đề?")
    assert waiting(oanh) == waiting(cast.hanh) == [("", 1), ("", 1)]


def test_of_two_councils_for_a_topic_the_members_of_both_review(
    context: None, cast: Cast, now: datetime
) -> None:
    oanh = second_reviewer(cast)
    council(cast, now, cast.hanh)
    council(cast, now, oanh, name="Hội đồng thứ hai")
    handed_in(cast, now)
    assert (waiting(cast.hanh), waiting(oanh)) == ([(NAME, 1)], [("Hội đồng thứ hai", 1)])


def test_a_council_covers_its_topic_in_every_version_of_the_programme(
    context: None, cast: Cast, now: datetime
) -> None:
    oanh = second_reviewer(cast)
    council(cast, now, cast.hanh)
    newer = make_programme_of(cast)
    question = stored(cast.chi, now, programme_id=newer.programme_id, topic_id=newer.id)
    review.submit(cast.chi, [question.latest.id], now)
    assert (waiting(oanh), waiting(cast.hanh)) == ([], [(NAME, 1)])


def make_programme_of(cast: Cast) -> Topic:
    """The first topic in another version of the programme."""
    cast.programme.code = "NT-CU"
    database.session.flush()
    topic = make_programme().topics[0]
    topic.lineage = cast.programme.topics[0].lineage
    database.session.flush()
    return topic


def test_once_it_has_ended_everybody_reviews_again(context: None, cast: Cast, now: datetime) -> None:
    oanh, made = second_reviewer(cast), council(cast, now, cast.hanh)
    handed_in(cast, now)
    assert waiting(oanh) == []
    for _twice in range(2):
        service.end(cast.em, made, now)
    assert (waiting(oanh), standing()) == ([("", 1)], [])
    written = select(AuditEntry.action).where(AuditEntry.action.like("council.%")).order_by(AuditEntry.id)
    assert list(database.session.scalars(written)) == ["council.founded", "council.ended"]


def test_the_inbox_shows_piles_by_council_and_the_longest_waiting_first(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    council(cast, now, cast.hanh, topic=1)
    handed_in(cast, now - timedelta(days=9), topic=2, text="Lâu nhất?")
    handed_in(cast, now - timedelta(days=2), topic=0, text="Mới hơn?")
    handed_in(cast, now - timedelta(days=1), topic=1, text="Của hội đồng?")
    database.session.commit()
    found = [(pile.council_name, pile.days(now)) for pile in inbox.to_review(Viewer(cast.hanh.id))]
    assert found == [(NAME, 1), ("", 9), ("", 2)]
    page = as_user("hanh").get("/questions/inbox").text
    assert page.index(NAME) < page.index("Chuyên đề chưa có hội đồng")
    assert "ngày" in page


def test_handing_in_again_starts_the_waiting_anew(context: None, cast: Cast, now: datetime) -> None:
    question = handed_in(cast, now - timedelta(days=9))
    review.withdraw(cast.chi, [question.latest.id], now)
    review.submit(cast.chi, [question.latest.id], now)
    assert [pile.days(now) for pile in inbox.to_review(Viewer(cast.hanh.id))] == [0]


def test_the_page_of_a_question_names_the_council_to_other_reviewers(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    second_reviewer(cast)
    council(cast, now, cast.hanh)
    question = handed_in(cast, now)
    database.session.commit()
    page = as_user("oanh").get(f"/questions/{question.id}").text
    assert "Câu hỏi này do hội đồng khác thẩm định" in page
    assert NAME in page
    assert "criterion-key" not in page
    assert "criterion-key" in as_user("hanh").get(f"/questions/{question.id}").text


def test_an_organiser_sets_one_up_changes_it_and_ends_it(cast: Cast, as_user: AsUser) -> None:
    em, lineages = as_user("em"), [topic.lineage for topic in cast.programme.topics]
    sent: dict[str, Any] = {
        "name": NAME,
        "unit_id": cast.root.id,
        "members": [cast.hanh.id],
        "topics": lineages[:2],
    }
    assert em.post("/questions/councils/", data=sent).status_code == 302
    [made] = standing()
    assert service.details_of(made) == Details(
        cast.root.id, NAME, frozenset({cast.hanh.id}), frozenset(lineages[:2])
    )
    address = f"/questions/councils/{made.id}"
    assert em.get(f"{address}/edit").text.count(" checked>") == 3
    em.post(address, data=sent | {"topics": lineages[2:]})
    database.session.expire_all()
    assert service.details_of(standing()[0]).topics == frozenset(lineages[2:])
    listed = as_user("chi").get("/questions/councils/").text
    for words in (NAME, cast.hanh.full_name, cast.programme.topics[2].title):
        assert words in listed
    assert f"{address}/edit" not in listed
    em.post(f"{address}/end")
    left = em.get("/questions/councils/").text
    assert left.index("Hội đồng đã kết thúc") < left.index(NAME)
    assert f"{address}/edit" not in left


@pytest.mark.parametrize("lacking", [{"name": "  "}, {"members": []}, {"topics": []}, {"members": ["0"]}])
def test_a_council_that_lacks_something_comes_back_as_it_was_typed(
    cast: Cast, as_user: AsUser, lacking: dict[str, Any]
) -> None:
    topic = cast.programme.topics[0].lineage
    sent = {"name": NAME, "unit_id": cast.root.id, "members": [cast.hanh.id], "topics": [topic]}
    answer = as_user("em").post("/questions/councils/", data=sent | lacking)
    assert answer.status_code == 422
    assert 'data-behaviour="error-summary"' in answer.text
    assert answer.text.count(" checked>") == 2 - sum(name != "name" for name in lacking)
    assert standing() == []


def test_a_unit_has_one_council_of_a_name(cast: Cast, as_user: AsUser, now: datetime) -> None:
    council(cast, now, cast.hanh)
    database.session.commit()
    topic = cast.programme.topics[0].lineage
    sent = {"name": NAME, "unit_id": cast.unit1.id, "members": [cast.hanh.id], "topics": [topic]}
    answer = as_user("em").post("/questions/councils/", data=sent)
    assert answer.status_code == 422
    assert "Đơn vị đã có hội đồng mang tên này" in answer.text
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.add(ReviewCouncil(unit_id=cast.unit1.id, name=NAME, founded_at=now))


def test_only_people_who_may_review_are_offered(cast: Cast, as_user: AsUser) -> None:
    page = as_user("em").get("/questions/councils/new").text
    assert cast.hanh.full_name in page
    assert cast.dung.full_name not in page


def test_judging_many_costs_the_same_statements_with_a_council(
    context: None, cast: Cast, now: datetime, count_queries: Any
) -> None:
    council(cast, now, cast.hanh)
    ids = [handed_in(cast, now, text=f"Câu {number}?").latest.id for number in range(8)]
    costs = []
    for part in (ids[:1], ids[1:3], ids[3:]):
        with count_queries() as statements:
            assert len(review.publish(cast.hanh, part, ALL_MET, now).done) == len(part)
        costs.append(len(statements))
    assert costs[1] == costs[2]


def test_the_inbox_costs_the_same_with_many_piles(
    context: None, cast: Cast, now: datetime, count_queries: Any
) -> None:
    council(cast, now, cast.hanh)
    costs = []
    for topic in (0, 1, 2):
        handed_in(cast, now, topic=topic, text=f"Câu {topic}?")
        database.session.flush()
        with count_queries() as statements:
            inbox.to_review(Viewer(cast.hanh.id))
        costs.append(len(statements))
    assert len(set(costs)) == 1
