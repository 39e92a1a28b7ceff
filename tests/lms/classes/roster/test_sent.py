"""A list that was just sent: its columns, its headings, and what is shown of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from lms import database
from lms.attendance.models import Checkpoint  # noqa: F401 - its tables refer to people too
from lms.classes.models import RosterImport, RosterRow
from lms.classes.roster import service
from lms.files.models import StoredFile
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.classes.roster.files import HEADS, csv, people, xlsx
from tests.lms.classes.roster.sending import counts, how_many, imported, send, sent

AsUser = Callable[[str], TestClient]


def test_the_columns_are_corrected_on_the_page(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    answer = send(organiser, cast, xlsx([["Nguyễn Thị Sen", "0912345678"]], ["Danh tính", "Số để gọi"]))
    address = str(answer.headers["Location"])
    assert "Danh tính" in organiser.get(address).text
    assert organiser.post(address, data={"column-0": "phone", "column-1": "phone"}).status_code == 422
    assert organiser.post(address, data={"column-0": "nobody", "column-1": "phone"}).status_code == 422
    organiser.post(address, data={"column-0": "name", "column-1": "phone"})
    assert counts(address.removesuffix("/columns")) == {"new": 1, "rows": 1}


def test_a_person_says_in_which_row_the_headings_stand(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    address = sent(organiser, cast, [["2", "Lê Văn Năm"], ["3", "Lê Thị Sáu"]], ["1", "Lê Văn Tư"])
    assert counts(address) == {"new": 3, "rows": 3}
    organiser.post(f"{address}/columns", data={"column-1": "name", "head_row": "1"})
    assert counts(address) == {"new": 2, "rows": 2}
    assert "Lê Văn Tư" in organiser.get(f"{address}/columns").text


def test_columns_that_nobody_may_know_are_not_kept(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    address = sent(organiser, cast, [[*people(1)[0], "Phật giáo", "Kinh"]], [*HEADS, "Tôn giáo", "Dân tộc"])
    row = database.session.scalars(select(RosterRow)).one()
    assert "Phật giáo" not in str(row.raw) + str(row.values) + str(imported(address).mapping)
    page = organiser.get(f"{address}/columns").text
    assert "Phật giáo" not in page
    assert "Tôn giáo" in page


def test_cells_with_script_are_shown_as_text(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    evil = "<script>alert(1)</script>"
    address = sent(organiser, cast, [[1, evil, evil, evil, evil, evil]], HEADS)
    for page in (organiser.get(address).text, organiser.get(f"{address}/columns").text):
        assert evil not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "data, name",
    [(b"", "ds.xlsx"), (b"PK\x03\x04rubbish", "ds.xlsx"), (b"%PDF-1.4", "ds.pdf"), (b"\x00\xff", "ds")],
)
def test_what_cannot_be_read_gets_one_sentence_and_leaves_nothing(
    cast: Cast, as_user: AsUser, data: bytes, name: str
):
    answer = send(as_user("em"), cast, data, name)
    assert answer.status_code == 422
    assert "Chưa có gì được lưu" in answer.text
    assert (how_many(RosterImport), how_many(StoredFile)) == (0, 0)


def test_a_csv_in_the_code_page_of_windows_is_read_with_a_word(cast: Cast, as_user: AsUser):
    data = csv([["STT", "Ho va ten"], [1, "Tr\u00e2\u0300n Ho\u0300a"]], encoding="cp1258")
    answer = send(as_user("em"), cast, data, "ds.csv")
    page = as_user("em").get(answer.headers["Location"]).text
    assert "Trần Hòa" in page
    assert "Windows-1258" in page


def test_an_empty_list_to_fill_in_is_understood_when_it_comes_back(
    cast: Cast, as_user: AsUser, context: None
):
    organiser = as_user("em")
    body = organiser.get(f"/classes/{cast.k1.id}/roster-imports/template").data
    begun = service.begin(cast.em, cast.k1, body, "mau.xlsx", NOW)
    assert isinstance(begun, RosterImport)
    assert begun.outcome["counts"]["rows"] == 0
    meanings = [column.meaning for column in service.columns_of(begun)]
    assert "" not in meanings
    assert len(set(meanings)) == len(meanings)


def test_a_page_of_a_long_list_costs_as_many_queries_as_that_of_a_short_one(
    cast: Cast, as_user: AsUser, count_queries: Any
):
    organiser = as_user("em")
    short, long = sent(organiser, cast, people(3)), sent(organiser, cast, people(200))
    with count_queries() as few:
        organiser.get(short)
    with count_queries() as many:
        page = organiser.get(f"{long}?page=3").text
    assert len(many) == len(few) <= 12
    assert page.count('id="row-') == 50
