"""Adding photos and PDFs to a reflection, and taking them out again. What was handed in keeps its pages."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.files import service as files
from lms.files.pages import PagePicture
from lms.reflections.models import Reflection, Upload, UploadPage

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 40


def add(
    reflection: Reflection,
    name: str,
    body: bytes,
    pages: Sequence[PagePicture],
    person: Person,
    now: datetime,
) -> Upload:
    """Add a file's pages behind those that are there. The same file twice is there once."""
    digest = hashlib.sha256(body).hexdigest()
    database.session.expire(reflection, ["uploads"])
    known = next((upload for upload in reflection.uploads if upload.sha256 == digest), None)
    if known is not None:
        return known
    upload = Upload(
        reflection_id=reflection.id,
        name=files.shown_name(name),
        sha256=digest,
        position=_next_place(reflection),
        uploaded_at=now,
    )
    database.session.add(upload)
    database.session.flush()
    upload.pages = [_page(upload, number, picture, person, now) for number, picture in enumerate(pages, 1)]
    database.session.flush()
    facts = {"pages": len(pages), "sha256": digest}
    audit.record(
        person, "reflection.page-added", upload, now, new=facts, class_id=reflection.task.study_class_id
    )
    return upload


def remove(upload: Upload, reflection: Reflection, person: Person, now: datetime) -> None:
    """Take a file out of what will be handed in next; versions handed in before keep it."""
    if upload.removed_at is None:
        upload.removed_at = now
        class_id = reflection.task.study_class_id
        audit.record(person, "reflection.page-removed", upload, now, class_id=class_id)


def page_count(reflection: Reflection) -> int:
    return sum(len(upload.pages) for upload in reflection.uploads)


def _page(upload: Upload, number: int, picture: PagePicture, person: Person, now: datetime) -> UploadPage:
    name = f"trang-{upload.position}-{number}.jpg"
    stored = files.store(BytesIO(picture.body), name, "image/jpeg", person.id, now)
    return UploadPage(
        upload_id=upload.id, number=number, file_id=stored.id, width=picture.width, height=picture.height
    )


def _next_place(reflection: Reflection) -> int:
    statement = select(func.max(Upload.position)).where(Upload.reflection_id == reflection.id)
    return (database.session.scalar(statement) or 0) + 1
