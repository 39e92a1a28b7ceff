"""Who organises for a unit publishes what is of that unit; what others keep in the library they only see."""

from collections.abc import Callable

import pytest

from lms import database
from lms.lessons import service as materials
from lms.lessons.publishing import queries
from lms.lessons.publishing.models import Publication
from lms.permissions import Role
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.lessons.publishing.library import approve, leaflet
from tests.lms.lessons.samples import lesson

AsUser = Callable[[str], TestClient]
TYPED = {"title": "Chi bộ", "summary": "", "kind": "document", "visibility": "public"}


@pytest.fixture
def organisers(cast: Cast) -> None:
    """Oai organises for the unit whose lesson and class it is, Yến for another one."""
    for login, name, unit in (("oai", "Tạ Văn Oai", cast.unit1), ("yen", "Mai Thị Yến", cast.unit2)):
        cast.people[login] = make_person(login, name, unit)
        appoint(cast.people[login], Role.ORGANISER, unit_id=unit.id)


@pytest.mark.one_database
@pytest.mark.usefixtures("organisers")
def test_a_lesson_is_published_by_organisers_of_its_unit(cast: Cast, as_user: AsUser):
    made = lesson(cast)
    approve(cast, made)
    database.session.commit()
    address = f"/lessons/{made.id}/publication"
    assert as_user("yen").get(address).status_code == 403
    assert as_user("yen").post(address, data=TYPED).status_code == 403
    assert as_user("oai").post(address, data=TYPED).status_code == 302
    shown = queries.in_use(lesson_id=made.id)
    assert shown is not None
    assert_kept_by_its_unit(shown, as_user)


@pytest.mark.one_database
@pytest.mark.usefixtures("organisers")
def test_a_material_is_published_by_organisers_of_its_class(cast: Cast, as_user: AsUser):
    made = materials.add(cast.k1, "Đề cương", "https://lamgiang.example/de-cuong", cast.chi, NOW)
    database.session.commit()
    address = f"/materials/{made.id}/publication"
    assert as_user("yen").post(address, data=TYPED).status_code == 404
    assert as_user("oai").post(address, data=TYPED).status_code == 302
    shown = queries.in_use(material_id=made.id)
    assert shown is not None
    assert_kept_by_its_unit(shown, as_user)


@pytest.mark.one_database
@pytest.mark.usefixtures("organisers")
def test_a_file_of_nobodys_class_is_kept_by_who_published_it_and_by_those_for_all(
    cast: Cast, as_user: AsUser
):
    shared = leaflet(cast)
    database.session.commit()
    assert as_user("oai").post(f"/publications/{shared.id}/withdrawal").status_code == 404
    typed = TYPED | {"title": "Tủ sách của phường", "url": "https://thuvien.example"}
    assert as_user("oai").post("/publications/", data=typed).status_code == 302
    own = database.session.query(Publication).filter_by(title="Tủ sách của phường").one()
    assert as_user("yen").get(f"/publications/{own.id}/edit").status_code == 404
    assert as_user("em").get(f"/publications/{own.id}/edit").status_code == 200
    assert as_user("oai").post(f"/publications/{own.id}/withdrawal").status_code == 302


def assert_kept_by_its_unit(shown: Publication, as_user: AsUser) -> None:
    """Others see it in their list, without a button, and for everybody else it stays in the library."""
    there = f"/publications/{shown.id}/withdrawal"
    assert there not in as_user("yen").get("/publications/").text
    assert there in as_user("oai").get("/publications/").text
    assert as_user("yen").post(there).status_code == 404
    assert as_user("yen").get(f"/library/{shown.id}").status_code == 200
    assert as_user("em").post(there).status_code == 302
