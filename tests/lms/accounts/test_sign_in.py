"""Signing in: the right person, on this device, as long as they may, and no faster than a person types."""

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.accounts import passwords, service
from lms.accounts.models import Grant, Person, PersonState, SignIn
from lms.audit.models import Observation
from lms.permissions import Role
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import PASSWORD, Cast


def sign_in(client: TestClient, login: str, password: str = PASSWORD, target: str = "/sign-in") -> int:
    return client.post(target, data={"login": login, "password": password}).status_code


@pytest.mark.parametrize("login", ["an", "AN ", "0912345678", "+84 912 345 678", "hv000123"])
def test_user_name_phone_and_member_code_all_lead_in(client: TestClient, cast: Cast, login: str) -> None:
    cast.an.phone, cast.an.member_code = "0912345678", "HV000123"
    assert sign_in(client, login) == 302
    assert "Nguyễn Văn An" in client.get("/account").text


def test_a_wrong_password_an_unknown_name_and_a_suspended_person_read_the_same(
    client: TestClient, cast: Cast
) -> None:
    answers = [
        client.post("/sign-in", data={"login": login, "password": password})
        for login, password in (("an", "not this"), ("nobody-here", "not this"), ("lan", PASSWORD))
    ]
    texts = {re.sub(r'value="[^"]*"|X-Request-Id', "", answer.text) for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(texts) == 1


def test_the_typed_name_is_still_there_after_a_refusal_but_never_the_password(
    client: TestClient, cast: Cast
) -> None:
    page = client.post("/sign-in", data={"login": "an", "password": "wrong-secret"}).text
    assert 'value="an"' in page
    assert "wrong-secret" not in page


def test_ten_wrong_tries_close_the_account_for_a_while_and_only_this_one(
    client: TestClient, cast: Cast
) -> None:
    statuses = [sign_in(client, "an", "wrong") for _ in range(10)]
    assert statuses == [422] * 9 + [429]
    assert sign_in(client, "an") == 429
    assert sign_in(client, "binh") == 302


def test_a_success_starts_the_count_afresh(client: TestClient, cast: Cast, app: Flask) -> None:
    for _ in range(8):
        sign_in(client, "an", "wrong")
    assert sign_in(client, "an") == 302
    other: TestClient = app.test_client()  # type: ignore[assignment]
    assert [sign_in(other, "an", "wrong") for _ in range(9)] == [422] * 9


def test_a_forwarded_address_is_not_believed_without_a_trusted_proxy(client: TestClient, cast: Cast) -> None:
    client.post("/sign-in", data={"login": "an", "password": "x"}, headers={"X-Forwarded-For": "203.0.113.9"})
    addresses = database.session.scalars(
        select(Observation.address).where(Observation.kind == "sign-in.refused")
    ).all()
    assert set(addresses) == {"127.0.0.1"}


@pytest.mark.parametrize(
    "asked, led_to",
    [
        ("/account", "/account"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
    ],
)
@pytest.mark.one_database
def test_nobody_is_led_to_another_site(client: TestClient, cast: Cast, asked: str, led_to: str) -> None:
    answer = client.post("/sign-in", query_string={"next": asked}, data={"login": "an", "password": PASSWORD})
    assert answer.location == led_to


def test_signing_out_ends_this_device_for_good(as_user: Callable[[str], TestClient], app: Flask) -> None:
    client = as_user("an")
    kept = client.get_cookie("sen")
    client.post("/sign-out")
    assert client.get("/account").status_code == 302
    thief: TestClient = app.test_client()  # type: ignore[assignment]
    assert kept is not None
    thief.set_cookie("sen", kept.value)
    assert thief.get("/account").status_code == 302


def test_changing_the_password_signs_out_every_other_device(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    here, elsewhere = as_user("an"), as_user("an")
    new = "một câu thật dễ nhớ"
    answer = here.post("/password", data={"present": PASSWORD, "password": new, "again": new})
    assert answer.status_code == 302
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302


@pytest.mark.parametrize("weak", ["short", "12345678", "aaaaaaaaa", "0912345678"])
def test_a_weak_new_password_is_refused_with_a_way_out(
    as_user: Callable[[str], TestClient], cast: Cast, weak: str
) -> None:
    cast.an.phone = "0912345678"
    answer = as_user("an").post("/password", data={"present": PASSWORD, "password": weak, "again": weak})
    assert answer.status_code == 422


def test_suspending_a_person_ends_their_sessions_at_once(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    client = as_user("an")
    service.suspend(cast.khanh, cast.an, clock.now(), "left")
    assert client.get("/account").status_code == 302
    assert cast.an.state is PersonState.SUSPENDED


def test_staff_stay_for_hours_and_learners_who_ask_for_it_for_months(connection: object, cast: Cast) -> None:
    now = clock.now()
    for person in (cast.an, cast.chi):
        service.start(person, now, remembered=True)
    stays = dict(database.session.execute(select(SignIn.person_id, SignIn.expires_at)).all())
    assert stays[cast.an.id] - now > timedelta(days=90)
    assert stays[cast.chi.id] - now < timedelta(hours=13)


def test_an_expired_session_is_no_session(as_user: Callable[[str], TestClient], cast: Cast) -> None:
    client = as_user("an")
    for row in database.session.scalars(select(SignIn)):
        row.expires_at = clock.now() - timedelta(seconds=1)
    assert client.get("/account").status_code == 302


def test_staff_change_a_first_password_at_once_and_learners_only_at_home(
    as_user: Callable[[str], TestClient], cast: Cast
) -> None:
    for person in (cast.an, cast.em):
        person.must_change_password = True
    assert as_user("em").get("/account").location == "/password"
    learner = as_user("an")
    assert learner.get("/account").status_code == 200
    assert learner.get("/").location == "/password"


def test_a_page_costs_one_query_for_the_person_and_one_for_the_inbox(
    as_user: Callable[[str], TestClient], count_queries: Callable[..., object]
) -> None:
    client = as_user("an")
    with count_queries() as queries:  # type: ignore[attr-defined]
        client.get("/account")
    assert len(queries) == 2


def test_passwords_are_kept_as_argon2id_and_typed_letters_may_be_composed_or_not() -> None:
    stored = passwords.hashed("mật khẩu dễ nhớ")
    assert stored.startswith("$argon2id$v=19$m=7168,t=5,p=1$")
    assert passwords.verify(unicodedata.normalize("NFD", "mật khẩu dễ nhớ"), stored)[0]


def test_a_megabyte_of_password_is_refused_without_hashing(client: TestClient, cast: Cast) -> None:
    assert sign_in(client, "an", "x" * 1_000_000) == 422


def test_giving_a_role_twice_is_one_grant(connection: object, cast: Cast) -> None:
    for _ in range(2):
        service.grant(cast.an.id, Role.INSPECTOR, clock.now())
    held = (
        select(func.count())
        .select_from(Grant)
        .where(Grant.person_id == cast.an.id, Grant.role == Role.INSPECTOR)
    )
    assert database.session.scalar(held) == 1


def test_the_database_refuses_two_people_with_one_phone(connection: object, cast: Cast) -> None:
    cast.an.phone = "0912345678"
    database.session.flush()
    database.session.add(Person(full_name="Ai Đó", phone="0912345678", created_at=clock.now()))
    with pytest.raises(IntegrityError):
        database.session.flush()
    database.session.rollback()
