"""An officer sees who of their own unit attended, in whatever class; nobody else's people, and no reasons."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from lms import database
from lms.permissions import Role
from tests.lms import cast as casting
from tests.lms.reports.halls import UNIT_2, held
from tests.lms.reports.test_chair import figures
from tests.lms.reports.test_period import days, held_elsewhere

NAME = re.compile(r'<th[^>]*scope="row"[^>]*>([^<]+)</th>')
UNIT_1 = {
    "summoned": 5,
    "present": 2,
    "excused": 0,
    "unexcused": 3,
    "late": 1,
    "left-early": 0,
    "incomplete": 0,
}


@pytest.fixture
def sessions(cast) -> None:
    """K1 with people of both units, K2 with Bình of unit 2."""
    held(cast), held_elsewhere(cast)
    casting.appoint(cast.people["minh"], Role.UNIT_OFFICER, unit_id=cast.unit2.id)
    database.session.commit()


def url(unit, rest: str = "") -> str:
    return f"/units/{unit.id}/people-attendance{rest}?{days()}"


def test_the_figures_are_those_of_the_units_people_across_classes(cast, sessions, as_user) -> None:
    assert figures(as_user("giang").get(url(cast.unit1)).text) == UNIT_1
    with_binh = UNIT_2 | {"summoned": UNIT_2["summoned"] + 1, "present": UNIT_2["present"] + 1}
    assert figures(as_user("minh").get(url(cast.unit2)).text) == with_binh
    whole = figures(as_user("em").get(url(cast.root)).text)
    assert whole == {name: UNIT_1[name] + with_binh[name] for name in UNIT_1}


def test_every_figure_opens_to_the_units_own_people_only(cast, sessions, as_user) -> None:
    giang = as_user("giang")
    for figure, count in UNIT_1.items():
        page = giang.get(url(cast.unit1, "/people") + f"&figure={figure}").text
        assert len(NAME.findall(page)) == count, figure
        assert "Đỗ Thị Bé" not in page
    excused = as_user("minh").get(url(cast.unit2, "/people") + "&figure=excused").text
    assert "Nguyễn Văn Đức" in excused
    assert "Con ốm" not in excused
    assert f"/attendance/{cast.an.id}" not in excused, "the history of a class is for those who run it"


def test_the_workbook_holds_the_same_and_no_reasons(cast, sessions, as_user) -> None:
    book = load_workbook(BytesIO(as_user("minh").get(url(cast.unit2, ".xlsx")).data))
    told = [
        str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert "Nguyễn Văn Đức" in told
    assert "Trần Thị Ánh" not in told
    assert not any("Con ốm" in cell for cell in told)


def test_an_officer_sees_no_other_unit_and_finds_the_way_from_their_own(cast, sessions, as_user) -> None:
    giang = as_user("giang")
    assert giang.get(url(cast.unit2)).status_code == 404
    assert giang.get(url(cast.root)).status_code == 404
    assert f"/units/{cast.unit1.id}/people-attendance" in giang.get(f"/units/{cast.unit1.id}").text


def test_one_more_class_costs_no_more_statements(cast, sessions, as_user, count_queries) -> None:
    giang, page = as_user("giang"), url(cast.unit1)
    with count_queries() as few:
        giang.get(page)
    casting.enrol(cast.an, cast.k2)
    database.session.commit()
    with count_queries() as more:
        giang.get(page)
    assert len(few) == len(more) < 20
