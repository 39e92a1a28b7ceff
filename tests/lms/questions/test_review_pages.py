"""Handing in, approving and returning, in a browser."""

from collections.abc import Callable
from datetime import datetime

import pytest

from lms import database
from lms.questions.models import Question, VersionState
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import stored

AsUser = Callable[[str], TestClient]


def test_what_a_reviewer_sees_and_approves_and_the_author_cannot(
    cast: Cast, as_user: AsUser, now: datetime
) -> None:
    question = stored(cast.chi, now)
    database.session.commit()
    version = {"version": question.latest.id, "next": f"/questions/{question.id}"}
    as_user("chi").post("/questions/submissions", data=version)
    hanh = as_user("hanh")
    assert "Cần duyệt" in hanh.get("/questions/inbox").text
    assert "Đảng ta ra đời năm nào?" in hanh.get("/questions/review?place=").text
    assert as_user("chi").post("/questions/approvals", data=version).status_code == 403
    done = hanh.post("/questions/approvals", data=version | {"all_met": "1"})
    assert done.headers["Location"] == f"/questions/{question.id}"
    database.session.refresh(question)
    assert database.session.get(Question, question.id).latest.state is VersionState.PUBLISHED  # type: ignore[union-attr]


def test_returning_needs_a_reason_and_the_writer_reads_it(cast: Cast, as_user: AsUser, now: datetime) -> None:
    question = stored(cast.chi, now)
    database.session.commit()
    chi, hanh = as_user("chi"), as_user("hanh")
    chi.post("/questions/submissions", data={"place": ""})
    blank = hanh.post("/questions/returns", data={"version": question.latest.id, "comment": "  ", "pile": ""})
    assert blank.status_code == 422
    assert question.latest.state is VersionState.SUBMITTED
    hanh.post("/questions/returns", data={"version": question.latest.id, "comment": "Thiếu căn cứ <b>"})
    assert "Thiếu căn cứ &lt;b&gt;" in chi.get("/questions/inbox").text


@pytest.mark.parametrize("version", ["abc", "-1", "99999999999", ""])
def test_a_version_that_is_none_moves_nothing(cast: Cast, as_user: AsUser, version: str) -> None:
    assert as_user("hanh").post("/questions/approvals", data={"version": version}).status_code == 422
