"""A notebook is its person's alone: nobody else finds it, no history names it, and it goes with them."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts.models import Person
from lms.audit.models import AuditEntry
from lms.lessons.collecting import service
from lms.lessons.collecting.models import CollectedItem, CollectedKind
from lms.lessons.collecting.service import Entry
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, make_person

AsUser = Callable[[str], TestClient]
CANARY = "SỔ TAY RIÊNG CỦA AN 4417"


def test_nobody_else_finds_it_and_no_history_names_it(cast: Cast, as_user: AsUser):
    typed = {"title": CANARY, "url": "https://bao.example/4417", "note": CANARY, "class_id": cast.k1.id}
    as_user("an").post("/notebook", data=typed)
    [line] = database.session.scalars(select(CollectedItem.id))
    assert CANARY in as_user("an").get("/notebook").text
    places = ("/", "/notebook", "/notebook?q=4417", f"/notebook?class={cast.k1.id}", f"/notebook/{line}/edit")
    staff = (f"/classes/{cast.k1.id}", f"/classes/{cast.k1.id}/lessons", f"/classes/{cast.k1.id}/results")
    for name in ("binh", "chi", "em", "khanh", "nga"):
        user = as_user(name)
        assert all(CANARY not in user.get(place).text for place in (*places, *staff)), name
        assert user.post(f"/notebook/{line}", data=typed).status_code == 404
        assert user.post(f"/notebook/{line}/removal").status_code == 404
    told = database.session.scalars(select(AuditEntry)).all()
    assert not any("collected" in str(vars(one)) or CANARY in str(vars(one)) for one in told)


def test_it_goes_with_the_person(context: None, cast: Cast):
    leaving = make_person("di", "Lê Văn Đi", cast.unit1)
    service.write(leaving, Entry("Bài báo", note="đọc"), NOW)
    database.session.delete(database.session.get_one(Person, leaving.id))
    database.session.flush()
    assert database.session.scalar(select(func.count()).select_from(CollectedItem)) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": CollectedKind.OWN, "title": "Trống"},
        {"kind": CollectedKind.OWN, "title": "", "note": "x"},
        {"kind": CollectedKind.LESSON, "title": "Bài", "url": "https://bao.example"},
    ],
    ids=["says nothing", "no title", "a saved thing with a link"],
)
def test_the_database_keeps_no_line_that_makes_no_sense(context: None, cast: Cast, wrong: dict[str, object]):
    with pytest.raises(IntegrityError), database.session.begin_nested():
        database.session.add(CollectedItem(person_id=cast.an.id, added_at=NOW, **wrong))
