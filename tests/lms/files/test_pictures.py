"""The pages of a PDF as pictures: drawn when they are looked at, once, and refused where there is nothing to draw."""

from collections.abc import Callable, Iterator
from io import BytesIO
from threading import BoundedSemaphore

import pytest
from PIL import Image

from lms import database
from lms.files import drawn, pictures, tidying
from lms.files.pages import Trouble
from lms.files.pictures import Leaves
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.documents.papers import pdf
from tests.lms.lessons.films import file_of, film

AsUser = Callable[[str], TestClient]
PAGES = 8


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf(*[f"Trang chiếu {number}\n#pagebreak(weak: true)" for number in range(1, PAGES + 1)])


@pytest.fixture(autouse=True)
def nothing_drawn(context: None) -> Iterator[None]:
    yield
    drawn.drop_all_but(set())


def test_a_page_is_drawn_when_it_is_looked_at(cast: Cast, as_user: AsUser, paper: bytes):
    made = film(cast, paper, "Bài trình chiếu.pdf", "application/pdf")
    database.session.commit()
    page = as_user("an").get(f"/materials/{made.id}/read").text
    assert page.count("<img") == PAGES
    assert 'loading="lazy"' in page
    assert "8 trang" in page
    with as_user("an").get(f"/materials/{made.id}/pages/8") as answer:
        assert answer.mimetype == "image/jpeg"
        assert max(Image.open(BytesIO(answer.data)).size) == 1600
    names = sorted(one.name for one in drawn.folder_of(file_of(made).sha256).glob("*.jpg"))
    assert names == [f"{number:04}.jpg" for number in range(1, PAGES + 1)]
    for number in (0, PAGES + 1):
        assert as_user("an").get(f"/materials/{made.id}/pages/{number}").status_code == 404
    assert as_user("binh").get(f"/materials/{made.id}/pages/1").status_code == 404


def test_pictures_go_when_the_file_goes(cast: Cast, paper: bytes):
    made = film(cast, paper, "bai.pdf", "application/pdf")
    assert isinstance(pictures.leaves_of(file_of(made)), Leaves)
    tidying.sweep()
    assert drawn.folder_of(file_of(made).sha256).exists()
    assert drawn.drop_all_but(set()) == 1
    assert not drawn.folder_of(file_of(made).sha256).exists()


def test_a_damaged_paper_can_still_be_opened_itself(cast: Cast, as_user: AsUser):
    made = film(cast, b"%PDF-1.7 broken", "hong.pdf", "application/pdf")
    database.session.commit()
    assert pictures.leaves_of(file_of(made)) is Trouble.DAMAGED
    page = as_user("an").get(f"/materials/{made.id}/read").text
    assert "Không hiển thị được các trang ở đây" in page
    assert f'href="/materials/{made.id}"' in page
    assert as_user("an").get(f"/materials/{made.id}/pages/1").status_code == 404


def test_who_comes_too_many_is_asked_to_come_again(
    cast: Cast, as_user: AsUser, paper: bytes, monkeypatch: pytest.MonkeyPatch
):
    made = film(cast, paper, "bai.pdf", "application/pdf")
    database.session.commit()
    monkeypatch.setattr(pictures.drawing, "waiting", BoundedSemaphore(1))
    pictures.drawing.waiting.acquire()
    answer = as_user("an").get(f"/materials/{made.id}/pages/1")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
