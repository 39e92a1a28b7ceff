"""Staff who teach, review, approve or inspect read the register; lecturers and organisers enter what is cited."""

from typing import Any

from lms import database
from lms.documents.citations.shelf import Cited
from lms.documents.texts import service
from lms.lessons import service as lessons
from lms.lessons.sources.models import SHELF
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.documents.papers import word
from tests.lms.documents.samples import document


def prepare(cast: Cast) -> dict[str, Any]:
    one = document(cast)
    service.keep(one, "Điều 1. Phạm vi", word("Điều 1. Phạm vi"), "quy-dinh.docx", cast.chi, NOW)
    material = lessons.add(cast.k1, "Đề cương", "https://lamgiang.example/de-cuong", cast.chi, NOW)
    SHELF.cite(material, [Cited(one, "Điều 1")], cast.chi, NOW)
    database.session.commit()
    return {"document": one.id, "material": material.id}


#                                     nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("documents.index", "/documents/", "344222422322"),
    Row("documents.show", "/documents/{document}", "300222022322"),
    Row("documents.new", "/documents/new", "344222442344"),
    Row("documents.create", "/documents/", "144999449144", "POST"),
    Row("documents.edit", "/documents/{document}/edit", "300222042344"),
    Row("documents.update", "/documents/{document}", "100999049144", "POST"),
    Row("documents.edit_replacement", "/documents/{document}/replacement", "300222042344"),
    Row("documents.replace", "/documents/{document}/replacement", "100999049144", "POST"),
    Row("documents.take_back", "/documents/{document}/replacement/delete", "100333043144", "POST"),
    Row("document_citations.index", "/documents/{document}/citations", "300222022322"),
    # Who may change what cites it says whether it is still right; others who see it may not.
    Row(
        "document_citations.review",
        "/documents/{document}/citations/material/{material}",
        "100909009144",
        "POST",
    ),
    Row("document_texts.edit", "/documents/{document}/text/edit", "300222042344"),
    Row("document_texts.keep", "/documents/{document}/text", "100999049144", "POST"),
    Row("document_texts.remove", "/documents/{document}/text/delete", "100333043144", "POST"),
    Row("document_texts.show_file", "/documents/{document}/file", "300222022322"),
    Row("document_texts.clause", "/documents/{document}/clause", "300333033333"),
]
