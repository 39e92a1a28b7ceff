"""Help is open to everybody, complete for every role, and says of the policy what the policy says."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale

from lms.help import policy
from lms.help.pages import BY_SLUG, PAGES
from lms.people.forms import ROLE_NAMES
from lms.permissions import MATRIX, OWNER_ONLY, Permission, Role
from tests.lms.browser import TestClient


def test_every_role_has_a_page() -> None:
    assert {page.role for page in PAGES if page.role} == set(Role)
    assert "personal-data" in BY_SLUG


@pytest.mark.parametrize("slug", BY_SLUG)
@pytest.mark.one_database
def test_a_page_opens_for_somebody_who_cannot_sign_in(client: TestClient, slug: str) -> None:
    page = client.get(f"/help/{slug}")
    assert page.status_code == 200
    assert all(str(page.text).count("<li>") >= len(part.steps) for part in BY_SLUG[slug].sections)


def test_an_address_that_is_no_page_is_not_found(client: TestClient) -> None:
    assert client.get("/help/nothing").status_code == 404
    assert client.get("/help/..%2f..%2fetc").status_code == 404


def test_the_index_puts_the_own_role_first(as_user: Callable[[str], TestClient]) -> None:
    text = as_user("chi").get("/help/").text
    assert text.index("/help/lecturer") < text.index("/help/learner")


def test_the_policy_page_shows_every_permission_with_its_roles(app: Flask, client: TestClient) -> None:
    with app.test_request_context(), force_locale("en"):
        rules = list(policy.rules())
        assert len(rules) == len(Permission)
        for permission, rule in zip(Permission, rules, strict=True):
            wanted = {str(ROLE_NAMES[role]) for role in MATRIX.get(permission, frozenset())}
            assert {str(name) for name in rule.roles} == wanted
            assert rule.own == (permission in OWNER_ONLY)
            assert rule.roles or rule.own
    assert client.get("/help/policy").text.count("<tr role=") >= len(Permission)


def test_no_page_is_left_in_english_for_a_vietnamese_reader(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        english = [str(step.text) for page in PAGES for part in page.sections for step in part.steps]
    with app.test_request_context(), force_locale("vi"):
        vietnamese = [str(step.text) for page in PAGES for part in page.sections for step in part.steps]
    assert not [one for one, other in zip(english, vietnamese, strict=True) if one == other]
