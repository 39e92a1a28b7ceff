"""The session cookie: what was found good is not verified again, and nothing else gets through."""

import time
from typing import Any

import pytest
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from lms.web.security import Verified

KEY = "k" * 40
CONTENT = {"_user_id": "abc", "claim": {"at": 1.5, "code": "123456"}}


@pytest.fixture
def cookies() -> Verified:
    return Verified(KEY, salt="cookie-session")


def test_a_cookie_says_the_same_however_often_it_comes(cookies: Verified) -> None:
    cookie = cookies.dumps(CONTENT)
    first, second = cookies.loads(cookie, max_age=60), cookies.loads(cookie, max_age=60)
    assert first == second == CONTENT
    first["claim"]["code"] = "changed"
    assert cookies.loads(cookie, max_age=60) == CONTENT


def test_a_long_cookie_that_travels_compressed_is_read_each_time(cookies: Verified) -> None:
    content = {"_flashes": [["info", "Đã lưu lúc 08:15. " * 40]]}
    cookie = str(cookies.dumps(content))
    assert cookie.startswith(".")
    assert cookies.loads(cookie) == cookies.loads(cookie) == content


def test_a_forged_cookie_is_refused_after_the_good_one_was_seen(cookies: Verified) -> None:
    good = str(cookies.dumps(CONTENT))
    cookies.loads(good)
    payload, stamp, signature = good.rsplit(".", 2)
    other = str(URLSafeTimedSerializer(KEY, salt="cookie-session").dumps({"_user_id": "xyz"})).rsplit(".", 2)[
        0
    ]
    for forged in (
        f"{other}.{stamp}.{signature}",
        f"{payload}.{stamp}.{signature[:-1]}",
        f"{payload}.{stamp}",
        payload,
        "",
    ):
        for _try in range(2):
            with pytest.raises(BadSignature):
                cookies.loads(forged)


def test_a_cookie_that_was_good_grows_too_old(cookies: Verified, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = cookies.dumps(CONTENT)
    assert cookies.loads(cookie, max_age=60) == CONTENT
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 62)
    with pytest.raises(SignatureExpired):
        cookies.loads(cookie, max_age=60)


def test_of_very_many_cookies_only_some_are_remembered(cookies: Verified) -> None:
    cookies.most = 3
    made: list[Any] = [cookies.dumps({"n": number}) for number in range(10)]
    assert [cookies.loads(cookie)["n"] for cookie in made] == list(range(10))
    assert len(cookies._signed_at) <= 3
