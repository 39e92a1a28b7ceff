"""Two people mark one script: neither learns of the other, then a rule makes one mark, shown down to its rows."""

from decimal import Decimal

import pytest

from lms import database
from lms.marking import queries as marking, rubrics
from lms.marking.models import SubjectKind
from lms.marking.rules import read_sheet
from lms.reflections.double import queries, recording, service
from lms.reflections.double.models import ScriptReading
from lms.web.errors import LmsError
from tests.lms.cast import NOW
from tests.lms.reflections import making
from tests.lms.reflections.double.conftest import plan

KIND = SubjectKind.SUBMISSION


def record(as_user, twice, name, *levels, script=None, **extra):
    path = f"/scripts/{(script or twice.script).public_id}/marks"
    return as_user(name).post(path, data={**twice.form(*levels), **extra})


def final(twice):
    return marking.latest_mark(KIND, twice.script.id)


def test_two_near_marks_become_their_mean_with_the_rows_behind_it(as_user, twice):
    assert sorted(twice.readers()) == ["chi", "dung"]
    assert record(as_user, twice, "chi", 1, 2, remark="Đủ ý.").status_code == 302
    assert final(twice) is None
    assert record(as_user, twice, "dung", 2, 2, remark="Rõ ràng.").status_code == 302
    assert final(twice) is None, "8,5 and 10 are more than a point apart"
    assert [one.script_no for one in queries.waiting(twice.task, twice.setting)] == [
        twice.script.reflection.script_no
    ]
    record(as_user, twice, "dung", 1, 2, base="1")
    mark = final(twice)
    assert (mark.total, mark.marker_id) == (Decimal("8.5"), None)
    assert mark.remark == "Đủ ý."
    page = as_user("chi").get(f"/scripts/{twice.script.public_id}").text
    assert "Trung bình cộng của hai lượt chấm: 8,5 và 8,5." in page
    assert "Phạm Đức Dũng" in page


def test_marks_too_far_apart_wait_for_a_third_who_is_nobody_of_the_two(cast, as_user, twice):
    record(as_user, twice, "chi", 0, 0)
    record(as_user, twice, "dung", 2, 2)
    page = as_user("chi").get(twice.path).text
    assert "lệch nhau quá số điểm cho phép" in page
    assert "2 điểm" not in page
    assert "10 điểm" not in page
    number = str(twice.script.reflection.script_no)
    give = {"reader-script_no": number, "reader-place": "3"}
    refused = as_user("chi").post(f"{twice.path}/readings", data={**give, "reader-marker_id": cast.dung.id})
    assert refused.status_code == 409
    assert (
        as_user("chi").post(f"{twice.path}/readings", data={**give, "reader-marker_id": cast.em.id}).location
    )
    record(as_user, twice, "em", 1, 2)
    mark = final(twice)
    assert mark.total == Decimal("9.25"), "the mean of 8,5 and the nearer 10"
    assert [score.points for score in mark.scores] == [Decimal("4.25"), Decimal(5)]
    assert [score.level_id is None for score in mark.scores] == [True, False]
    text = as_user("em").get(f"{twice.path}/agreement?third=1").text
    assert f"Bài số {number}" in text
    assert "9,25" in text


def test_a_mark_that_is_found_stays(as_user, twice):
    record(as_user, twice, "chi", 1, 1)
    record(as_user, twice, "dung", 1, 1)
    again = record(as_user, twice, "chi", 2, 2, base="1")
    assert again.status_code == 409
    assert final(twice).total == Decimal(7)


def test_who_is_to_mark_nothing_here_can_read_but_not_mark(as_user, twice):
    path = f"/scripts/{twice.script.public_id}"
    assert "do hai người khác chấm" in as_user("em").get(path).text
    for act in ("marks", "draft", "comments"):
        data = {**twice.form(1, 1), "body": "Tốt", "quote": "Con đường", "slot": "1"}
        kind = {"json": data} if act == "draft" else {"data": data}
        assert as_user("em").post(f"{path}/{act}", **kind).status_code == 403


def test_the_rule_cannot_change_once_somebody_recorded(as_user, twice):
    record(as_user, twice, "chi", 1, 1)
    rule = {"percent": "50", "within": "2", "third": "decides"}
    assert as_user("chi").post(twice.path, data=rule).status_code == 409
    assert as_user("chi").post(f"{twice.path}/removal").status_code == 409
    assert (twice.setting.percent, twice.setting.within) == (100, Decimal(1))


def test_a_task_that_one_person_began_to_mark_stays_so(cast, as_user):
    task, script = making.played(cast)
    making.mark(script, cast.chi)
    database.session.commit()
    with pytest.raises(LmsError):
        service.decide(task, plan(), cast.chi, NOW)


def test_marks_by_two_versions_of_the_rubric_are_not_compared(cast, as_user, twice):
    record(as_user, twice, "chi", 1, 1)
    rubric = twice.task.rubric
    rubrics.update(rubric, "Phiếu mới", rubrics.plan_of(rubric.current)[::-1], cast.chi, NOW)
    database.session.commit()
    database.session.expire_all()
    record(as_user, twice, "dung", 1, 1)
    assert final(twice) is None
    reading = next(one for one in queries.readings_of(twice.script.id) if one.marker_id == cast.chi.id)
    assert reading.closed_at is None, "Chi is asked to look again"
    record(as_user, twice, "chi", 1, 1, base="1")
    assert final(twice).total == Decimal(7)


def test_a_single_mark_near_the_limit_of_a_band_asks_whoever_has_least_to_do(cast, as_user, twice):
    service.decide(twice.task, plan(percent=0, near=Decimal("0.25")), cast.chi, NOW)
    service.share_out(twice.task, cast.chi, NOW)
    database.session.commit()
    [first] = twice.readers()
    record(as_user, twice, first, 1, 1)
    assert final(twice) is None, "7 is the limit of “Khá”"
    [_first, second] = twice.readers()
    assert second != first
    record(as_user, twice, second, 1, 1)
    assert final(twice).total == Decimal(7)


def test_a_single_mark_far_from_every_limit_counts_at_once(cast, as_user, twice):
    service.decide(twice.task, plan(percent=0, near=Decimal("0.25")), cast.chi, NOW)
    service.share_out(twice.task, cast.chi, NOW)
    database.session.commit()
    [first] = twice.readers()
    record(as_user, twice, first, 0, 0)
    assert final(twice).total == Decimal(2)
    assert final(twice).marker_id == cast.people[first].id


def test_a_release_waits_for_every_mark_and_shows_the_learner_how_it_came_about(as_user, twice):
    release = f"/reflection-tasks/{twice.task.id}/release"
    record(as_user, twice, "chi", 1, 2)
    assert as_user("chi").post(release).status_code == 409
    comment = {"body": "Dẫn chứng tốt.", "quote": "Con đường", "slot": "1"}
    as_user("dung").post(f"/scripts/{twice.script.public_id}/comments", data=comment)
    record(as_user, twice, "dung", 1, 2)
    assert as_user("chi").post(release).status_code == 302
    page = as_user("an").get(f"/reflections/{twice.script.reflection.public_id}").text
    assert "Trung bình cộng của hai lượt chấm: 8,5 và 8,5." in page
    assert "Dẫn chứng tốt." in page
    assert "Phạm Đức Dũng" not in page
    report = as_user("chi").get(f"/reflection-tasks/{twice.task.id}/report/rows?marked=1").text
    assert "Trung bình cộng của hai lượt chấm: 8,5 và 8,5." in report


def test_sharing_out_twice_gives_nobody_anything_more(as_user, twice):
    before = database.session.query(ScriptReading).count()
    assert as_user("chi").post(f"{twice.path}/readers").status_code == 302
    assert database.session.query(ScriptReading).count() == before


def test_queues_hold_what_each_is_to_read(cast, as_user, twice):
    queue = f"/reflection-tasks/{twice.task.id}/scripts"
    assert f"Bài số {twice.script.reflection.script_no}" in as_user("dung").get(queue).text
    assert f"Bài số {twice.script.reflection.script_no}" not in as_user("em").get(queue).text
    record(as_user, twice, "dung", 1, 1)
    assert "0 / 1" in as_user("chi").get(queue).text
    assert "1 / 1" in as_user("dung").get(queue).text


def test_pages_cost_the_same_with_ten_times_the_scripts(cast, as_user, twice, count_queries):
    def marked_by_both(first, count):
        making.hand_in_by_others(cast, twice.task, count, first=first)
        service.share_out(twice.task, cast.chi, NOW)
        database.session.commit()
        for script in making.submissions(twice.task):
            for reading in queries.readings_of(script.id):
                if not reading.closed_at:
                    sheet = read_sheet(twice.task.rubric.current.criteria, twice.form(1, 2))
                    version = twice.task.rubric.current
                    recording.record(script, twice.setting, reading, version, sheet, NOW)
        database.session.commit()

    def counted():
        found = []
        for path in (twice.path, f"{twice.path}/agreement", f"/reflection-tasks/{twice.task.id}/report"):
            as_user("chi").get(path)
            with count_queries() as statements:
                as_user("chi").get(path)
            found.append(len(statements))
        return found

    marked_by_both(0, 1)
    few = counted()
    marked_by_both(1, 15)
    assert counted() == few
    assert max(few) <= 32
