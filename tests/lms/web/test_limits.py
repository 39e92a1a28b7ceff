"""Counters of tries: none is lost when many try at once, and each forgets when its time is over."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerMinute

from lms.web import limits

ACCOUNT = RateLimitItemPerMinute(3, 10, namespace="test-account")
ADDRESS = RateLimitItemPerMinute(50, 10, namespace="test-address")
pytestmark = pytest.mark.usefixtures("own_engine")


def count(account: str) -> list[int]:
    return limits.count((ADDRESS, "hall"), (ACCOUNT, account))


def test_each_counter_is_raised_and_told_in_the_order_asked() -> None:
    assert [count(account) for account in ("an", "binh", "an")] == [[1, 1], [2, 1], [3, 2]]


def test_forty_tries_at_once_count_as_forty() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: count(f"person{number % 4}"), range(40)))
    assert sorted(by_address for by_address, _by_account in found) == list(range(1, 41))
    assert sorted(by_account for _by_address, by_account in found) == sorted([*range(1, 11)] * 4)


def test_a_forgotten_account_starts_again_and_the_address_goes_on() -> None:
    count("an")
    limits.forget(ACCOUNT, "an")
    assert count("an") == [2, 1]


def test_a_counter_whose_time_is_over_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    count("an")
    later = limits.storage._clock() + ACCOUNT.get_expiry() + 1
    monkeypatch.setattr(limits.storage, "_clock", lambda: later)
    assert count("an") == [1, 1]


def test_one_counter_and_several_count_the_same() -> None:
    count("an")
    assert [limits.hit(ACCOUNT, "an") for _ in range(3)] == [True, True, False]
