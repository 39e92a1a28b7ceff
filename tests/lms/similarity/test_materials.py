"""The words of materials: read from what offices hand out, and never a reason to stop."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import typst
from docx import Document

from lms import database
from lms.documents.texts import service as texts_of_documents
from lms.files import media_types, service as files
from lms.lessons import service as lessons
from lms.similarity import material_reader, materials, official
from tests.lms.cast import NOW
from tests.lms.documents.samples import document
from tests.lms.similarity import making

SLIDE = (
    '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>Tập trung </a:t></a:r><a:r><a:t>dân chủ</a:t></a:r></a:p>'
    "<a:p><a:r><a:t>Tự phê bình</a:t></a:r></a:p></p:sld>"
)


def word(*paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def slides():
    data = BytesIO()
    with ZipFile(data, "w") as package:
        package.writestr("ppt/slides/slide1.xml", SLIDE)
    return data.getvalue()


@pytest.fixture
def read(tmp_path):
    def reading(data):
        (tmp_path / "source").write_bytes(data)
        return material_reader.main(tmp_path / "source")["text"]

    return reading


def test_word_and_slides_give_their_paragraphs(read):
    assert read(word("Một", "Hai")).split("\n")[-2:] == ["Một", "Hai"]
    assert read(slides()) == "Tập trung dân chủ\nTự phê bình"


def test_a_pdf_gives_its_words(read):
    assert "Sinh hoạt" in read(bytes(typst.compile("Sinh hoạt chuyên đề".encode(), format="pdf")))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"plain text"])
def test_what_cannot_be_read_has_no_words(read, data):
    assert read(data) is None


def test_a_file_is_read_apart(tmp_path):
    (tmp_path / "outline").write_bytes(word("Đề cương bài học"))
    assert "Đề cương bài học" in materials.words_of(tmp_path / "outline")
    assert materials.words_of(tmp_path / "missing") is None


def test_materials_of_the_class_are_official_and_those_without_words_are_named(cast, context):
    outline = store(word("Chi bộ họp định kỳ vào tuần đầu của mỗi tháng."), "de-cuong.docx", cast)
    damaged = store(b"PK\x03\x04 broken", "hong.docx", cast)
    for title, stored in (("Đề cương", outline), ("Tệp hỏng", damaged)):
        lessons.add(cast.k1, title, stored, cast.chi, NOW)
    database.session.commit()
    materials.read_missing(cast.k1.id, materials.words_of, NOW)
    known = official.of_task(making.task(cast))
    assert any("Chi bộ họp định kỳ" in text for text in known.texts)
    assert known.unread == ["Tệp hỏng"]


def test_texts_of_official_documents_are_official_the_newest_first_as_far_as_they_may_be_held(
    cast, context, monkeypatch
):
    for year, number, body in (
        (2021, "5-NQ/TU", "Chi bộ họp mỗi tháng."),
        (2026, "6-NQ/TU", "Học đi đôi với hành."),
    ):
        one = document(cast, number, issued_on=date(year, 3, 12))
        texts_of_documents.keep(one, body, word(body), "van-ban.docx", cast.chi, NOW)
    document(cast, "7-NQ/TU")
    database.session.commit()
    task = making.task(cast)
    known = official.of_task(task)
    assert {"Chi bộ họp mỗi tháng.", "Học đi đôi với hành."} <= set(known.texts)
    assert known.unread == []
    monkeypatch.setattr(official, "MOST_LETTERS", 30)
    fewer = official.of_task(task)
    assert "Học đi đôi với hành." in fewer.texts
    assert "Chi bộ họp mỗi tháng." not in fewer.texts
    assert fewer.unread == ["5-NQ/TU"]
    assert fewer.name != known.name


def test_the_task_its_sections_and_the_outlines_are_official(cast, context):
    texts = "\n".join(official.of_task(making.task(cast)).texts)
    for said in (making.OFFICIAL, "Trình bày nội dung chính", "Dẫn bài học", "Name the articles and topics"):
        assert said in texts


def store(data, name, cast):
    media_type = media_types.ENDINGS[".docx"]
    return files.store(BytesIO(data), name, media_type, cast.chi.id, NOW)
