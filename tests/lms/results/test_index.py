"""The result list and its sheet."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

from openpyxl import load_workbook

from lms import database
from tests.lms.browser import TestClient
from tests.lms.cast import Cast, enrol, make_person

Counter = Callable[[], AbstractContextManager[list[str]]]


def test_the_list_is_in_the_order_of_given_names(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    for login, name in (("l1", "Trần Văn Đạo"), ("l2", "Ông Thị Dao"), ("l3", "Lê Ấn")):
        enrol(make_person(login, name, cast.unit1), cast.k1)
    page = as_user("chi").get(f"/classes/{cast.k1.id}/results").text
    places = [page.index(name) for name in ("Nguyễn Văn An", "Lê Ấn", "Ông Thị Dao", "Trần Văn Đạo")]
    assert places == sorted(places)


def test_the_page_costs_the_same_for_one_learner_and_for_fifty(
    as_user: Callable[[str], TestClient], cast: Cast, count_queries: Counter
) -> None:
    client = as_user("chi")
    with count_queries() as few:
        client.get(f"/classes/{cast.k1.id}/results")
    for number in range(50):
        enrol(make_person(f"p{number}", f"Nguyễn Văn {number}", cast.unit1), cast.k1)
    with count_queries() as many:
        assert client.get(f"/classes/{cast.k1.id}/results").status_code == 200
    assert len(many) == len(few) <= 25


def test_the_sheet_has_typed_cells_and_no_formulas(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    cast.an.position = '=HYPERLINK("http://evil.example")'
    database.session.flush()
    answer = as_user("em").get(f"/classes/{cast.k1.id}/results.xlsx")
    book = load_workbook(BytesIO(answer.data))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPERLINK")] == ["s"]
    assert [cell.data_type for cell in cells if cell.value == 1][:1] == ["n"]


def test_a_learner_reads_only_the_own_row(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    enrol(make_person("other", "Phạm Thị Khác", cast.unit1), cast.k1)
    page = as_user("an").get(f"/classes/{cast.k1.id}/my-result").text
    assert "Nguyễn Văn An" in page
    assert "Phạm Thị Khác" not in page
