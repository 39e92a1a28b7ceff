"""A list on its way into a class: sent, looked through, settled, taken once, taken back."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy import select

from lms import database
from lms.accounts.models import Grant, Person
from lms.attendance.models import Checkpoint  # noqa: F401 - its tables refer to people too
from lms.classes.models import Enrolment, RosterImport, RowOutcome, StudyGroup
from lms.classes.roster import applying, service
from lms.classes.roster.applying import Applied, Refusal
from lms.permissions import Role
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.classes.roster.files import HEADS, people, xlsx
from tests.lms.classes.roster.sending import counts, how_many, named, send, sent, take

AsUser = Callable[[str], TestClient]


def test_a_list_is_shown_before_anybody_is_added(cast: Cast, as_user: AsUser):
    before = how_many(Person)
    organiser = as_user("em")
    address = sent(organiser, cast, people(3), workbook=True)
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
    address = sent(organiser, cast, [[*row, "hv0007", 2, "ăn chay", "Dao@Example.org"]], heads, workbook=True)
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
    answer = organiser.get(f"{sent(organiser, cast, rows, workbook=True)}/left-out")
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
