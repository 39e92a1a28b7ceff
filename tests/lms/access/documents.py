"""Staff who teach, review, approve or inspect read the register; lecturers and organisers enter what is cited."""

from typing import Any

from lms import database
from tests.lms.access import Row
from tests.lms.cast import Cast
from tests.lms.documents.samples import document


def prepare(cast: Cast) -> dict[str, Any]:
    one = document(cast)
    database.session.commit()
    return {"document": one.id}


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
]
