"""A quiz with an attempt of An under way, and what her browser sends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lms import database
from lms.quizzes.models import Attempt, Quiz, Response, ResponseEdit
from lms.quizzes.sheets import sheet
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.quizzes.samples import make_attempt, make_quiz
from tests.lms.scenes import scene


@dataclass
class Page:
    """The page of an attempt as it stands open in a browser, signed in or not."""

    client: TestClient
    attempt: Attempt
    public_id: str
    token: str

    def send(self, *edits: dict[str, Any], tab: str = "tab-a", **how: Any) -> TestResponse:
        """Edits as the outbox sends them; what is not said is the usual."""
        usual = {"slot": 1, "seq": 1, "base": 0, "value": None, "elapsed_ms": 1000}
        return self.post({"tab": tab, "edits": [usual | edit for edit in edits]}, **how)

    def post(self, body: Any, *, token: str | None = "", **how: Any) -> TestResponse:
        headers = {} if token is None else {"X-Attempt-Token": token or self.token}
        url = f"/attempts/{self.public_id}/responses"
        return self.client.post(url, **({"json": body} | how), headers=headers, csrf=False)

    def answers(self) -> dict[int, Any]:
        rows = database.session.query(Response).filter_by(attempt_id=self.attempt.id)
        return {row.slot: row.value for row in rows}

    def history(self) -> list[tuple[int, str, int, str]]:
        rows = database.session.query(ResponseEdit).filter_by(attempt_id=self.attempt.id)
        return sorted((row.slot, row.tab, row.seq, row.outcome.value) for row in rows)


@scene
def quiz(cast: Cast) -> Quiz:
    return make_quiz(cast)


@pytest.fixture
def open_page(as_user: Callable[[str], TestClient], client: TestClient, cast: Cast) -> Callable[..., Page]:
    """`open_page(quiz)`: the page of a new attempt of An; its token came with it, the login is gone."""

    def open_it(quiz: Quiz, **attempt: Any) -> Page:
        made = make_attempt(quiz, cast.an.id, **attempt)
        state = as_user("an").get(f"/attempts/{made.public_id}/state").get_json()
        return Page(client, made, state["attempt"], state["token"])

    return open_it


@pytest.fixture
def page(open_page: Callable[..., Page], quiz: Quiz) -> Page:
    return open_page(quiz)


@pytest.fixture
def option_ids(quiz: Quiz) -> list[list[str]]:
    """The ids of the options by slot, in the order of the bank; the second is right."""
    items: list[Any] = list(sheet(quiz.papers[0].key).items.values())
    return [[option.id for option in item.question.options] for item in items]
