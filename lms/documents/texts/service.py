"""Keep the text of a document, put another one in its place, take it away."""

from datetime import datetime
from io import BytesIO

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.documents.models import Document
from lms.documents.searching import index
from lms.documents.texts.models import DocumentText
from lms.files import media_types, service as files


def text_of(document_id: int) -> DocumentText | None:
    """The text that the centre keeps of a document."""
    return database.session.get(DocumentText, document_id)


def keep(  # noqa: PLR0913 - what was read, the file, and who did it
    document: Document, body: str, data: bytes, name: str, actor: Person, now: datetime, *, left_out: int = 0
) -> DocumentText:
    """The text that was read from a file, and the file itself; they take the place of what was kept before."""
    database.session.refresh(document, with_for_update={"of": Document})
    media_type = media_types.media_type_of(name, data[:16])
    stored = files.store(BytesIO(data), name, media_type or "", actor.id, now)
    text = text_of(document.id)
    old = _told(text) if text else None
    if text is None:
        text = DocumentText(document_id=document.id)
        database.session.add(text)
    text.file, text.body, text.read_at, text.read_by_id = stored, body, now, actor.id
    text.pages_left_out = left_out
    database.session.flush()
    index.put(document)
    record(actor, "document.text-kept", document, now, old=old, new=_told(text))
    return text


def remove(document: Document, actor: Person, now: datetime) -> None:
    """The document is kept without its text. Doing it twice changes nothing."""
    text = text_of(document.id)
    if text is None:
        return
    record(actor, "document.text-removed", document, now, old=_told(text))
    database.session.delete(text)
    database.session.flush()
    index.put(document)


def _told(text: DocumentText) -> dict[str, object]:
    return {"file": text.file.name, "sha256": text.file.sha256, "paragraphs": len(text.paragraphs)}
