"""Opening a class by a programme that is not approved as it stands: it is said, or refused by a strict centre."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.classes.models import ClassState
from lms.programmes.approval.models import ProgrammeInForce
from lms.programmes.approval.queries import look_at
from lms.programmes.approval.rules import Origin
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.classes.test_classes import new_class, stored

AsUser = Callable[[str], TestClient]
pytestmark = pytest.mark.one_database


def use_since_before(cast: Cast) -> None:
    """As the migration leaves a programme that was there."""
    look = look_at(cast.programme)
    kept = {"content": dict(look.content), "digest": look.digest, "since": datetime(2026, 1, 1, tzinfo=UTC)}
    held = ProgrammeInForce(programme_id=cast.programme.id, origin=Origin.BEFORE, **kept)
    database.session.add(held)
    database.session.commit()


@pytest.fixture
def strict(app: Flask) -> Iterator[None]:
    """A centre that opens classes by approved programmes only."""
    usual = app.config["SEN"]
    app.config["SEN"] = replace(usual, only_appraised_programmes=True)
    yield
    app.config["SEN"] = usual


def test_a_class_may_be_opened_all_the_same_and_everybody_is_told(cast: Cast, as_user: AsUser):
    em = as_user("em")
    assert "Bồi dưỡng nhận thức về Đảng (Chưa thẩm định đạt)" in em.get("/classes/new").text
    page = em.post("/classes/", data=new_class(cast), follow_redirects=True).text
    assert "hiện chưa có kết luận thẩm định đạt" in page
    made = stored("NT-04")
    assert made is not None
    assert "Xem hồ sơ thẩm định" in em.get(f"/classes/{made.id}/edit").text
    em.post(f"/classes/{made.id}/opening")
    database.session.refresh(made)
    assert made.state is ClassState.OPEN
    told = database.session.scalars(select(AuditEntry.new).where(AuditEntry.action == "class.created")).one()
    assert told is not None
    assert told["programme_standing"] == "never"


def test_what_was_used_before_there_were_appraisals_holds_until_it_changes(cast: Cast, as_user: AsUser):
    use_since_before(cast)
    em = as_user("em")
    assert "Dùng từ trước khi có thẩm định" in em.get("/programmes/").text
    page = em.post("/classes/", data=new_class(cast), follow_redirects=True).text
    assert "chưa có kết luận thẩm định đạt" not in page
    cast.programme.topics[0].periods = 6
    database.session.commit()
    assert "(Đã thay đổi, chưa thẩm định)" in em.get("/classes/new").text


@pytest.mark.usefixtures("strict")
def test_a_strict_centre_refuses_and_keeps_what_was_typed(cast: Cast, as_user: AsUser):
    em = as_user("em")
    answer = em.post("/classes/", data=new_class(cast))
    assert (answer.status_code, "Lớp khóa IV" in answer.text) == (422, True)
    assert "trung tâm chỉ mở lớp theo chương trình đã đạt" in answer.text
    use_since_before(cast)
    assert em.post("/classes/", data=new_class(cast)).status_code == 302


@pytest.mark.usefixtures("strict")
def test_a_strict_centre_does_not_begin_a_class_whose_programme_changed_but_lets_one_begin_again(
    cast: Cast, as_user: AsUser
):
    em = as_user("em")
    for state, after in ((ClassState.DRAFT, ClassState.DRAFT), (ClassState.CLOSED, ClassState.OPEN)):
        cast.k1.state = state
        database.session.commit()
        em.post(f"/classes/{cast.k1.id}/opening")
        database.session.refresh(cast.k1)
        assert cast.k1.state is after
    assert "Chưa mở lớp" in em.get(f"/classes/{cast.k2.id}/edit").text
