"""The page of the chair says what a hand reckons, at the opening and at the closing, and every figure opens."""

import re
from datetime import timedelta
from html import unescape

import pytest

from lms.attendance.windows import Phase
from lms.reports import words
from lms.reports.figures import Figure
from lms.web import clock
from tests.lms.attendance.hall import came, checkpoint_of, fill, open_hall
from tests.lms.reports.halls import AT_OPENING, BY_HAND, UNIT_2, held

STAT = re.compile(r'figure=([a-z-]+)[^"]*"><b>([\d.]+)</b>')


def figures(page: str) -> dict[str, int]:
    return {name: int(value.replace(".", "")) for name, value in STAT.findall(page)}


def names(page: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'/attendance/\d+">([^<]+)</a>', page)]


@pytest.mark.parametrize("moment, expected", [("opening", AT_OPENING), ("closing", BY_HAND)])
def test_the_figures_are_those_reckoned_by_hand(cast, as_user, moment, expected) -> None:
    session = held(cast)
    page = as_user("chi").get(f"/sessions/{session.id}/chair-report?moment={moment}").text
    assert figures(page) == expected


@pytest.mark.parametrize("moment, expected", [("opening", AT_OPENING), ("closing", BY_HAND)])
def test_every_figure_opens_to_as_many_names(cast, as_user, moment, expected) -> None:
    session, em = held(cast), as_user("em")
    for figure, count in expected.items():
        page = em.get(f"/sessions/{session.id}/chair-report/people?moment={moment}&figure={figure}").text
        assert len(names(page)) == count, figure


def test_the_figures_of_a_unit_open_to_its_people_only(cast, as_user) -> None:
    session, em = held(cast), as_user("em")
    base = f"/sessions/{session.id}/chair-report/people?moment=closing&unit={cast.unit2.id}"
    for figure, count in UNIT_2.items():
        assert len(names(em.get(f"{base}&figure={figure}").text)) == count, figure
    assert names(em.get(f"{base}&figure=incomplete").text) == ["Đỗ Thị Bé"]
    assert "Con ốm" in em.get(f"{base}&figure=excused").text


def test_names_stand_in_vietnamese_order(cast, as_user) -> None:
    session = held(cast)
    page = as_user("em").get(f"/sessions/{session.id}/chair-report/people?figure=summoned").text
    expected = ["Nguyễn Văn An", "Trần Thị Ánh", "Lê Văn Ân", "Đỗ Thị Bé", "Phạm Thị Dung"]
    assert names(page) == [*expected, "Nguyễn Văn Đức", "Đặng Thị Lan", "Võ Văn Ý"]


def test_the_text_for_a_message_says_the_same(cast, as_user) -> None:
    session = held(cast)
    page = as_user("em").get(f"/sessions/{session.id}/chair-report?moment=closing").text
    sent = unescape(re.findall(r'data-copy="([^"]+)"', page)[0])
    for line in ("Triệu tập: 8", "Có mặt: 2", "Vắng có phép: 1", "Vắng không phép: 4", "Thiếu lượt: 1"):
        assert f"- {line}" in sent
    assert "Đảng bộ phường Tân Lâm: 3" in sent


def test_the_live_part_comes_only_when_a_figure_changed(cast, as_user) -> None:
    checkpoint = open_hall(cast)
    em, base = as_user("em"), f"/sessions/{checkpoint.class_session_id}/chair-report/live?moment=opening"
    first = em.get(base).text
    seen = re.findall(r'data-seen="(\w+)"', first)[0]
    assert em.get(f"{base}&seen={seen}").status_code == 204
    came(checkpoint, cast.an, clock.now())
    again = em.get(f"{base}&seen={seen}")
    assert again.status_code == 200
    assert figures(again.text)["present"] == 1


def test_while_the_session_runs_the_closing_is_told_as_if_it_ended_now(cast, as_user) -> None:
    checkpoint = open_hall(cast, begins_in=-120)
    came(checkpoint, cast.an, checkpoint.class_session.starts_at)
    em, base = as_user("em"), f"/sessions/{checkpoint.class_session_id}/chair-report?moment=closing"
    assert figures(em.get(base).text)["present"] == 1
    came(checkpoint_of(checkpoint.class_session, Phase.AFTER), cast.lan, clock.now() + timedelta(seconds=1))
    told = figures(em.get(base).text)
    assert (told["present"], told["incomplete"]) == (0, 2)


def test_an_unknown_figure_is_no_page(cast, as_user) -> None:
    session = held(cast)
    assert as_user("em").get(f"/sessions/{session.id}/chair-report/people?figure=x").status_code == 404


def test_the_page_takes_as_many_statements_for_250_people_as_for_two(cast, as_user, count_queries) -> None:
    checkpoint, em = open_hall(cast), as_user("em")
    address = f"/sessions/{checkpoint.class_session_id}/chair-report"
    em.get(address)
    with count_queries() as few:
        em.get(address)
    for person in fill(cast, 250):
        came(checkpoint, person, clock.now())
    with count_queries() as many:
        assert figures(em.get(address).text)["summoned"] == 252
    assert len(many) == len(few) <= 11, many


def test_every_figure_has_a_name(app) -> None:
    with app.test_request_context():
        assert set(words.names()) == set(Figure)
