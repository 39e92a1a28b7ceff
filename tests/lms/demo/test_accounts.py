"""Eight ways in, one a role; each leads to a first page that has something on it."""

import json
import re

import pytest

from lms.cli.demo import announce
from lms.demo import service
from lms.demo.people import ACCOUNTS
from tests.lms.demo.conftest import Made

ROLES = [
    "learner",
    "lecturer",
    "organiser",
    "unit_officer",
    "reviewer",
    "approver",
    "inspector",
    "administrator",
]
FIRST = {
    "hocvien": ("Bài kiểm tra trắc nghiệm cuối khóa", "Bài thu hoạch cuối khóa"),
    "giangvien": ("/reflection-tasks/",),
    "tochuc": ("/sessions/",),
    "hoidong": ("/questions/",),
    "pheduyet": ("/sessions/",),
    "kiemtra": ("/sessions/",),
    "quantri": ("/sessions/",),
    "donvi": ("/units/",),
}


def test_the_roles_are_named_as_the_policy_names_them() -> None:
    assert [account.role for account in service.accounts()] == ROLES


def test_the_first_line_for_a_program_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    announce("http://127.0.0.1:8000", service.accounts(), as_json=True)
    told = json.loads(capsys.readouterr().out.splitlines()[0])
    assert told.keys() == {"url", "accounts"}
    assert all(one.keys() == {"role", "username", "password"} for one in told["accounts"])
    assert [one["role"] for one in told["accounts"]] == ROLES


@pytest.mark.parametrize("username", [name for name, _full, _position in ACCOUNTS.values()])
def test_every_account_signs_in_and_meets_a_page_with_something_on_it(demo: Made, username: str) -> None:
    client = demo.app.test_client()
    answer = client.post("/sign-in", data={"login": username, "password": service.PASSWORD})
    assert answer.status_code in {302, 303}, answer.text
    page = client.get(answer.location)
    assert page.status_code == 200
    main = re.sub(r"(?s).*<main", "", page.text)
    assert all(words in main for words in FIRST[username]) or all(
        words in page.text for words in FIRST[username]
    )


def test_any_learner_signs_in_with_the_member_code(demo: Made) -> None:
    answer = demo.app.test_client().post("/sign-in", data={"login": "hv0007", "password": service.PASSWORD})
    assert answer.status_code in {302, 303}
