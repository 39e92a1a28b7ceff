"""Signing in again on the page that one is on: the same checks as the sign-in page, answered as JSON."""

from collections.abc import Callable

import pytest

from lms.accounts.service import TRIES
from tests.lms.browser import TestClient
from tests.lms.cast import PASSWORD, Cast

URL = "/sign-in/again"


def test_the_right_password_signs_in_and_brings_a_token_that_works(client: TestClient, cast: Cast):
    answer = client.post(URL, json={"login": "an", "password": PASSWORD})
    assert answer.status_code == 200
    fresh = {"X-CSRFToken": answer.get_json()["csrf_token"]}
    assert client.post("/preferences", data={"theme": "dark"}, headers=fresh, csrf=False).status_code == 302
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("typed", [{}, [], None, {"login": "an"}, {"login": 1, "password": PASSWORD}])
@pytest.mark.one_database
def test_what_is_no_name_and_password_is_refused(client: TestClient, cast: Cast, typed):
    assert client.post(URL, json=typed).status_code == 422
    assert client.get("/account").status_code == 302


def test_a_wrong_password_is_said_in_words_and_leaves_the_login_that_is_there(
    as_user: Callable[[str], TestClient],
):
    browser = as_user("an")
    answer = browser.post(URL, json={"login": "an", "password": "khác"})
    assert answer.status_code == 422
    assert "chưa đúng" in answer.get_json()["message"]
    assert browser.get("/account").status_code == 200


def test_a_suspended_person_stays_out(client: TestClient, cast: Cast):
    assert client.post(URL, json={"login": "lan", "password": PASSWORD}).status_code == 422


def test_guessing_is_limited_as_on_the_sign_in_page(client: TestClient, cast: Cast):
    tries = [
        client.post(URL, json={"login": "an", "password": "x"}).status_code
        for _try in range(TRIES.per_account.amount + 1)
    ]
    assert tries[-1] == 429
    assert set(tries[:-1]) == {422}


def test_without_the_token_of_the_page_nobody_signs_in(client: TestClient, cast: Cast):
    answer = client.post(URL, json={"login": "an", "password": PASSWORD}, csrf=False)
    assert answer.status_code == 400
