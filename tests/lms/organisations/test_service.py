"""The tree of units: renaming, moving and merging keep the past, and grants follow the tree."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.organisations import queries, service
from lms.organisations.service import Place
from lms.permissions import Permission, allowed
from tests.lms.browser import TestClient
from tests.lms.cast import Cast

MERGED_ON = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def in_context(context: None) -> None:
    """Services write the history, which asks for the request."""


def test_a_renamed_unit_is_still_found_under_its_old_name_on_an_old_day(cast: Cast, now: datetime) -> None:
    service.change(
        cast.khanh, cast.unit1, Place(name="Đảng bộ phường Hạc Thành", parent=cast.root, on=MERGED_ON), now
    )
    assert service.name_on(cast.unit1, date(2024, 5, 1)) == "Đảng bộ phường Tân Lâm"
    assert service.name_on(cast.unit1, MERGED_ON) == "Đảng bộ phường Hạc Thành"


def test_a_move_carries_everything_below_and_the_people_with_it(cast: Cast, now: datetime) -> None:
    cell = service.found(name="Chi bộ 1", kind_code="base_committee", parent=cast.unit1, on=date(2021, 1, 1))
    service.assign(cast.an, cell)
    service.change(cast.khanh, cast.unit1, Place(name=cast.unit1.name, parent=cast.unit2, on=MERGED_ON), now)
    assert cell.path == f"{cast.unit2.path}{cast.unit1.id}/{cell.id}/"
    assert cast.an.unit_ids == [cast.root.id, cast.unit2.id, cast.unit1.id, cell.id]


def test_a_unit_cannot_stand_under_itself(cast: Cast, now: datetime) -> None:
    assert not service.change(cast.khanh, cast.root, Place(name="x", parent=cast.unit1, on=MERGED_ON), now)


def test_a_merged_unit_is_closed_and_its_people_belong_to_the_other(cast: Cast, now: datetime) -> None:
    assert service.merge(
        cast.khanh, cast.unit2, cast.unit1, now, on=MERGED_ON, decision="Quyết định 12-QĐ/TU"
    )
    assert cast.unit2.closed_on == MERGED_ON
    database.session.refresh(cast.binh)
    assert cast.binh.unit_id == cast.unit1.id
    entry = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.merged")).one()
    assert (entry.subject_id, entry.reason) == (cast.unit2.id, "Quyết định 12-QĐ/TU")


def test_a_grant_in_a_unit_reaches_everything_below_and_nothing_beside(cast: Cast) -> None:
    grants = cast.giang.grants
    assert allowed(grants, Permission.UNIT_SEE, cast.unit1.scope)
    assert not allowed(grants, Permission.UNIT_SEE, cast.unit2.scope)
    assert not allowed(grants, Permission.UNIT_SEE, cast.root.scope)


@pytest.mark.parametrize("typed", ["tan lam", "TÂN LÂM", "phường  tân"])
def test_units_are_found_without_marks(cast: Cast, typed: str) -> None:
    found = database.session.scalars(queries.search(cast.khanh.grants, typed)).all()
    assert [unit.id for unit in found] == [cast.unit1.id]


def test_percent_signs_are_letters_like_others(cast: Cast) -> None:
    assert database.session.scalars(queries.search(cast.khanh.grants, "100%_")).all() == []


def test_a_unit_officer_sees_only_the_own_unit_in_the_list(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    page = as_user("giang").get("/units/").text
    assert "phường Tân Lâm" in page
    assert "xã Hòa Bình" not in page
    assert "xã Hòa Bình" not in as_user("giang").get("/units/?q=hoa binh").text


def test_a_bad_day_keeps_what_was_typed(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    answer = as_user("khanh").post(
        f"/units/{cast.unit1.id}/units", data={"name": "Chi bộ Hoa Sen", "on": "32/13/2026"}
    )
    assert answer.status_code == 422
    assert "Chi bộ Hoa Sen" in answer.text
