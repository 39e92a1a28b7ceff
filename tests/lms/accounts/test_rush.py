"""A hall signs in at once, from one address: nobody is shut out for it, and nothing else has to wait for it."""

from collections.abc import Callable

import pytest
from limits import RateLimitItemPerMinute

from lms.accounts import hashing, service
from lms.accounts.tries import COME_AGAIN
from tests.lms.browser import TestClient
from tests.lms.cast import PASSWORD, Cast

NAMES = ("an", "binh", "chi", "dung", "em", "hanh")


@pytest.fixture
def many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many passwords as may wait to be checked do so, in other threads of this process."""
    monkeypatch.setattr(hashing._waiting, "count", hashing.MOST_WAITING)


@pytest.fixture
def four_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    few = RateLimitItemPerMinute(4, 10, namespace="sign-in-address")
    monkeypatch.setattr(service.TRIES, "per_address", few)


def sign_in(client: TestClient, login: str, password: str = PASSWORD) -> int:
    """From another phone at the same address."""
    phone = client.application.test_client()
    return phone.post("/sign-in", data={"login": login, "password": password}).status_code


def test_those_who_sign_in_do_not_use_up_the_tries_of_their_address(
    client: TestClient, cast: Cast, four_tries: None
) -> None:
    for name in NAMES:
        assert sign_in(client, name) == 302


def test_wrong_tries_of_an_address_are_still_counted_among_right_ones(
    client: TestClient, cast: Cast, four_tries: None
) -> None:
    for name in NAMES[:4]:
        sign_in(client, name)
    assert [sign_in(client, f"nobody{number}", "wrong") for number in range(5)][-1] == 429


def test_where_too_many_wait_the_page_says_so_and_it_counts_as_no_try(
    client: TestClient, cast: Cast, many_wait: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(12):
        answer = client.post("/sign-in", data={"login": "an", "password": PASSWORD})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, COME_AGAIN)
    assert 'value="an"' in answer.text
    assert "nhiều người đăng nhập cùng lúc" in answer.text
    monkeypatch.setattr(hashing._waiting, "count", 0)
    assert sign_in(client, "an") == 302


def test_signing_in_within_a_page_says_the_same(client: TestClient, cast: Cast, many_wait: None) -> None:
    answer = client.post("/sign-in/again", json={"login": "an", "password": PASSWORD})
    assert answer.status_code == 503
    assert "nhiều người đăng nhập cùng lúc" in answer.get_json()["message"]


def test_the_page_asks_for_room_before_it_sends_a_password(
    client: TestClient, cast: Cast, many_wait: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'data-room="/sign-in/room"' in client.get("/sign-in").text
    assert client.get("/sign-in/room").get_json() == {"enters": False, "again_in": 2}
    monkeypatch.setattr(hashing._waiting, "count", 0)
    assert client.get("/sign-in/room").get_json()["enters"]


def test_who_changes_a_password_then_is_asked_to_press_again(
    as_user: Callable[[str], TestClient], many_wait: None
) -> None:
    typed = {"present": PASSWORD, "password": "mot-mat-khau-moi", "again": "mot-mat-khau-moi"}
    answer = as_user("an").post("/password", data=typed)
    assert answer.status_code == 503
    assert "nhiều người đăng nhập cùng lúc" in answer.text
