"""A list on its way into a class: sent, looked through, settled, taken once, taken back."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Grant, Person
from lms.attendance.models import Checkpoint  # noqa: F401 - its tables refer to people too
from lms.audit.models import AuditEntry
from lms.classes.models import Enrolment, EnrolmentState, RosterImport, RosterRow, RowOutcome, StudyGroup
from lms.classes.roster import applying, service
from lms.classes.roster.applying import Applied, Refusal
from lms.files.models import StoredFile
from lms.permissions import Role
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.classes.roster.files import HEADS, csv, people, xlsx

AsUser = Callable[[str], TestClient]


def send(client: TestClient, cast: Cast, data: bytes, name: str = "ds.xlsx") -> Any:
    return client.post(
        f"/classes/{cast.k1.id}/roster-imports",
        data={"file": (BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def sent(client: TestClient, cast: Cast, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS) -> str:
    """The address of the page of a list that was sent."""
    answer = send(client, cast, xlsx(rows, heads))
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"]).removesuffix("/columns")


def imported(address: str) -> RosterImport:
    return database.session.get_one(RosterImport, int(address.rsplit("/", 1)[1]))


def take(client: TestClient, address: str, which: str = "all") -> dict[str, Any]:
    assert client.post(f"{address}/application", data={"which": which}).status_code == 302
    return dict(imported(address).outcome.get("applied", {}))


def counts(address: str) -> dict[str, int]:
    return {name: count for name, count in imported(address).outcome["counts"].items() if count}


def named(name: str) -> Person:
    return database.session.scalars(select(Person).where(Person.full_name == name)).one()


def how_many(model: Any) -> int:
    return database.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_list_is_shown_before_anybody_is_added(cast: Cast, as_user: AsUser):
    before = how_many(Person)
    organiser = as_user("em")
    address = sent(organiser, cast, people(3))
    page = organiser.get(address).text
    assert "Trần Thị Aa" in page
    assert "18/05/1981" in page
    assert how_many(Person) == before


def test_taking_a_list_adds_people_with_what_it_says_of_them(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    heads = [*HEADS, "Giới tính", "Chức vụ", "Đơn vị công tác", "Mã học viên", "Tổ", "Ghi chú", "Email"]
    row = [
        1,
        "TRẦN THỊ ĐÀO",
        "18/5/1990",
        "912345678",
        38190000123,
        "phường Tân Lâm",
        "Nữ",
        "Kế toán",
        "UBND",
    ]
    address = sent(organiser, cast, [[*row, "hv0007", 2, "ăn chay", "Dao@Example.org"]], heads)
    assert take(organiser, address) == {"added": 1, "enrolled": 1, "changed": 0, "left_out": 0}
    person = named("Trần Thị Đào")
    assert (person.phone, person.citizen_id, person.member_code) == ("0912345678", "038190000123", "HV0007")
    assert (str(person.birth_date), person.birth_year, person.sex) == ("1990-05-18", 1990, "female")
    assert (person.position, person.email, person.unit_id) == (
        "Kế toán, UBND",
        "dao@example.org",
        cast.unit1.id,
    )
    assert person.unit_ids == list(cast.unit1.unit_ids)
    assert person.search_key == "tran thi dao"
    assert person.password_hash is None
    enrolment = database.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    assert (enrolment.note, enrolment.unit_id, enrolment.group and enrolment.group.name) == (
        "ăn chay",
        cast.unit1.id,
        "Tổ 2",
    )
    assert [(grant.role, grant.class_id) for grant in person.grants] == [(Role.LEARNER, cast.k1.id)]


def test_the_same_list_twice_brings_nothing_new(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    take(organiser, sent(organiser, cast, people(5)))
    before = how_many(Person), how_many(Enrolment), how_many(Grant)
    again = sent(organiser, cast, people(5))
    assert counts(again) == {"matched": 5, "rows": 5, "present": 5}
    assert take(organiser, again) == {"added": 0, "enrolled": 0, "changed": 0, "left_out": 0}
    assert (how_many(Person), how_many(Enrolment), how_many(Grant)) == before


def test_one_list_is_taken_once_however_often_the_button_is_pressed(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    address = sent(organiser, cast, people(2))
    take(organiser, address)
    before = how_many(Person)
    page = organiser.post(f"{address}/application", data={"which": "all"}, follow_redirects=True).text
    assert "không có gì bị nhập hai lần" in page
    assert how_many(Person) == before


def test_two_readings_of_one_list_do_not_both_add_its_people(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    first, second = sent(organiser, cast, people(4)), sent(organiser, cast, people(4))
    take(organiser, first)
    before = how_many(Person)
    assert take(organiser, second) == {}
    assert counts(second) == {"matched": 4, "rows": 4, "present": 4}
    assert how_many(Person) == before


def test_all_or_nothing_takes_nothing_where_one_row_is_faulty(cast: Cast, as_user: AsUser):
    organiser, before = as_user("em"), how_many(Person)
    rows = people(2)
    rows[1][2] = "31/02/1981"
    address = sent(organiser, cast, rows)
    assert take(organiser, address) == {}
    assert how_many(Person) == before
    assert take(organiser, address, "good") == {"added": 1, "enrolled": 1, "changed": 0, "left_out": 1}


def test_the_rows_left_out_come_back_as_a_list_with_the_reasons(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    rows = people(3)
    rows[1][2], rows[1][5] = "31/02/1981", "=HYPERLINK(1)"
    answer = organiser.get(f"{sent(organiser, cast, rows)}/left-out")
    table = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert table[0] == [*HEADS, "Lỗi"]
    assert [row[:3] for row in table[1:]] == [["2", "Trần Thị Ba", "31/02/1981"]]
    assert "31/02/1981" in str(table[1][6])


def test_the_corrected_rows_left_out_can_be_sent_again(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    rows = people(2)
    rows[1][2] = "31/02/1981"
    address = sent(organiser, cast, rows)
    take(organiser, address, "good")
    body = organiser.get(f"{address}/left-out").data
    again = str(send(organiser, cast, body).headers["Location"])
    assert counts(again) == {"error": 1, "rows": 1}


def test_what_changed_is_shown_cell_by_cell_and_written(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    make_person("sau", "Trần Thị Aa", cast.unit2, phone="0999999999", citizen_id="0380810" + "00000")
    address = sent(organiser, cast, people(1))
    assert counts(address) == {"changed": 1, "rows": 1}
    page = organiser.get(f"{address}?which=changed").text
    assert "<del>0999999999</del> 0912300000" in page
    take(organiser, address)
    assert named("Trần Thị Aa").phone == "0912300000"


def test_taking_back_undoes_all_of_it_and_the_history_tells(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    known = make_person("sau", "Trần Thị Aa", cast.unit2, phone="0999999999", citizen_id="038081000000")
    before = how_many(Person)
    address = sent(organiser, cast, people(3))
    take(organiser, address)
    organiser.post(f"{address}/undo")
    assert (how_many(Person), named("Trần Thị Aa").phone) == (before, "0999999999")
    assert imported(address).outcome["undone"] == {"withdrawn": 3, "removed": 2, "restored": 1, "kept": 0}
    left = database.session.scalars(select(Enrolment).where(Enrolment.person_id == known.id)).one()
    assert left.state is EnrolmentState.WITHDRAWN
    assert known.grants == []
    actions = database.session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject == "RosterImport")
    ).all()
    assert actions == ["roster.read", "roster.applied", "roster.undone"]
    assert organiser.post(f"{address}/undo").status_code == 409


def test_taking_back_keeps_who_was_used_since_and_what_was_corrected_since(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    make_person("sau", "Trần Thị Aa", cast.unit2, phone="0999999999", citizen_id="038081000000")
    address = sent(organiser, cast, people(3))
    take(organiser, address)
    appoint(named("Trần Thị Ba"), Role.LEARNER, class_id=cast.k2.id)
    named("Trần Thị Aa").phone = "0988888888"
    database.session.commit()
    organiser.post(f"{address}/undo")
    assert imported(address).outcome["undone"] == {"withdrawn": 3, "removed": 1, "restored": 1, "kept": 2}
    assert named("Trần Thị Aa").phone == "0988888888"
    assert [grant.class_id for grant in named("Trần Thị Ba").grants] == [cast.k2.id]


def test_who_had_left_the_class_is_in_it_again_and_after_undoing_out_for_the_former_reason(
    cast: Cast, as_user: AsUser
):
    organiser = as_user("em")
    gone = make_person("sau", "Trần Thị Aa", cast.unit1, citizen_id="038081000000")
    enrolment = Enrolment(
        study_class_id=cast.k1.id,
        person_id=gone.id,
        enrolled_at=NOW,
        left_at=NOW,
        state="withdrawn",
        note="đi công tác",
    )
    database.session.add(enrolment)
    database.session.commit()
    address = sent(organiser, cast, people(1))
    take(organiser, address)
    assert enrolment.state is EnrolmentState.ENROLLED
    organiser.post(f"{address}/undo")
    assert (enrolment.state, enrolment.left_at, enrolment.note) == (
        EnrolmentState.WITHDRAWN,
        NOW,
        "đi công tác",
    )


def test_an_unclear_row_is_settled_and_then_taken(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    holder = make_person("sau", "Lê Văn Sáu", cast.unit1, phone="0912300000")
    address = sent(organiser, cast, people(2))
    assert counts(address) == {"conflict": 1, "new": 1, "rows": 2, "unsettled": 1}
    assert f"person-{holder.id}" in organiser.get(address).text
    assert organiser.post(f"{address}/rows/2", data={"decision": f"person-{cast.an.id}"}).status_code == 409
    assert organiser.post(f"{address}/rows/2", data={"decision": "new"}).status_code == 302
    assert counts(address) == {"conflict": 1, "new": 1, "rows": 2}
    assert take(organiser, address)["added"] == 2
    assert (named("Trần Thị Aa").phone, holder.phone) == (None, "0912300000")


def test_a_row_left_out_on_purpose_does_not_hold_up_the_others(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    make_person("sau", "Lê Văn Sáu", cast.unit1, phone="0912300000")
    address = sent(organiser, cast, people(2))
    organiser.post(f"{address}/rows/2", data={"decision": "skip"})
    assert take(organiser, address) == {"added": 1, "enrolled": 1, "changed": 0, "left_out": 1}


def test_what_the_register_says_by_now_is_looked_at_again_before_anything_is_done(
    cast: Cast, as_user: AsUser
):
    organiser = as_user("em")
    address = sent(organiser, cast, people(2))
    make_person("sau", "Lê Văn Sáu", cast.unit1, phone="0912300000")
    database.session.commit()
    page = organiser.post(f"{address}/application", data={"which": "good"}, follow_redirects=True).text
    assert "xem lại danh sách một lần nữa" in page
    assert counts(address) == {"conflict": 1, "new": 1, "rows": 2, "unsettled": 1}


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


def test_an_organiser_of_one_unit_learns_nothing_of_others_and_changes_nothing_there(
    cast: Cast, as_user: AsUser
):
    local = make_person("oanh", "Đinh Thị Oanh", cast.unit1)
    appoint(local, Role.ORGANISER, unit_id=cast.unit1.id)
    cast.people["oanh"] = local
    stranger = make_person("sau", "Trần Thị Aa", cast.unit2, citizen_id="038081000000", position="Mật")
    client = as_user("oanh")
    address = sent(client, cast, people(1))
    assert counts(address) == {"matched": 1, "rows": 1}
    assert "Mật" not in client.get(address).text
    take(client, address)
    assert stranger.phone is None


def test_slips_are_made_for_those_without_a_password_and_shown_once(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    rows = people(3)
    rows[0][3] = rows[0][4] = ""
    address = sent(organiser, cast, rows)
    take(organiser, address)
    page = organiser.post(f"{address}/slips", data={"count": 2}).text
    assert page.count("slip__password") == 2
    assert named("Trần Thị Aa").username == "aa.tran"
    assert named("Trần Thị Aa").must_change_password
    assert organiser.post(f"{address}/slips", data={"count": 9}).text.count("slip__password") == 1
    assert organiser.post(f"{address}/slips", data={"count": 9}).status_code == 409
    assert organiser.post(f"{address}/slips", data={"count": 301}).status_code == 422


def test_a_list_put_aside_is_gone_and_one_that_was_taken_stays(cast: Cast, as_user: AsUser):
    organiser = as_user("em")
    first, second = sent(organiser, cast, people(1)), sent(organiser, cast, people(1))
    take(organiser, second)
    organiser.post(f"{first}/delete")
    organiser.post(f"{second}/delete")
    assert organiser.get(first).status_code == 404
    assert organiser.get(second).status_code == 200


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


def test_ten_times_the_rows_cost_no_more_statements(cast: Cast, context: None, count_queries: Any):
    def cost(count: int, first: int) -> list[int]:
        rows = people(count + first)[first:]
        found = []
        with count_queries() as queries:
            begun = service.begin(cast.em, cast.k1, xlsx(rows, HEADS), "ds.xlsx", NOW)
        found.append(len(queries))
        assert isinstance(begun, RosterImport)
        with count_queries() as queries, database.transaction():
            assert isinstance(applying.apply(cast.em, begun, only_good=True, now=NOW), Applied)
        database.session.expire_all()
        return [*found, len(queries)]

    cost(2, 0)
    few, many = cost(8, 2), cost(80, 10)
    assert many == few
    assert max(many) <= 40


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


def test_nothing_to_take_is_said(cast: Cast, context: None):
    begun = service.begin(
        cast.em, cast.k1, xlsx([["", "", "1981"]], ["Họ tên", "x", "Năm sinh"]), "ds.xlsx", NOW
    )
    assert isinstance(begun, RosterImport)
    with database.transaction():
        assert applying.apply(cast.em, begun, only_good=True, now=NOW) is Refusal.NOTHING
    assert begun.outcome["counts"][RowOutcome.ERROR.value] == 1
    assert how_many(StudyGroup) == 0
    assert Path(begun.file.name).suffix == ".xlsx"
