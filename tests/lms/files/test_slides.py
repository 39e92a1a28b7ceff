"""Slides of a .pptx in the page: words, tables and pictures; nothing of a hostile file is run, fetched or unpacked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lms import database
from lms.files import drawn, slide_worker
from lms.files.media_types import SLIDES
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.files import decks
from tests.lms.lessons.films import file_of, film

AsUser = Callable[[str], TestClient]
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
Worked = Callable[[bytes], dict[str, Any]]


@pytest.fixture(scope="module")
def deck() -> bytes:
    return decks.saved(decks.deck())


@pytest.fixture
def worked(tmp_path: Path) -> Worked:
    """What the process makes of these bytes, without the process."""

    def work(data: bytes) -> dict[str, Any]:
        source = tmp_path / "source"
        source.write_bytes(data)
        return slide_worker.main(source, tmp_path)

    return work


def test_words_lists_tables_charts_and_pictures_are_read(deck: bytes, worked: Worked, tmp_path: Path):
    slides = worked(deck)["slides"]
    assert [one["title"] for one in slides] == ["Chi bộ là nền tảng của Đảng", "Số liệu", "Biểu đồ"]
    assert slides[0]["items"] == [
        {
            "kind": "text",
            "lines": [[0, True, "Vai trò của chi bộ <b>cơ sở</b>"], [1, True, "Hạt nhân chính trị"]],
        }
    ]
    table, shown = slides[1]["items"]
    assert table == {"kind": "table", "head": True, "rows": [["Năm", "Chi bộ"], ["2025", "1274"]]}
    assert (shown["alt"], shown["width"], shown["height"]) == ("Ảnh hội nghị", 400, 300)
    assert slides[2]["items"][0]["rows"] == [["", "Lớp"], ["Quý I", "2"], ["Quý II", "3,5"]]
    with Image.open(tmp_path / f"slide-002-{shown['place']:03}.jpg") as drawn:
        assert drawn.format == "JPEG"


def test_what_the_speaker_noted_and_hid_stays_with_the_speaker(deck: bytes, worked: Worked):
    assert all(words not in str(worked(deck)) for words in ("tắt điện thoại", "Trang ẩn"))


def test_a_picture_that_cannot_be_drawn_is_counted(worked: Worked):
    made = decks.deck()
    data = decks.changed(
        decks.saved(made), lambda name, body: b"\x01\x00\x00\x00EMF" if name.endswith(".png") else body
    )
    slide = worked(data)["slides"][1]
    assert ([item["kind"] for item in slide["items"]], slide["left_out"]) == (["table"], 1)


def test_a_linked_picture_is_never_fetched(worked: Worked):
    def link(name: str, body: bytes) -> bytes:
        if name == "ppt/slides/_rels/slide2.xml.rels":
            return body.replace(
                b'Target="../media/image1.png"', b'Target="https://a.example/x" TargetMode="External"'
            )
        return body.replace(b"r:embed=", b"r:link=") if name == "ppt/slides/slide2.xml" else body

    slide = worked(decks.changed(decks.saved(decks.deck()), link))["slides"][1]
    assert ([item["kind"] for item in slide["items"]], slide["left_out"]) == (["table"], 1)


@pytest.mark.parametrize(
    "part", ["ppt/slides/slide1.xml", "ppt/_rels/presentation.xml.rels", "[Content_Types].xml"]
)
def test_what_declares_an_entity_is_refused(deck: bytes, worked: Worked, part: str):
    hostile = decks.changed(
        deck, lambda name, body: body.replace(b"?>", b"?>" + ENTITY, 1) if name == part else body
    )
    assert worked(hostile) == {"problem": "damaged"}


def test_a_bomb_is_refused_before_it_is_unpacked(
    deck: bytes, worked: Worked, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slide_worker, "LARGEST", 8 << 20)
    bomb = decks.changed(deck, lambda _name, body: body, ppt__media__big=b"\0" * (9 << 20))
    assert len(bomb) < 1 << 20
    assert worked(bomb) == {"problem": "too-large"}


def test_macros_lie_there_and_are_not_shown(deck: bytes, worked: Worked):
    with_macros = decks.changed(deck, lambda _name, body: body, ppt__vbaProject=b"Sub AutoOpen()")
    assert "AutoOpen" not in str(worked(with_macros))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked"])
def test_what_is_no_presentation_is_told(worked: Worked, data: bytes):
    assert worked(data) == {"problem": "damaged"}


@pytest.fixture
def nothing_kept(context: None) -> Iterator[None]:
    yield
    drawn.drop_all_but(set())


@pytest.mark.one_database
def test_learners_of_the_class_read_them_in_the_page(
    cast: Cast, as_user: AsUser, deck: bytes, nothing_kept: None
):
    made = film(cast, deck, "Bài 1.pptx", SLIDES)
    database.session.commit()
    page = as_user("an").get(f"/materials/{made.id}/read").text
    assert "Vai trò của chi bộ &lt;b&gt;cơ sở&lt;/b&gt;" in page
    assert "3 trang chiếu" in page
    address = f"/materials/{made.id}/slides/2/2"
    assert address in page
    with as_user("an").get(address) as answer:
        assert answer.mimetype == "image/jpeg"
    assert as_user("binh").get(address).status_code == 404
    for wrong in ("1/1", "2/9", "9/1", "9999/1"):
        assert as_user("an").get(f"/materials/{made.id}/slides/{wrong}").status_code == 404
    assert (drawn.folder_of(file_of(made).sha256) / "slides.json").exists()


@pytest.mark.one_database
def test_what_cannot_be_read_can_still_be_downloaded(cast: Cast, as_user: AsUser, nothing_kept: None):
    made = film(cast, b"PK\x03\x04 rest", "hong.pptx", SLIDES)
    database.session.commit()
    page = as_user("an").get(f"/materials/{made.id}/read").text
    assert "Không hiển thị được các trang ở đây" in page
    assert f'href="/materials/{made.id}/download"' in page
