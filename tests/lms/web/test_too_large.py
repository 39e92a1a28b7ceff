"""A file beyond the limit: one clear sentence with 413, nothing stored, nothing left open."""

import gc
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from lms import database
from lms.classes.models import RosterImport
from lms.files.models import StoredFile
from lms.questions.models import QuestionImport
from lms.reflections import handing
from lms.reflections.upload_models import Upload
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.reflections.making import make_task

AsUser = Callable[[str], TestClient]
LIMIT = 2_000_000
SPILLS = 900_000  # more than an upload keeps in memory
Send = tuple[str, str, str, str]


@pytest.fixture(autouse=True)
def low_limit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", LIMIT)


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """A file that nobody closed is noticed when it is collected, wherever that is."""
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always", ResourceWarning)
        gc.freeze()  # only what this test leaves is looked at
        yield
        gc.collect()
    assert [str(one.message) for one in noticed] == []


@pytest.fixture(params=["bank", "roster", "reflection"])
def where(request: pytest.FixtureRequest, cast: Cast) -> Send:
    """Who sends, to which address, under which name, what kind of file."""
    if request.param == "bank":
        return "chi", "/questions/imports", "file", "cau-hoi.docx"
    if request.param == "roster":
        return "em", f"/classes/{cast.k1.id}/roster-imports", "file", "danh-sach.xlsx"
    reflection = handing.begin(make_task(cast.k1, cast.chi), cast.an, NOW)
    database.session.commit()
    return "an", f"/reflections/{reflection.public_id}/uploads", "files", "trang-1.jpg"


def sent(as_user: AsUser, where: Send, sizes: list[int], **how: Any) -> Any:
    """So many bytes in so many files, as bytes: what a test client would spool itself is not looked at here."""
    name, address, field, file = where
    head = f'--sen\r\nContent-Disposition: form-data; name="{field}"; filename="{file}"\r\n\r\n'.encode()
    body = b"".join(head + b"\xff\xd8\xff" + bytes(size) + b"\r\n" for size in sizes) + b"--sen--\r\n"
    return as_user(name).post(address, data=body, content_type="multipart/form-data; boundary=sen", **how)


def stored() -> int:
    models = (StoredFile, RosterImport, QuestionImport, Upload)
    return sum(database.session.query(model).count() for model in models)


def assert_refused(answer: Any) -> None:
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.text
    assert "Chưa lưu gì. Xin gửi tệp nhỏ hơn." in answer.text
    assert stored() == 0


def test_its_announced_size_is_enough_to_refuse_it(where: Send, as_user: AsUser) -> None:
    assert_refused(sent(as_user, where, [LIMIT + 1]))


def test_without_an_announced_size_it_is_refused_on_the_way(where: Send, as_user: AsUser) -> None:
    untold = {"CONTENT_LENGTH": "", "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    assert_refused(sent(as_user, where, [SPILLS, SPILLS, SPILLS], environ_overrides=untold))


def test_files_before_the_one_that_is_too_much_are_closed_as_well(
    where: Send, as_user: AsUser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_FORM_PARTS", 2)
    assert_refused(sent(as_user, where, [SPILLS, SPILLS, 10]))
