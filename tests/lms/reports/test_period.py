"""Figures of a unit's classes over some days: the page, the names, the workbook and the report hold the same."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from lms import database
from lms.reports import queries
from lms.reports.content import content_of, figures_of
from lms.web import clock
from lms.web.clock import local
from tests.lms import cast as casting
from tests.lms.attendance.hall import came, checkpoint_of
from tests.lms.reports.halls import BY_HAND, held
from tests.lms.reports.reading import body_of
from tests.lms.reports.test_chair import figures, names
from tests.lms.reports.test_official import FORM


def days(before: int = 30, after: int = 0) -> str:
    today = local(clock.now()).date()
    return f"first={today - timedelta(days=before)}&last={today + timedelta(days=after)}"


@pytest.fixture
def two_sessions(cast) -> Any:
    """The same people twice, three days ago and two days ago; and one more class elsewhere."""
    held(cast), held(cast, 2)
    other = held_elsewhere(cast)
    database.session.commit()
    return other


def held_elsewhere(cast) -> Any:
    session = next(one for one in cast.k2.sessions if one.number == 1)
    session.starts_at = clock.now() - timedelta(days=2)
    session.ends_at = session.starts_at + timedelta(hours=4)
    database.session.flush()
    came(checkpoint_of(session), cast.binh, session.starts_at)
    return session


def test_a_period_adds_up_the_sessions_of_the_unit_and_of_those_below(cast, two_sessions, as_user) -> None:
    em = as_user("em")
    own = figures(em.get(f"/units/{cast.unit1.id}/attendance?{days()}").text)
    assert own == {name: 2 * count for name, count in BY_HAND.items()}
    whole = figures(em.get(f"/units/{cast.root.id}/attendance?{days()}").text)
    assert whole["summoned"] == own["summoned"] + 1
    assert whole["present"] == own["present"] + 1


def test_every_figure_of_a_period_opens_to_its_lines(cast, two_sessions, as_user) -> None:
    em = as_user("em")
    for figure, count in BY_HAND.items():
        page = em.get(f"/units/{cast.unit1.id}/attendance/people?{days()}&figure={figure}").text
        assert len(names(page)) == 2 * count, figure


def test_days_outside_count_nothing(cast, two_sessions, as_user) -> None:
    page = as_user("em").get(f"/units/{cast.unit1.id}/attendance?first=2020-01-01&last=2020-02-01").text
    assert "Không có buổi học nào trong kỳ" in page


def test_days_the_wrong_way_round_are_told_and_this_month_is_shown(cast, as_user) -> None:
    answer = as_user("em").get(f"/units/{cast.unit1.id}/attendance?first=2026-02-02&last=2026-02-01")
    assert answer.status_code == 422
    assert "Ngày cuối phải sau ngày đầu" in answer.text


def test_the_workbook_of_a_period_holds_the_numbers_of_the_page_as_numbers(
    cast, two_sessions, as_user
) -> None:
    em = as_user("em")
    page = figures(em.get(f"/units/{cast.root.id}/attendance?{days()}").text)
    book = load_workbook(BytesIO(em.get(f"/units/{cast.root.id}/attendance.xlsx?{days()}").data))
    units, sessions, people = (
        [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    )
    for sheet, first in ((units, 2), (sessions, 4)):
        total = next(row for row in sheet if row[1] == "Cộng")
        assert total[first : first + len(page)] == list(page.values())
    lines = [row for row in people if isinstance(row[0], int | float)]
    assert len(lines) == page["summoned"]
    assert sum("có mặt" in str(row[7]) for row in lines) == page["present"]
    assert all(type(row[6]).__name__ == "datetime" for row in lines)


def test_a_name_or_a_unit_is_never_a_formula(cast, as_user) -> None:
    session = held(cast)
    evil = casting.make_unit("=HYPERLINK(1)", cast.root)
    casting.enrol(casting.make_person("x1", "+cmd|' /C calc'!A0", evil), cast.k1)
    database.session.commit()
    assert session.study_class_id == cast.k1.id
    book = load_workbook(BytesIO(as_user("em").get(f"/units/{cast.unit1.id}/attendance.xlsx?{days()}").data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    said = [cell for cell in cells if str(cell.value).startswith(("=", "+"))]
    assert {str(cell.value) for cell in said} == {"=HYPERLINK(1)", "+cmd|' /C calc'!A0"}
    assert {cell.data_type for cell in said} == {"s"}


def test_the_report_of_a_period_says_the_same(cast, two_sessions, as_user) -> None:
    em = as_user("em")
    page = figures(em.get(f"/units/{cast.unit1.id}/attendance?{days()}").text)
    made = em.post(f"/units/{cast.unit1.id}/reports?{days()}", data=FORM).location
    assert figures(em.get(made).text) == page
    em.post(f"{made}/signature")
    assert figures(em.get(made).text) == page
    assert body_of(em, f"{made}/paper.pdf").startswith(b"%PDF-")


def test_a_person_in_two_classes_comes_from_a_unit_of_their_own_to_each(cast, two_sessions) -> None:
    ban = cast.people["r0"]
    casting.enrol(ban, cast.k2).unit_id = cast.unit2.id
    database.session.commit()
    now = clock.now()
    first, last = local(now - timedelta(days=30)).date(), local(now).date()
    found = figures_of(content_of(queries.of_period(cast.root, first, last), now))
    units = {(line.session_id, line.unit_id) for line in found.lines if line.person_id == ban.id}
    assert len(units) == 3
    assert (two_sessions.id, cast.unit2.id) in units


def test_a_period_takes_seven_statements_however_many_classes_it_has(
    cast, two_sessions, count_queries
) -> None:
    now = clock.now()
    for number in range(5):
        extra = casting.make_class(f"X{number}", cast.unit1, cast.programme)
        casting.enrol(cast.people["r0"], extra)
    database.session.commit()
    first, last = local(now - timedelta(days=30)).date(), local(now).date()
    with count_queries() as sent:
        queries.of_period(cast.root, first, last)
    assert len(sent) == 7, sent
