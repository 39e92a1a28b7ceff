"""A class in preparation: its staff work in it, its learners do not know of it before it is opened."""

from collections.abc import Callable

import pytest

from lms import database
from lms.classes import queries, service
from lms.classes.models import ClassState, StudyClass
from lms.lessons.models import Material
from lms.notices import service as notices
from lms.permissions import MATRIX, Permission, Role, allowed
from lms.quizzes.models import Quiz
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.quizzes.samples import make_quiz
from tests.lms.reflections.making import make_task

AsUser = Callable[[str], TestClient]
PAGES = (
    "/classes/{class_id}",
    "/classes/{class_id}/timetable",
    "/classes/{class_id}/attendance",
    "/classes/{class_id}/materials",
    "/classes/{class_id}/quizzes",
    "/classes/{class_id}/reflections",
    "/sessions/{session_id}/excuse",
    "/materials/{material_id}",
    "/quizzes/{quiz_id}",
)


@pytest.fixture
def prepared(cast: Cast) -> StudyClass:
    """K1 as it was before it was opened."""
    cast.k1.state = ClassState.DRAFT
    database.session.commit()
    return cast.k1


@pytest.fixture
def quiz(cast: Cast) -> Quiz:
    return make_quiz(cast)


@pytest.fixture
def places(cast: Cast, quiz: Quiz) -> dict[str, int]:
    material = Material(
        study_class_id=cast.k1.id, title="Đề cương", url="https://example.org/", position=1, added_at=NOW
    )
    database.session.add(material)
    database.session.flush()
    return {
        "class_id": cast.k1.id,
        "session_id": queries.sessions_of(cast.k1)[0].id,
        "material_id": material.id,
        "quiz_id": quiz.id,
    }


def test_a_learner_finds_no_page_of_it_before_it_is_opened(
    places: dict[str, int], prepared: StudyClass, cast: Cast, as_user: AsUser
) -> None:
    an, addresses = as_user("an"), [page.format(**places) for page in PAGES]
    before = {address: an.get(address).status_code for address in addresses}
    assert before == dict.fromkeys(addresses, 404)
    service.open_class(prepared, cast.em, clock.now())
    database.session.commit()
    after = {address: an.get(address).status_code for address in addresses}
    assert set(after.values()) <= {200, 302}, after


def test_no_list_shows_it_to_its_learners(prepared: StudyClass, as_user: AsUser) -> None:
    for page in ("/", "/classes/"):
        assert prepared.title not in as_user("an").get(page).text


def test_its_staff_see_it_as_ever(prepared: StudyClass, as_user: AsUser) -> None:
    for name in ("chi", "em", "khanh", "nga"):
        assert as_user(name).get(f"/classes/{prepared.id}").status_code == 200
        assert prepared.title in as_user(name).get("/classes/").text


def test_a_test_of_it_cannot_be_begun(prepared: StudyClass, quiz: Quiz, as_user: AsUser) -> None:
    assert as_user("an").post(f"/quizzes/{quiz.id}/attempts").status_code == 404


def test_the_condition_on_classes_and_the_rule_agree_on_every_state(cast: Cast) -> None:
    for state in ClassState:
        cast.k1.state = state
        database.session.flush()
        for person in cast.people.values():
            seen = prepared_among(person.grants)
            assert seen == allowed(person.grants, Permission.CLASS_SEE, cast.k1.scope), (state, person)
    assert Role.LEARNER in MATRIX[Permission.CLASS_SEE]


def test_its_learners_are_not_told_of_a_test_or_a_reflection_yet(
    prepared: StudyClass, cast: Cast, as_user: AsUser
) -> None:
    chi, quiz = as_user("chi"), make_quiz(cast, publish=False)
    task = make_task(prepared, cast.chi)
    task.published_at = None
    database.session.commit()
    assert chi.post(f"/quizzes/{quiz.id}/publication").status_code == 302
    assert chi.post(f"/reflection-tasks/{task.id}/publication").status_code == 302
    assert notices.unread(cast.an.id) == 0


def test_what_the_organiser_tells_them_leads_to_a_page_that_they_may_open(
    prepared: StudyClass, cast: Cast, as_user: AsUser
) -> None:
    sent = {"title": "Lớp khai giảng thứ Hai", "body": "Đề nghị đồng chí mang theo tài liệu."}
    as_user("em").post(f"/classes/{prepared.id}/announcements", data=sent)
    [notice] = database.session.scalars(notices.inbox(cast.an.id))
    assert as_user("an").get(notice.path).status_code == 200


def prepared_among(grants: object) -> bool:
    return any(one.code == "K1" for one in queries.classes_of(grants))  # type: ignore[arg-type]
