"""What can be done with the subtitles of a material."""

from datetime import datetime
from typing import BinaryIO

from lms import database
from lms.accounts.models import Person
from lms.audit.service import record
from lms.files import service as files, tidying
from lms.lessons.media.captions import MEDIA_TYPE
from lms.lessons.models import Material, MaterialCaptions


def caption(material: Material, stream: BinaryIO, name: str, actor: Person, now: datetime) -> None:
    """These subtitles, in the place of those that were there."""
    old = material.captions.file if material.captions else None
    stored = files.store(stream, name, MEDIA_TYPE, actor.id, now)
    if material.captions is None:
        material.captions = MaterialCaptions(file=stored)
    else:
        material.captions.file = stored
    _note("material.captioned", material, actor, now, old=old.id if old else None, new=stored.id)
    if old is not None:
        tidying.forget(old)


def uncaption(material: Material, actor: Person, now: datetime) -> None:
    """Without subtitles again. Doing it twice changes nothing."""
    if material.captions is None:
        return
    stored = material.captions.file
    material.captions = None
    _note("material.uncaptioned", material, actor, now, old=stored.id)
    tidying.forget(stored)


def _note(action: str, material: Material, actor: Person, now: datetime, **file_ids: int | None) -> None:
    database.session.flush()
    told = {name: {"file_id": file_id} for name, file_id in file_ids.items() if file_id is not None}
    class_id = material.study_class_id
    record(actor, action, material, now, old=told.get("old"), new=told.get("new"), class_id=class_id)
