"""The list, a script, two texts side by side: for who marks, and without a name while marking is blind."""

import re

import pytest

from lms import database
from lms.audit.models import AuditEntry, Observation
from lms.permissions import Role
from lms.reflections import bench
from lms.reflections.models import Submission
from lms.similarity.models import TextDecision, Verdict
from tests.lms import cast as casting
from tests.lms.cast import NOW
from tests.lms.reflections import making as reflecting
from tests.lms.similarity import making
from tests.lms.similarity.making import FIRST, OFFICIAL, SECOND, SHARED


@pytest.fixture
def found(cast, context):
    """The task, An's and Bảo's scripts, compared."""
    task, one, other = making.pair(cast)
    making.compare(task)
    return task, one, other


def paths(found):
    task, one, _other = found
    [match] = making.matches()
    script = f"/scripts/{one.public_id}/similarity"
    return f"/reflection-tasks/{task.id}/similarity", script, f"{script}/{match.id}"


def without_tags(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.text))


def test_the_list_names_the_partner_by_number_and_the_share(as_user, found):
    listing, _script, _pair = paths(found)
    page = without_tags(as_user("chi").get(listing))
    _task, one, other = found
    for submission in (one, other):
        assert f"Bài số {submission.reflection.script_no}" in page
    assert re.search(rf"Bài số {other.reflection.script_no}: [1-9]\d%", page)


def test_a_group_is_drawn_and_also_a_list(as_user, found):
    page = as_user("chi").get(paths(found)[0]).text
    assert page.count('class="kin__node"') == 2
    assert page.count('class="kin__edge"') == 1
    assert re.search(r'<ul class="kin__list">\s*<li>', page)


def test_two_texts_stand_side_by_side_with_linked_numbers_and_quotes_greyed(as_user, found):
    page = as_user("chi").get(paths(found)[2]).text
    assert page.count('id="mine-1"') == page.count('id="theirs-1"') == 1
    assert 'href="#theirs-1"' in page
    assert page.count(f'<span class="twin__quoted">{OFFICIAL[:-1]}</span>') == 2
    assert FIRST in page
    assert SECOND in page


def test_a_pair_may_be_looked_at_from_either_script_and_from_no_third(cast, as_user, found):
    task, _one, other = found
    match = paths(found)[2].rpartition("/")[2]
    third = making.hand_in(task, making.learner(cast, "cuc", "Mai Thị Cúc"), SECOND)
    database.session.commit()
    chi = as_user("chi")
    assert chi.get(f"/scripts/{other.public_id}/similarity/{match}").status_code == 200
    assert chi.get(f"/scripts/{third.public_id}/similarity/{match}").status_code == 404


def test_no_page_tells_a_blind_marker_whose_script_it_is(cast, as_user, context):
    canary = casting.make_person("canary", "Phan Thị Hoàng Yến", cast.unit1, member_code="HV-777")
    casting.enrol(canary, cast.k1)
    before, task = making.task(cast), making.task(cast)
    own = making.hand_in(before, canary, SHARED, SECOND, now=NOW - 5 * reflecting.DAY)
    mine = making.hand_in(task, canary, FIRST, SHARED)
    fellow = making.hand_in(task, cast.an, SHARED)
    database.session.commit()
    making.compare(before)
    making.compare(task)
    chi = as_user("chi")
    chi.post(f"/scripts/{mine.public_id}/similarity/decisions", data=decision(Verdict.EXPLAIN))
    pages = [chi.get(f"/reflection-tasks/{task.id}/similarity")]
    for script in (mine, fellow):
        address = f"/scripts/{script.public_id}/similarity"
        pages += [chi.get(address), chi.post(f"{address}/decisions", data={})]
        pages += [
            chi.get(f"{address}/{match.id}")
            for match in making.matches()
            if script.id in (match.a_id, match.b_id)
        ]
    assert len(pages) >= 7
    for page in pages:
        for secret in ("Yến", "canary", "HV-777", mine.reflection.public_id, own.public_id, SECOND):
            assert secret not in page.text
        assert f"Bài số {own.reflection.script_no}" not in page.text


def test_names_show_once_the_marks_are_released(cast, as_user, found):
    task, one, other = found
    for submission in (one, other):
        reflecting.mark(submission, cast.chi)
    bench.release(task, cast.chi, NOW)
    database.session.commit()
    for path in paths(found):
        page = as_user("chi").get(path).text
        assert "Phan Quốc Bảo" in page
        assert "Nguyễn Văn An" in page


@pytest.fixture
def earlier(cast, context):
    """A script of K1 that shares with one of an earlier class, K0, of the same unit."""
    study_class = casting.make_class("K0", cast.unit1, cast.programme)
    before, task = making.task(cast, study_class), making.task(cast)
    there = making.hand_in(before, making.learner(cast, "bao", "Phan Quốc Bảo", study_class), SECOND, SHARED)
    mine = making.hand_in(task, cast.an, FIRST, SHARED, now=NOW + reflecting.DAY)
    database.session.commit()
    making.compare(before)
    making.compare(task)
    [match] = making.matches()
    return f"/scripts/{mine.public_id}/similarity/{match.id}", there


def test_of_a_class_that_one_does_not_mark_only_what_both_have_is_shown(as_user, earlier):
    address, there = earlier
    page = as_user("chi").get(address).text
    assert page.count(SHARED[:-1]) == 2
    for secret in (SECOND, "K0", "Bảo", f"Bài số {there.reflection.script_no}", there.public_id):
        assert secret not in page


def test_who_marks_both_classes_reads_both_texts_once_marking_has_names_again(cast, as_user, earlier):
    address, there = earlier
    casting.appoint(cast.chi, Role.LECTURER, class_id=there.reflection.task.study_class_id)
    database.session.commit()
    chi = as_user("chi")
    assert SECOND not in chi.get(address).text
    bench.release(_marked(cast, address), cast.chi, NOW)
    database.session.commit()
    page = chi.get(address).text
    for told in (SECOND, "K0", f"Bài số {there.reflection.script_no}"):
        assert told in page
    assert "Bảo" not in page


def _marked(cast, address):
    """The task of the script at this address, with a mark for each script."""
    submission = database.session.query(Submission).filter_by(public_id=address.split("/")[2]).one()
    reflecting.mark(submission, cast.chi)
    return submission.reflection.task


def test_the_list_is_searched_by_number_and_by_a_name_only_where_it_shows(cast, as_user, found):
    task, one, other = found
    listing, chi = paths(found)[0], as_user("chi")

    def rows(text):
        page = chi.get(listing, query_string={"q": text}).text
        return [one.public_id in page[page.find('id="found"') :] and page.count("data-filter-item")]

    assert rows(str(one.reflection.script_no)) == [1]
    assert rows("An") == [0]
    for submission in (one, other):
        reflecting.mark(submission, cast.chi)
    bench.release(task, cast.chi, NOW)
    database.session.commit()
    assert rows("van an") == [1]


def decision(verdict, reason="Hai bạn học nhóm.", base=0):
    return {"verdict": verdict.value, "reason": reason, "base": str(base)}


def test_a_decision_is_kept_with_who_and_why_and_filters_the_list(cast, as_user, found):
    listing, script, _pair = paths(found)
    chi = as_user("chi")
    assert chi.post(f"{script}/decisions", data=decision(Verdict.VALID)).status_code == 302
    kept = database.session.query(TextDecision).one()
    assert (kept.verdict, kept.decided_by_id, kept.number) == (Verdict.VALID, cast.chi.id, 1)
    assert "Hai bạn học nhóm." in chi.get(script).text
    entry = database.session.query(AuditEntry).filter_by(action="similarity.decided").one()
    assert entry.reason == "Hai bạn học nhóm."
    mine, other = (f'/scripts/{one.public_id}/similarity"' for one in found[1:])
    valid, unseen = (chi.get(f"{listing}?state={state}").text for state in ("valid", "unseen"))
    table = lambda page: page[page.index('id="found"') :]  # noqa: E731
    assert (mine in table(valid), other in table(valid)) == (True, False)
    assert (mine in table(unseen), other in table(unseen)) == (False, True)


def test_a_decision_without_a_reason_is_refused_and_what_was_typed_stays(as_user, found):
    script = paths(found)[1]
    answer = as_user("chi").post(f"{script}/decisions", data=decision(Verdict.EXPLAIN, reason="   "))
    assert answer.status_code == 422
    assert re.search(r'value="explain"[^>]*checked|checked[^>]*value="explain"', answer.text)
    assert database.session.query(TextDecision).count() == 0


def test_whoever_decides_second_sees_the_first_and_loses_nothing(cast, as_user, found):
    casting.appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    script = paths(found)[1]
    as_user("chi").post(f"{script}/decisions", data=decision(Verdict.VALID, "Của Chi"))
    dung = as_user("dung")
    answer = dung.post(f"{script}/decisions", data=decision(Verdict.EXPLAIN, "Của Dũng"))
    assert answer.status_code == 409
    assert "Của Chi" in answer.text
    assert "Của Dũng" in answer.text
    assert (
        dung.post(f"{script}/decisions", data=decision(Verdict.EXPLAIN, "Của Dũng", base=1)).status_code
        == 302
    )
    assert [one.number for one in database.session.query(TextDecision).order_by(TextDecision.id)] == [1, 2]


def test_the_button_starts_one_comparison_and_the_page_says_that_it_is_under_way(as_user, cast, context):
    task, _one, _other = making.pair(cast)
    listing, chi = f"/reflection-tasks/{task.id}/similarity", as_user("chi")
    assert chi.get(f"{listing}/progress").json == {"state": "never"}
    assert [chi.post(listing).status_code for _ in range(2)] == [302, 302]
    assert chi.get(f"{listing}/progress").json == {"state": "under-way"}
    assert 'data-behaviour="look-again"' in chi.get(listing).text
    making.compare(task)
    assert chi.get(f"{listing}/progress").json == {"state": "done"}


def test_opening_a_text_is_noted(as_user, found):
    chi = as_user("chi")
    for path in paths(found)[1:]:
        chi.get(path)
    kinds = {seen.kind for seen in database.session.query(Observation)}
    assert {"script.opened", "script.compared"} <= kinds


def test_the_workbench_says_it_in_one_line(as_user, found):
    _task, one, _other = found
    page = without_tags(as_user("chi").get(f"/scripts/{one.public_id}"))
    assert re.search(r"Trùng với bài khác: [1-9]\d%", page)


def test_the_pages_cost_the_same_with_ten_times_the_scripts(cast, as_user, found, count_queries):
    task = found[0]
    chi = as_user("chi")
    for path in paths(found):
        chi.get(path)
    before = {}
    for path in paths(found):
        with count_queries() as few:
            chi.get(path)
        before[path] = len(few)
    first = paths(found)
    for number in range(20):
        making.hand_in(
            task, making.learner(cast, f"hv{number}", f"Học Viên {number}"), SHARED, f"Thứ {number}"
        )
    database.session.commit()
    making.compare(task)
    assert len(making.matches()) > 100
    for path in first[:2]:
        with count_queries() as many:
            assert chi.get(path).status_code == 200
        assert len(many) == before[path]
        assert len(many) <= 30
