"""Criteria that the centre and councils keep: which hold for a lesson, and that nothing finished changes with them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.appraisals.criteria import queries, service
from lms.appraisals.criteria.models import AppraisalForm
from lms.appraisals.criteria.rules import SHIPPED, Wording
from lms.appraisals.criteria.whose import LESSONS, of_council
from lms.lessons.appraisal import criteria, queries as appraisals, service as appraisal
from lms.lessons.appraisal.criteria import lines_of
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples

AsUser = Callable[[str], TestClient]
OURS = [Wording("Nội dung", 3, "Đúng, đủ"), Wording("Phương pháp", 1)]
OTHERS = [Wording("Tính thời sự", 1), Wording("Tính thực tiễn", 2)]
CENTRE = "/lessons/criteria/centre"


def typed(wordings: list[Wording], seen: int = 0, **more: str) -> dict[str, Any]:
    rows = {
        f"rows-{at}-{name}": value
        for at, one in enumerate(wordings)
        for name, value in (("title", one.title), ("hint", one.hint), ("weight", str(one.weight)))
    }
    return {"seen": str(seen), **rows, **more}


def titles(version_id: int) -> list[str]:
    return [line.title for line in lines_of(version_id)]


def test_what_is_shipped_holds_until_the_centre_keeps_its_own(cast: Cast, as_user: AsUser):
    before = samples.submitted(cast)
    assert list(lines_of(before.id)) == list(SHIPPED)
    database.session.commit()
    em = as_user("em")
    assert "Mục tiêu: rõ ràng" in em.get(CENTRE).text
    assert em.post(CENTRE, data=typed(OURS)).status_code == 302
    after = samples.submitted(cast, title="Bài sau")
    assert (titles(before.id), titles(after.id)) == ([""] * 6, ["Nội dung", "Phương pháp"])
    assert "Đúng, đủ" in as_user("hanh").get(f"/lessons/versions/{after.id}/appraisal").text


def test_a_sheet_keeps_what_it_was_asked(cast: Cast, as_user: AsUser):
    service.keep(cast.em, LESSONS, OURS, 0, NOW)
    version = samples.submitted(cast)
    database.session.commit()
    sent = {f"mark_{line.key}": "8" for line in lines_of(version.id)}
    first, second = sent
    sent |= {first: "9", second: "5", "conclusion": "pass"}
    as_user("hanh").post(f"/lessons/versions/{version.id}/appraisal", data=sent)
    form = queries.in_use_at(LESSONS)
    assert form is not None
    service.keep(cast.em, LESSONS, OTHERS, form.id, NOW)
    database.session.commit()
    assert titles(version.id) == ["Nội dung", "Phương pháp"]
    [sheet] = appraisals.sheets_of(version.id)
    assert [(row["title"], row["weight"], row["mark"]) for row in sheet.marks] == [
        ("Nội dung", 3, "9"),
        ("Phương pháp", 1, "5"),
    ]
    assert "8,00" in as_user("em").get(f"/lessons/versions/{version.id}/appraisal/paper").text


def test_a_council_judges_by_its_own_and_by_those_of_the_centre_without(cast: Cast, context: None):
    service.keep(cast.em, LESSONS, OURS, 0, NOW)
    lineage = cast.programme.topics[0].lineage
    council = samples.founded(cast.hanh, cast.unit1.id, lineage)
    assert [one.title for one in form_for(lineage).criteria] == ["Nội dung", "Phương pháp"]
    service.keep(cast.hanh, of_council(council), OTHERS, 0, NOW)
    assert [one.title for one in form_for(lineage).criteria] == ["Tính thời sự", "Tính thực tiễn"]
    assert form_for(cast.programme.topics[1].lineage).place == "centre"
    service.end(cast.hanh, of_council(council), NOW)
    assert form_for(lineage).place == "centre"


def form_for(lineage: str) -> AppraisalForm:
    form = criteria.form_for(lineage, NOW.date())
    assert form is not None
    return form


def test_taken_back_and_handed_in_again_it_is_judged_by_what_holds_then(cast: Cast, context: None):
    version = samples.submitted(cast)
    appraisal.withdraw(cast.chi, version, NOW)
    service.keep(cast.em, LESSONS, OURS, 0, NOW)
    assert list(lines_of(version.id)) == list(SHIPPED)
    appraisal.submit(cast.chi, version, "", NOW)
    assert titles(version.id) == ["Nội dung", "Phương pháp"]


def test_members_change_the_criteria_of_their_council_and_others_do_not(cast: Cast, as_user: AsUser):
    mine, other = samples.second_reviewer(), cast.hanh
    council = samples.founded(mine, cast.unit1.id)
    cast.people["oanh"] = mine
    database.session.commit()
    address = f"/lessons/criteria/councils/{council.id}"
    assert as_user("hanh").post(address, data=typed(OURS)).status_code == 403
    assert other.id not in {one.id for one in council.members}
    assert as_user("oanh").post(address, data=typed(OURS)).status_code == 302
    assert "Phương pháp" in as_user("hanh").get("/lessons/criteria").text


@pytest.mark.one_database
def test_buttons_order_rows_and_store_nothing(cast: Cast, as_user: AsUser):
    em = as_user("em")
    page = em.post(CENTRE, data=typed(OURS, act="up-1")).text
    assert page.index("Phương pháp") < page.index('value="Nội dung"')
    page = em.post(CENTRE, data=typed(OURS, act="out-0")).text
    assert 'value="Nội dung"' not in page
    assert queries.in_use() == {}


@pytest.mark.one_database
def test_what_cannot_be_kept_is_said_and_stays_typed(cast: Cast, as_user: AsUser):
    answer = as_user("em").post(CENTRE, data=typed([Wording("Chỉ một", 1)]))
    assert (answer.status_code, "Chỉ một" in answer.text) == (422, True)
    assert "ít nhất 2 tiêu chí" in answer.text
    answer = as_user("em").post(CENTRE, data=typed(OURS) | {"rows-0-weight": "0"})
    assert (answer.status_code, queries.in_use()) == (422, {})


def test_two_who_change_them_see_each_other(cast: Cast, as_user: AsUser):
    em = as_user("em")
    em.post(CENTRE, data=typed(OURS))
    answer = em.post(CENTRE, data=typed(OTHERS))
    assert (answer.status_code, "Tính thời sự" in answer.text) == (409, True)
    assert [one.title for one in queries.in_use()["centre"].criteria] == ["Nội dung", "Phương pháp"]


def test_the_same_again_makes_no_version_and_earlier_ones_stay_to_be_seen(cast: Cast, as_user: AsUser):
    service.keep(cast.em, LESSONS, OURS, 0, NOW)
    first = queries.in_use()["centre"]
    assert service.keep(cast.em, LESSONS, OURS, first.id, NOW)
    assert queries.in_use()["centre"].number == 1
    service.keep(cast.em, LESSONS, OTHERS, first.id, NOW)
    database.session.commit()
    assert [one.number for one in queries.earlier(LESSONS)] == [1]
    assert "Đúng, đủ" in as_user("em").get(CENTRE).text


def test_the_database_knows_one_form_in_use_at_a_place(cast: Cast, context: None):
    service.keep(cast.em, LESSONS, OURS, 0, NOW)
    second = {"place": "centre", "number": 2, "made_at": NOW}
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(insert(AppraisalForm).values(**second))
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.execute(insert(AppraisalForm).values(**second | {"place": "council-1"}))
