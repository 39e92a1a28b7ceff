"""Adding files to a reflection, putting them in order, cutting pages out of photos, taking them out again.

What was handed in keeps its pages.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from sqlalchemy import func, select

from lms import database
from lms.accounts.models import Person
from lms.audit import service as audit
from lms.files import pages as drawing, service as files
from lms.files.pages import PagePicture, Trouble
from lms.files.shapes import Shape
from lms.reflections import rules
from lms.reflections.models import Reflection
from lms.reflections.upload_models import Upload, UploadDrawing, UploadPage, UploadSource, UploadText
from lms.reflections.wordfiles.reading import MEDIA_TYPE, Read

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 40
MOST_FILES = 300  # of one reflection, those that were taken out or cut anew included: nothing is ever deleted


def add(
    reflection: Reflection,
    name: str,
    body: bytes,
    pages: Sequence[PagePicture],
    person: Person,
    now: datetime,
) -> Upload:
    """Add a file's pages behind those that are there, and keep it as it was sent. Sent twice it is there once."""
    digest = hashlib.sha256(body).hexdigest()
    if known := _known(reflection, digest):
        return known
    upload = _new(reflection, files.shown_name(name), digest, _next_place(reflection), now)
    upload.pages = [_page(upload, number, picture, person.id, now) for number, picture in enumerate(pages, 1)]
    kind = drawing.media_type_of(body)
    _keep_original(upload, body, kind, person, now, whole=kind.startswith("image/"))
    _record(person, "reflection.page-added", upload, reflection, now, pages=len(pages), sha256=digest)
    return upload


def add_undrawn(
    reflection: Reflection, name: str, body: bytes, pages: int, person: Person, now: datetime
) -> Upload:
    """Keep a file as it was sent, behind those that are there; its pages are drawn later. Twice it is there once."""
    digest = hashlib.sha256(body).hexdigest()
    if known := _known(reflection, digest):
        return known
    upload = _new(reflection, files.shown_name(name), digest, _next_place(reflection), now)
    upload.drawing = UploadDrawing(pages=pages, asked_at=now)
    _keep_original(upload, body, drawing.media_type_of(body), person, now)
    _record(person, "reflection.page-added", upload, reflection, now, pages=pages, sha256=digest)
    return upload


def drawn(upload: Upload, pages: Sequence[PagePicture], now: datetime) -> None:
    """The pages of a file that was kept undrawn. Its sender is who uploaded them."""
    source, asked = upload.source, upload.drawing
    if source is None or asked is None or not asked.is_waiting:
        return
    person_id = source.original.uploaded_by_id
    upload.pages = [_page(upload, number, picture, person_id, now) for number, picture in enumerate(pages, 1)]
    if source.original.media_type.startswith("image/"):
        source.whole_id = upload.pages[0].file_id
    asked.drawn_at = now
    database.session.flush()


def add_text(
    reflection: Reflection, name: str, body: bytes, read: Read, person: Person, now: datetime
) -> Upload:
    """Add what was read in a Word file behind what is there, and keep it as it was sent. Twice it is there once."""
    digest = hashlib.sha256(body).hexdigest()
    if known := _known(reflection, digest):
        return known
    upload = _new(reflection, files.shown_name(name), digest, _next_place(reflection), now)
    upload.pages = [
        _page(upload, number, picture, person.id, now) for number, picture in enumerate(read.pictures, 1)
    ]
    words = rules.words(read.text)
    left_out, looks = list(read.left_out), list(read.looks)
    upload.text = UploadText(body=read.text, looks=looks, words=words, left_out=left_out)
    _keep_original(upload, body, MEDIA_TYPE, person, now)
    _record(person, "reflection.text-added", upload, reflection, now, words=words, sha256=digest)
    return upload


def shape(upload: Upload, reflection: Reflection, wanted: Shape) -> PagePicture | Trouble:
    """The page cut out of the photo as it was sent, as `wanted` says; nothing is stored yet."""
    if upload.source is None or upload.source.whole_id is None:
        return Trouble.KIND
    if not has_room(reflection):
        return Trouble.TOO_OFTEN
    made = drawing.convert(files.path_of(upload.source.original).read_bytes(), wanted)
    return made if isinstance(made, Trouble) else made[0]


def replace(
    upload: Upload, reflection: Reflection, wanted: Shape, picture: PagePicture, person: Person, now: datetime
) -> Upload:
    """The page cut out anew takes the place of the one that stood there; versions handed in keep that one."""
    source = upload.source
    if source is None or upload.removed_at is not None:
        return upload
    made = _new(reflection, upload.name, upload.sha256, upload.position, now)
    made.pages = [_page(made, 1, picture, person.id, now)]
    packed = wanted.packed() if wanted != Shape() else []
    made.source = UploadSource(original_id=source.original_id, whole_id=source.whole_id, shape=packed)
    upload.removed_at = now
    database.session.flush()
    _record(person, "reflection.page-shaped", made, reflection, now, shape=packed, instead_of=upload.id)
    return made


def move(upload: Upload, reflection: Reflection, steps: int, person: Person, now: datetime) -> None:
    """Put a file so many places later (or earlier) among those that stand; beyond the ends it stays at the end."""
    listed = [one for one in reflection.uploads if one.id != upload.id]
    before = list(reflection.uploads).index(upload)
    place = min(len(listed), max(0, before + steps))
    if place == before:
        return
    listed.insert(place, upload)
    for number, one in enumerate(listed, 1):
        one.position = number
    database.session.flush()
    database.session.expire(reflection, ["uploads"])
    _record(person, "reflection.page-moved", upload, reflection, now, place=place + 1)


def remove(upload: Upload, reflection: Reflection, person: Person, now: datetime) -> None:
    """Take a file out of what will be handed in next; versions handed in before keep it."""
    if upload.removed_at is None:
        upload.removed_at = now
        _record(person, "reflection.page-removed", upload, reflection, now)


def has_room(reflection: Reflection) -> bool:
    """Whether another file may be sent, or a page cut out once more."""
    statement = select(func.count()).where(Upload.reflection_id == reflection.id)
    return (database.session.scalar(statement) or 0) < MOST_FILES


def page_count(reflection: Reflection) -> int:
    return sum(upload.sheet_count for upload in reflection.uploads)


def _known(reflection: Reflection, digest: str) -> Upload | None:
    database.session.expire(reflection, ["uploads"])
    return next((upload for upload in reflection.uploads if upload.sha256 == digest), None)


def _keep_original(
    upload: Upload, body: bytes, kind: str, person: Person, now: datetime, *, whole: bool = False
) -> None:
    """The file as it was sent; of a photo its page is the whole picture, too."""
    original = files.store(BytesIO(body), upload.name, kind, person.id, now)
    picture = upload.pages[0].file_id if whole else None
    upload.source = UploadSource(original_id=original.id, whole_id=picture, shape=[])
    database.session.flush()


def _new(reflection: Reflection, name: str, digest: str, place: int, now: datetime) -> Upload:
    upload = Upload(reflection_id=reflection.id, name=name, sha256=digest, position=place, uploaded_at=now)
    database.session.add(upload)
    database.session.flush()
    return upload


def _page(
    upload: Upload, number: int, picture: PagePicture, person_id: int | None, now: datetime
) -> UploadPage:
    name = f"trang-{upload.position}-{number}.jpg"
    stored = files.store(BytesIO(picture.body), name, "image/jpeg", person_id, now)
    return UploadPage(
        upload_id=upload.id, number=number, file_id=stored.id, width=picture.width, height=picture.height
    )


def _next_place(reflection: Reflection) -> int:
    statement = select(func.max(Upload.position)).where(Upload.reflection_id == reflection.id)
    return (database.session.scalar(statement) or 0) + 1


def _record(
    person: Person, action: str, upload: Upload, reflection: Reflection, now: datetime, **facts: object
) -> None:
    audit.record(*(person, action, upload, now), new=facts or None, class_id=reflection.task.study_class_id)
