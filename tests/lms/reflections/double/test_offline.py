"""Each of two markers takes their own sheet along and brings it back, and never learns what the other found."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from lms import database
from lms.marking import queries as marking
from lms.marking.models import SubjectKind
from lms.reflections.double import queries, service
from lms.reflections.offline.models import MarkSheet
from tests.lms.cast import NOW
from tests.lms.reflections import making, sheets
from tests.lms.reflections.double.test_canary import CANARY, TOTAL, marked_by_one  # noqa: F401 - a fixture
from tests.lms.reflections.sheets import FAIR, GOOD, POOR, SHEET, bring_back, count, fill, taken

KIND = SubjectKind.SUBMISSION


def offline(client, twice, *levels, remark=""):
    """Take along, fill in the one row, bring back, let it count; what the page says."""
    _files, book = taken(client, twice.task)
    fill(book, 2, *levels, remark)
    return count(client, twice.task, book)


def final(twice):
    return marking.latest_mark(KIND, twice.script.id)


def reading_of(twice, name):
    database.session.expire_all()
    found = queries.readings_of(twice.script.id)
    return next(one for one in found if one.marker_id == twice.cast.people[name].id)


def on_screen(as_user, twice, name, *levels, base="0"):
    path = f"/scripts/{twice.script.public_id}/marks"
    return as_user(name).post(path, data={**twice.form(*levels), "base": base})


def give(as_user, twice, place, person, script=None):
    number = (script or twice.script).reflection.script_no
    told = {"reader-script_no": number, "reader-place": place, "reader-marker_id": person.id}
    assert as_user("chi").post(f"{twice.path}/readings", data=told).status_code == 302


def unzipped(body):
    """Everything that a package says: each member, sheets and what Excel hides in them included."""
    with ZipFile(BytesIO(body)) as archive:
        members = [archive.read(name) for name in archive.namelist()]
        names = " ".join(archive.namelist()).encode() + archive.comment
    return b"\n".join([names, *(unzipped(one) if one.startswith(b"PK") else one for one in members)])


def test_two_who_mark_without_a_network_come_to_one_mark_by_the_rule(cast, as_user, twice):
    assert "mark-sheets/new" in as_user("chi").get(f"/reflection-tasks/{twice.task.id}/scripts").text
    offline(as_user("chi"), twice, POOR, POOR)
    assert final(twice) is None
    assert reading_of(twice, "chi").mark.total == Decimal(2)
    offline(as_user("dung"), twice, GOOD, GOOD)
    assert final(twice) is None, "they are too far apart: a third is asked"
    [waiting] = queries.waiting(twice.task, twice.setting)
    assert waiting.place == 3
    give(as_user, twice, 3, cast.em)
    offline(as_user("em"), twice, FAIR, GOOD, remark="Rõ việc.")
    assert (final(twice).total, final(twice).remark) == (Decimal("9.25"), "Rõ việc.")


@pytest.mark.parametrize("name", ["dung", "em"])
def test_what_one_found_is_nowhere_in_what_another_takes_along(cast, as_user, marked_by_one, name):  # noqa: F811
    twice = marked_by_one
    if name == "em":  # as the third
        on_screen(as_user, twice, "dung", 2, 2)
        give(as_user, twice, 3, cast.em)
    files = sheets.package(as_user(name), twice.task)
    said = unzipped(as_user(name).get(f"/reflection-tasks/{twice.task.id}/mark-sheets/1.zip").data)
    assert b"mark-sheet" not in said
    assert "Bài số".encode() in said
    for secret in (CANARY, "Trần Thị Mai Chi", "Phạm Đức Dũng", "Nguyễn Văn An"):
        assert secret.encode() not in said, secret
    assert TOTAL.encode() not in unzipped(files[SHEET])
    _files, book = taken(as_user(name), twice.task)
    cells = [cell.value for cell in book["Chấm bài"][2]]
    assert (len(cells), any(cells[2:]), len(files)) == (9, False, 2)
    public_id, _version, base, *_rest = cells[0].split(".")
    assert (public_id, base) == (twice.script.public_id, "0")
    fill(book, 2, FAIR, None)
    assert CANARY not in as_user(name).get(bring_back(as_user(name), twice.task, book).location).text


def test_the_first_takes_along_their_own(as_user, marked_by_one):  # noqa: F811
    _files, book = taken(as_user("chi"), marked_by_one.task)
    sheet = book["Chấm bài"]
    assert (sheet["D2"].value, sheet["G2"].value, sheet["I2"].value) == (TOTAL, FAIR, f"{CANARY} nháp")


def test_a_sheet_of_the_other_is_refused_and_not_even_kept(as_user, twice):
    _files, book = taken(as_user("chi"), twice.task)
    fill(book, 2, GOOD, GOOD)
    answer = bring_back(as_user("dung"), twice.task, book)
    assert answer.status_code == 422
    assert "tải cho người chấm khác" in answer.text
    assert database.session.scalars(select(MarkSheet)).all() == []
    assert not any(one.marks for one in queries.readings_of(twice.script.id))


def test_what_was_marked_on_screen_meanwhile_is_a_clash_and_stays(as_user, twice):
    dung = as_user("dung")
    _files, book = taken(dung, twice.task)
    on_screen(as_user, twice, "dung", 1, 1)
    fill(book, 2, GOOD, GOOD)
    said = count(dung, twice.task, book)
    assert "7 điểm, Phạm Đức Dũng chấm lúc" in said
    assert [mark.total for mark in reading_of(twice, "dung").marks] == [Decimal(7)]
    _files, book = taken(dung, twice.task)
    first = twice.task.rubric.current.criteria[0]
    draft = {f"comment-{first.id}": "Viết trên màn hình.", "base": "1"}
    assert dung.post(f"/scripts/{twice.script.public_id}/draft", json=draft).status_code == 200
    fill(book, 2, GOOD, GOOD)
    assert "Bản nháp trên màn hình được giữ nguyên" in count(dung, twice.task, book)
    found = reading_of(twice, "dung")
    assert (len(found.marks), found.values[f"comment-{first.id}"]) == (1, "Viết trên màn hình.")


def test_a_mark_that_was_found_meanwhile_and_a_script_of_somebody_else_are_clashes(cast, as_user, twice):
    [other] = [one for one in _two_scripts(cast, as_user, twice) if one.id != twice.script.id]
    chi = as_user("chi")
    _files, book = taken(chi, twice.task)
    rows = {book["Chấm bài"][f"A{row}"].value.split(".")[0]: row for row in (2, 3)}
    for name in ("chi", "dung"):
        on_screen(as_user, twice, name, 1, 2)
    readers = {one.marker_id: one.place for one in queries.readings_of(other.id)}
    [free] = [one for one in (cast.dung, cast.em) if one.id not in readers]
    give(as_user, twice, readers[cast.chi.id], free, other)
    for row in rows.values():
        fill(book, row, GOOD, GOOD)
    said = count(chi, twice.task, book)
    assert "Điểm của bài này đã được xác định" in said
    assert "đã được giao cho người chấm khác" in said
    assert final(twice).total == Decimal("8.5")
    assert not any(one.marks for one in queries.readings_of(other.id))


def test_a_half_filled_row_is_a_draft_of_this_reader_alone(as_user, twice):
    offline(as_user("dung"), twice, GOOD, None, remark="Xem lại.")
    found = reading_of(twice, "dung")
    assert (found.mark, found.values["remark"]) == (None, "Xem lại.")
    path = f"/scripts/{twice.script.public_id}"
    assert "Xem lại." in as_user("dung").get(path).text
    assert "Xem lại." not in as_user("chi").get(path).text


def test_looking_at_a_sheet_of_two_costs_the_same_for_any_number_of_rows(cast, as_user, twice, count_queries):
    _two_scripts(cast, as_user, twice)
    chi, costs = as_user("chi"), []
    _files, book = taken(chi, twice.task)
    for row in (2, 3):
        fill(book, row, GOOD, GOOD)
        address = bring_back(chi, twice.task, book).location
        with count_queries() as statements:
            assert chi.get(address).status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def _two_scripts(cast, as_user, twice):
    making.hand_in_by_others(cast, twice.task, 1)
    service.share_out(twice.task, cast.chi, NOW)
    database.session.commit()
    [other] = [one for one in making.submissions(twice.task) if one.id != twice.script.id]
    if cast.chi.id not in {one.marker_id for one in queries.readings_of(other.id)}:
        give(as_user, twice, 1, cast.chi, other)
    return making.submissions(twice.task)
