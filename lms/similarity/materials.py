"""The words of the materials that a class was given, each file read once, outside this process."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.bounded import Bounded, NoAnswer
from lms.files import media_types, service as files
from lms.files.models import StoredFile
from lms.lessons.models import Material
from lms.similarity.models import OfficialText

_READER = Bounded("lms.similarity.material_reader", seconds=30)
ENDINGS = (".docx", ".pptx", ".pdf")
Read = Callable[[Path], str | None]
MEDIA_TYPES = tuple(media_types.ENDINGS[ending] for ending in ENDINGS)


def of_class(study_class_id: int) -> Sequence[tuple[str, StoredFile]]:
    """The titles and files of the class's materials that hold text."""
    statement = (
        select(Material.title, StoredFile)
        .join(StoredFile, StoredFile.id == Material.file_id)
        .where(Material.study_class_id == study_class_id, StoredFile.media_type.in_(MEDIA_TYPES))
        .order_by(Material.id)
    )
    return [(row.title, row.StoredFile) for row in database.session.execute(statement)]


def read_missing(study_class_id: int, read: Read, now: datetime) -> None:
    """Read what was not read yet; holds no transaction while it reads."""
    wanted = {stored.sha256: files.path_of(stored) for _title, stored in of_class(study_class_id)}
    known = set(database.session.scalars(select(OfficialText.sha256).where(OfficialText.sha256.in_(wanted))))
    for sha256 in sorted(wanted.keys() - known):
        text = read(wanted[sha256])
        with database.transaction():
            _keep(OfficialText(sha256=sha256, body=text or "", readable=text is not None, read_at=now))


def texts_of(study_class_id: int) -> tuple[list[str], list[str]]:
    """The texts of the materials, and the titles of those whose words could not be read."""
    found = of_class(study_class_id)
    statement = select(OfficialText).where(
        OfficialText.sha256.in_([stored.sha256 for _title, stored in found])
    )
    kept = {one.sha256: one for one in database.session.scalars(statement)}
    texts = {sha256: one.body for sha256, one in kept.items() if one.body}
    unread = [title for title, stored in found if not texts.get(stored.sha256, "").strip()]
    return [texts[sha256] for sha256 in sorted(texts)], unread


def words_of(path: Path) -> str | None:
    """The words of a file; None if it cannot be read."""
    try:
        text: str | None = _READER.answer(path)["text"]
    except NoAnswer:
        return None
    return text.replace("\x00", " ") if text is not None else None  # PostgreSQL keeps no NUL


def _keep(read: OfficialText) -> None:
    """Another class may have handed out the same file, and have been compared at the same time."""
    try:
        with database.session.begin_nested():
            database.session.add(read)
    except IntegrityError:
        return
