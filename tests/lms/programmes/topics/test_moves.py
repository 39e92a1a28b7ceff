"""Moving topics on the page: with history, told when somebody was faster, and kept by the next version."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.programmes import service as programmes
from lms.programmes.data import data_of
from lms.programmes.models import Programme
from lms.programmes.queries import parents_of
from lms.programmes.topics import rules, service
from lms.programmes.topics.rules import How, Move
from lms.programmes.topics.service import Outcome
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast

AsUser = Callable[[str], TestClient]


def order(programme: Programme) -> list[tuple[str, int | None]]:
    database.session.expire_all()
    places = {topic.id: topic.position for topic in programme.topics}
    parents = parents_of(programme)
    return [(topic.title, places.get(parents[topic.id] or 0)) for topic in programme.topics]


def seen(programme: Programme) -> str:
    return rules.look(service.nodes_of(programme))


def test_a_move_is_stored_with_who_made_it_and_leads_back_to_the_topic(cast: Cast, as_user: AsUser) -> None:
    programme, em = cast.programme, as_user("em")
    second = programme.topics[1].id
    form = {"move": f"in-{second}", "seen": seen(programme)}
    answer = em.post(f"/programmes/{programme.id}/topics/moves", data=form)
    assert answer.headers["Location"].endswith(f"/programmes/{programme.id}/topics#topic-{second}")
    assert order(programme) == [("Khái quát lịch sử Đảng", None), ("Cương lĩnh", 1), ("Điều lệ Đảng", None)]
    page = em.get(f"/programmes/{programme.id}/topics").text
    assert "Hoàng Văn Em" in page
    assert 'data-depth="1"' in as_user("chi").get(f"/programmes/{programme.id}").text
    entry = database.session.scalars(select(AuditEntry).where(AuditEntry.action == service.ACTION)).one()
    assert (entry.actor_id, entry.new and entry.new["topic"]) == (cast.em.id, second)


def test_the_second_of_two_who_move_at_once_is_told_and_moves_nothing(cast: Cast, as_user: AsUser) -> None:
    programme = cast.programme
    first, _second, third = (topic.id for topic in programme.topics)
    before, url = seen(programme), f"/programmes/{programme.id}/topics/moves"
    as_user("em").post(url, data={"move": f"before-{third}-{first}", "seen": before})
    late = as_user("khanh").post(url, data={"move": f"down-{first}", "seen": before})
    assert late.status_code == 409
    assert "Người khác vừa chuyển chuyên đề" in late.text
    assert [title for title, _above in order(programme)][:2] == ["Điều lệ Đảng", "Khái quát lịch sử Đảng"]


@pytest.mark.parametrize("wish", ["", "up", "up-x", "into-1", "sideways-1", "up-1-2", "before-1-99999999999"])
@pytest.mark.one_database
def test_what_is_no_move_is_refused(cast: Cast, as_user: AsUser, wish: str) -> None:
    url = f"/programmes/{cast.programme.id}/topics/moves"
    assert as_user("em").post(url, data={"move": wish, "seen": seen(cast.programme)}).status_code == 422


def test_ids_lineages_and_nesting_live_on_in_the_next_version(context: None, cast: Cast) -> None:
    """Classes follow this version: the tree is arranged in place, another title makes version 2."""
    programme, lineages = cast.programme, [topic.lineage for topic in cast.programme.topics]
    wish = Move(programme.topics[1].id, How.IN)
    assert service.move(cast.em, programme, wish, seen(programme), NOW) is Outcome.MOVED
    assert service.move(cast.em, programme, wish, seen(programme), NOW) is Outcome.STAYS
    assert [topic.lineage for topic in programme.topics] == lineages
    issued = programmes.update(programme, replace(data_of(programme), title="Tên mới"), cast.em, NOW)
    assert (issued.version, order(issued)) == (2, order(programme))
    assert [topic.lineage for topic in issued.topics] == lineages


def test_a_topic_whose_upper_one_is_taken_away_stands_at_the_top(context: None, cast: Cast) -> None:
    data = replace(data_of(cast.programme), code="MOI")
    mine = programmes.create(data, cast.em, NOW)
    service.move(cast.em, mine, Move(mine.topics[1].id, How.IN), seen(mine), NOW)
    less = data_of(mine)
    assert programmes.lost_topics(mine, replace(less, topics=less.topics[1:])) == []
    programmes.update(mine, replace(less, topics=less.topics[1:]), cast.em, NOW)
    assert order(mine) == [("Cương lĩnh", None), ("Điều lệ Đảng", None)]
