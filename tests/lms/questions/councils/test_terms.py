"""After its term a council is asked nothing new; what it decided, and who sat on it, stays with the names of then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person, PersonState
from lms.permissions import Role
from lms.questions import inbox, review
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.councils import queries, service
from lms.questions.councils.models import CouncilMember, ReviewCouncil
from lms.questions.councils.rules import Post
from lms.questions.councils.service import Details
from lms.questions.sharing.rules import Viewer
from lms.web import clock
from lms.web.clock import local
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, appoint, make_person
from tests.lms.questions.samples import choice, stored

AsUser = Callable[[str], TestClient]
NAME = "Hội đồng giảng viên kiêm chức"


@pytest.fixture
def oanh(context: None, cast: Cast) -> Person:
    person = make_person("oanh", "Lý Thị Oanh", cast.unit1)
    cast.people["oanh"] = person
    appoint(person, Role.REVIEWER)
    return person


def council(
    cast: Cast, now: datetime, members: list[Person], ends: date | None = None, **kept: Any
) -> ReviewCouncil:
    ids, lineage = frozenset(one.id for one in members), cast.programme.topics[0].lineage
    details = Details(cast.unit1.id, NAME, ids, frozenset({lineage}), None, ends, **kept)
    made = service.found(cast.em, details, now)
    assert made is not None
    return made


def test_after_its_term_every_reviewer_judges_its_topics(cast: Cast, oanh: Person, now: datetime) -> None:
    last = local(now).date()
    council(cast, now, [cast.hanh], last)
    place = {"programme_id": cast.programme.id, "topic_id": cast.programme.topics[0].id}
    versions = [stored(cast.chi, now, choice(f"Câu {one}?"), **place).latest.id for one in (1, 2)]
    review.submit(cast.chi, versions, now)

    def waits(person: Person, day: date) -> list[tuple[str, int]]:
        piles = inbox.to_review(Viewer(person.id, day=day))
        return [(pile.council_name, pile.count) for pile in piles]

    assert (waits(oanh, last), waits(cast.hanh, last)) == ([], [(NAME, 2)])
    assert not review.publish(oanh, versions[:1], ALL_MET, now).done
    assert waits(oanh, last + timedelta(days=1)) == waits(cast.hanh, last + timedelta(days=1)) == [("", 2)]
    assert review.publish(oanh, versions[:1], ALL_MET, now + timedelta(days=1)).done


def test_a_term_that_has_not_begun_covers_nothing(cast: Cast, oanh: Person, now: datetime) -> None:
    made, day = council(cast, now, [cast.hanh]), local(now).date()
    service.change(cast.em, made, replace(service.details_of(made), begins_on=day + timedelta(days=1)), now)
    topic = cast.programme.topics[0]
    assert queries.covering(topic.id, day) == []
    assert queries.covering(topic.id, day + timedelta(days=1)) == [NAME]


def test_who_sat_on_it_as_what_stays_in_its_history(cast: Cast, oanh: Person, now: datetime) -> None:
    made = council(cast, now, [cast.hanh, oanh], posts={cast.hanh.id: Post.CHAIR})
    later, details = now + timedelta(days=40), service.details_of(made)
    turned = replace(details, posts={oanh.id: Post.CHAIR, cast.hanh.id: Post.DEPUTY})
    assert service.change(cast.em, made, turned, later)
    assert service.change(
        cast.em, made, replace(turned, members=frozenset({oanh.id}), posts={oanh.id: Post.CHAIR}), later
    )
    assert [(seat.person_id, seat.post, seat.since) for seat in made.seated] == [(oanh.id, Post.CHAIR, later)]
    past = [(seat.person_id, seat.post, seat.since, seat.until) for seat in reversed(made.past_seats)]
    assert sorted(past[:2]) == sorted(
        [(cast.hanh.id, Post.CHAIR, now, later), (oanh.id, Post.MEMBER, now, later)]
    )
    assert past[2:] == [(cast.hanh.id, Post.DEPUTY, later, later)]


def test_saving_without_a_change_moves_nobody(cast: Cast, oanh: Person, now: datetime) -> None:
    made = council(cast, now, [cast.hanh, oanh], posts={oanh.id: Post.SECRETARY})
    details = replace(service.details_of(made), name="Hội đồng mới")
    service.change(cast.em, made, details, now + timedelta(days=3))
    assert {seat.since for seat in made.seats} == {now}
    assert made.past_seats == []


def test_a_council_has_one_chair_at_a_time(cast: Cast, oanh: Person, now: datetime) -> None:
    made = council(cast, now, [cast.hanh], posts={cast.hanh.id: Post.CHAIR})
    second = {"council_id": made.id, "person_id": oanh.id, "post": Post.CHAIR, "since": now}
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(insert(CouncilMember).values(**second))
    database.session.execute(insert(CouncilMember).values(**second | {"post": Post.MEMBER}))


def test_the_organiser_enters_posts_and_term_and_the_page_reminds_of_its_end(
    cast: Cast, oanh: Person, as_user: AsUser
) -> None:
    database.session.commit()
    em, day = as_user("em"), clock.today()
    sent: dict[str, Any] = {
        "name": NAME,
        "unit_id": cast.root.id,
        "members": [cast.hanh.id],
        "topics": [cast.programme.topics[0].lineage],
        "chair": oanh.id,
        "begins_on": day.isoformat(),
        "ends_on": (day - timedelta(days=1)).isoformat(),
    }
    refused = em.post("/questions/councils/", data=sent)
    assert refused.status_code == 422
    assert "Chức danh này phải do thành viên hội đồng đảm nhiệm" in refused.text
    assert "Ngày kết thúc nhiệm kỳ trước ngày bắt đầu" in refused.text
    assert f'value="{day.isoformat()}"' in refused.text
    right = {"members": [cast.hanh.id, oanh.id], "ends_on": (day + timedelta(days=20)).isoformat()}
    assert em.post("/questions/councils/", data=sent | right).status_code == 302
    [made] = queries.standing()
    edited = em.get(f"/questions/councils/{made.id}/edit").text
    assert f'selected value="{oanh.id}"' in edited
    oanh.state = PersonState.SUSPENDED
    database.session.commit()
    for page in ("/questions/councils/", f"/questions/councils/{made.id}"):
        shown = em.get(page).text
        assert "ngày hết nhiệm kỳ" in shown
        assert "Lý Thị Oanh (tài khoản đang khóa)" in shown
    assert "Hội đồng sắp hết nhiệm kỳ" in em.get("/").text
    assert "Hội đồng sắp hết nhiệm kỳ" not in as_user("hanh").get("/").text
    em.post(f"/questions/councils/{made.id}/end")
    assert "Hội đồng sắp hết nhiệm kỳ" not in em.get("/").text
    assert f"/questions/councils/{made.id}" in em.get("/questions/councils/").text
    assert "Kết thúc hội đồng" in em.get(f"/questions/councils/{made.id}").text


def test_the_pages_cost_the_same_with_more_members(
    cast: Cast, oanh: Person, now: datetime, count_queries: Any
) -> None:
    made, costs = council(cast, now, [cast.hanh]), []
    for members in ([cast.hanh], [cast.hanh, oanh, cast.chi]):
        ids = frozenset(one.id for one in members)
        service.change(cast.em, made, replace(service.details_of(made), members=ids), now)
        database.session.flush()
        database.session.expire_all()
        with count_queries() as statements:
            names = [seat.person.full_name for one in queries.standing() for seat in one.seated]
        assert len(names) == len(members)
        costs.append(len(statements))
    assert costs[0] == costs[1]
