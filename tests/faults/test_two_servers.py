"""Two servers behind nginx on one PostgreSQL: one is killed and comes back, and it is as if there were one."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.exam import Exam
from tests.learner import Browser
from tests.lms.cast import PASSWORD
from tests.scale import scaled
from tests.servers import live, nginx
from tests.servers.databases import Databases
from tests.servers.live import Sen

LEARNERS = scaled(60, least=12)
KILLS = scaled(6, least=1)
DOWN_FOR = 2.0
# One more is refused: `accounts.service.TRIES`.
WRONG_PASSWORDS = 9
BEHIND_A_PROXY = {"SEN_TRUSTED_PROXIES": "1"}


@pytest.mark.timeout(1200)
def test_two_servers_behind_nginx_are_as_one_and_either_may_die(
    databases: Databases,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    url = databases.new("postgresql")
    sitting = furnish(url, LEARNERS)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                live.running(url, tmp_path / f"server-{number}", workers=1, settings=BEHIND_A_PROXY)
            )
            for number in (1, 2)
        ]
        address = stack.enter_context(nginx.in_front_of(servers, tmp_path / "nginx"))
        first, second = sitting.scene.learners[:2]
        _a_session_holds_on_both(address, servers, first.username)
        _wrong_passwords_are_counted_together(address, servers, second.username)
        sitting.sit(address, lambda: _kill_one_after_the_other(servers))
    report(sitting.nothing_was_lost(servers=2, kills=KILLS))
    assert {answer.status for answer in sitting.turned_away} <= {502, 503, 504}


def _kill_one_after_the_other(servers: list[Sen]) -> None:
    for kill in range(KILLS):
        time.sleep(2)
        one = servers[kill % len(servers)]
        one.kill()
        time.sleep(DOWN_FOR)
        one.start()
    time.sleep(2)


def _a_session_holds_on_both(address: str, servers: list[Sen], login: str) -> None:
    browser = Browser(address)
    assert browser.post_form("/sign-in", login=login, password=PASSWORD).status in (302, 303)
    for one in servers:
        assert Browser(one.url, dict(browser.cookies)).get("/").status == 200
        assert Browser(one.url).get("/").status != 200, "who is not signed in sees another page"


def _wrong_passwords_are_counted_together(address: str, servers: list[Sen], login: str) -> None:
    for _try in range(WRONG_PASSWORDS):
        assert Browser(address).post_form("/sign-in", login=login, password="wrong").status == 422
    for one in servers:
        assert Browser(one.url).post_form("/sign-in", login=login, password=PASSWORD).status == 429
