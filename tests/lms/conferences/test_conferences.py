"""Conferences as pages: entered by the unit, counted in the matrix, opened down to the rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.conferences.models import ConferenceKind, ConferenceState
from lms.conferences.quarters import quarter_at
from lms.conferences.reminding import remind_before_the_end
from lms.notices.models import Notice
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, make_unit
from tests.lms.conferences.sample import FEBRUARY, date_in, held, sheets, stored, typed

AsUser = Callable[[str], TestClient]
pytestmark = pytest.mark.usefixtures("in_november")


def test_an_officer_enters_what_the_own_unit_will_hold_and_later_what_came_of_it(cast: Cast, as_user: AsUser):
    officer = as_user("giang")
    officer.post(f"/conferences/units/{cast.unit1.id}", data=typed(starts_at="2026-11-26T08:00"))
    [conference] = stored()
    assert (conference.unit_id, conference.state) == (cast.unit1.id, ConferenceState.PLANNED)
    assert conference.starts_at == datetime(2026, 11, 26, 1, tzinfo=UTC)
    sent = typed(invited="50", participants="47", questions="6", answered="5")
    page = officer.post(f"/conferences/{conference.id}", data=sent, follow_redirects=True).text
    assert stored()[0].state is ConferenceState.HELD
    assert "đã tổ chức" in page
    assert [
        entry.action for entry in database.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    ] == [
        "conference.entered",
        "conference.changed",
    ]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"title": " "}, "Xin ghi nội dung hội nghị"),
        ({"starts_at": ""}, "Xin ghi giờ bắt đầu"),
        ({"starts_at": "0001-01-01T00:00"}, "từ năm 2000 đến 2100"),
        ({"starts_at": "2026-12-01T08:00", "participants": "40"}, "Hội nghị chưa diễn ra"),
        ({"participants": "-1"}, "Từ 0 đến 100.000"),
        ({"questions": "2", "answered": "3"}, "nhiều hơn số câu hỏi"),
        ({"kind": "party"}, "Lựa chọn không hợp lệ"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_is_told_and_what_was_typed_is_still_there(
    cast: Cast, as_user: AsUser, changes: dict[str, Any], words: str
):
    sent = typed(notes="Ghi chú đã gõ", **changes)
    answer = as_user("giang").post(f"/conferences/units/{cast.unit1.id}", data=sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Ghi chú đã gõ" in answer.text
    assert stored() == []


def test_the_matrix_shows_who_held_one_and_every_figure_opens_to_its_rows(cast: Cast, as_user: AsUser):
    held(cast, cast.unit1, title="Buổi thời sự tháng Hai")
    held(cast, cast.unit1, FEBRUARY + timedelta(days=20))
    page = as_user("em").get("/conferences/?year=2026").text
    link = f"/conferences/units/{cast.unit1.id}?year=2026&amp;quarter=1&amp;kind=current-affairs"
    assert f'data-state="held" href="{link}">2<' in page
    assert f"/conferences/units/{cast.unit2.id}?year=2026&amp;quarter=1" in page
    rows = as_user("em").get(link.replace("&amp;", "&")).text
    assert "Buổi thời sự tháng Hai" in rows
    assert "40 người dự" in rows
    other = as_user("em").get(f"/conferences/units/{cast.unit1.id}?year=2026&quarter=2").text
    assert "Chưa ghi hội nghị nào" in other


def test_the_matrix_can_be_asked_for_one_kind(cast: Cast, as_user: AsUser):
    held(cast, cast.unit1, kind=ConferenceKind.DIALOGUE)
    page = as_user("em").get("/conferences/?year=2026&kind=dialogue").text
    assert f'data-state="held" href="/conferences/units/{cast.unit1.id}?year=2026&amp;quarter=1' in page
    assert 'data-state="held" href' not in as_user("em").get("/conferences/?year=2026&kind=briefing").text


def test_units_that_held_none_are_listed(cast: Cast, as_user: AsUser):
    held(cast, cast.unit1)
    page = as_user("em").get("/conferences/?year=2026&quarter=1&show=wanting").text
    assert cast.unit2.name in page
    assert cast.unit1.name not in page


def test_an_officer_sees_the_own_subtree_only_also_in_the_file(cast: Cast, as_user: AsUser):
    below = make_unit("Chi bộ tổ dân phố 5", cast.unit1)
    held(cast, below, title="Của chi bộ")
    held(cast, cast.unit2, title="Của đơn vị khác")
    officer = as_user("giang")
    page = officer.get("/conferences/?year=2026").text
    assert below.name in page
    assert cast.unit2.name not in page
    matrix, rows = sheets(officer.get("/conferences/conferences.xlsx?year=2026").data)
    assert [row[1] for row in matrix if row[0] in (1.0, 2.0)] == [below.name, cast.unit1.name]
    assert [row[3] for row in rows if len(row) > 3 and row[3]][1:] == ["Của chi bộ"]


def test_the_file_says_what_the_page_says(cast: Cast, as_user: AsUser):
    held(cast, cast.unit1)
    matrix, rows = sheets(as_user("em").get("/conferences/conferences.xlsx?year=2026").data)
    line = next(row for row in matrix if row[1] == cast.unit1.name)
    assert line[3:] == [1.0, "không tổ chức", "không tổ chức", "chưa có", 1.0]
    assert "Quý I/2026: 1 trên 3 đơn vị đã tổ chức (33,33%)." in [row[0] for row in matrix]
    assert any(row[9] == 40.0 for row in rows if len(row) > 9)


def test_a_cancelled_conference_stays_with_the_reason_and_is_not_held(cast: Cast, as_user: AsUser):
    officer = as_user("giang")
    planned = held(cast, cast.unit1, NOW + timedelta(days=2), participants=None)
    assert officer.post(f"/conferences/{planned.id}/cancellation", data={"reason": ""}).status_code == 422
    officer.post(f"/conferences/{planned.id}/cancellation", data={"reason": "Bão số 5"})
    assert stored()[0].state is ConferenceState.CANCELLED
    assert "Bão số 5" in officer.get(f"/conferences/units/{cast.unit1.id}").text


def test_one_that_was_held_is_not_cancelled(cast: Cast, as_user: AsUser):
    conference = held(cast, cast.unit1)
    answer = as_user("giang").post(f"/conferences/{conference.id}/cancellation", data={"reason": "Nhầm"})
    assert answer.status_code == 409
    assert stored()[0].state is ConferenceState.HELD


def test_officers_of_units_that_held_none_are_reminded_once_a_day(cast: Cast, as_user: AsUser):
    held(cast, cast.unit2, NOW - timedelta(days=3))
    for _ in range(2):
        page = as_user("em").post("/conferences/reminders", data={}, follow_redirects=True).text
    assert "chưa có cán bộ trong Sen" in page
    told = list(database.session.scalars(select(Notice)))
    assert [notice.person_id for notice in told] == [cast.giang.id]
    assert told[0].path == f"/conferences/units/{cast.unit1.id}?year=2026&quarter=4"
    assert as_user("giang").get(told[0].path).status_code == 200


def test_the_matrix_takes_the_same_statements_for_177_units(cast: Cast, as_user: AsUser, count_queries):
    organiser = as_user("em")
    with count_queries() as few:
        organiser.get("/conferences/?year=2026")
    for number in range(174):
        held(cast, make_unit(f"Đảng bộ cơ sở {number}", cast.root), date_in(number))
    with count_queries() as many:
        assert organiser.get("/conferences/?year=2026").text.count("<tr data-filter-item") == 177
    assert len(many) == len(few)


def test_the_quarter_of_the_cast_is_the_fourth():
    assert quarter_at(NOW).first_day == date(2026, 10, 1)


@pytest.mark.usefixtures("context")
def test_before_a_quarter_ends_officers_are_reminded_by_themselves_and_only_once(cast: Cast):
    assert remind_before_the_end(datetime(2026, 12, 17, tzinfo=UTC)).told == 0
    end = datetime(2026, 12, 18, tzinfo=UTC)
    assert remind_before_the_end(end).told == 1
    assert remind_before_the_end(end + timedelta(days=3)).told == 0
    assert [notice.person_id for notice in database.session.scalars(select(Notice))] == [cast.giang.id]


@pytest.mark.usefixtures("context")
def test_who_held_the_quarterly_conference_is_not_reminded(cast: Cast):
    held(cast, cast.unit1, NOW - timedelta(days=3))
    assert remind_before_the_end(datetime(2026, 12, 18, tzinfo=UTC)).told == 0
