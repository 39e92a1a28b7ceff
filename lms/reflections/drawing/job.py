"""The work itself: noted as begun in a short transaction, done in a bounded process without any, kept in another.

What a killed worker left is found by a sweep and drawn again; drawing twice leaves one set of pages.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from lms import database
from lms.files import pages, service as files
from lms.files.pages import PagePicture, Trouble
from lms.jobs.queue import every, task
from lms.reflections import uploads
from lms.reflections.drawing import rules, telling
from lms.reflections.upload_models import Upload, UploadDrawing
from lms.web import clock

SECONDS = 30
Convert = Callable[[bytes], list[PagePicture] | Trouble]


@task
def draw(upload_id: int) -> None:
    """Note that it has begun, then draw. Running it twice leaves one set of pages."""
    asked = database.session.get(UploadDrawing, upload_id)
    if asked is not None and asked.is_waiting:
        asked.begun_at, asked.tries = clock.now(), asked.tries + 1
        database.after_commit(lambda: run(upload_id))


@every(SECONDS)
def sweep() -> None:
    look_after(clock.now())


def look_after(now: datetime) -> int:
    """Ask again for what got lost, and give up what was tried too often; how many that were."""
    open_ones = (
        select(Upload)
        .join(UploadDrawing)
        .where(UploadDrawing.drawn_at.is_(None), UploadDrawing.trouble.is_(None))
    )
    lost = [
        one for one in database.session.scalars(open_ones) if one.drawing and rules.is_lost(one.drawing, now)
    ]
    for upload in lost:
        if upload.drawing and upload.drawing.tries >= rules.MOST_TRIES:
            _give_up(upload, Trouble.TOO_SLOW, now)
        else:
            draw.later(upload_id=upload.id)
    return len(lost)


def run(upload_id: int, convert: Convert = pages.convert) -> None:
    """Draw the pages and keep them; what only came too slow stays with the sweep."""
    upload = database.session.get(Upload, upload_id)
    if upload is None or upload.source is None or not upload.is_waiting:
        return
    body = files.path_of(upload.source.original).read_bytes()
    database.end_reading()
    made = convert(body)
    if isinstance(made, Trouble) and made in rules.PASSING:
        return
    with database.transaction():
        _keep(upload_id, made, clock.now())


def _keep(upload_id: int, made: list[PagePicture] | Trouble, now: datetime) -> None:
    """Whoever else drew the same meanwhile has already kept it: the row is locked before it is looked at."""
    locked = select(UploadDrawing).where(UploadDrawing.upload_id == upload_id).with_for_update()
    asked = database.session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if asked is None or not asked.is_waiting:
        return
    upload = database.session.get_one(Upload, upload_id)
    if isinstance(made, Trouble):
        _give_up(upload, made, now)
    elif len(made) != asked.pages:
        _give_up(upload, Trouble.DAMAGED, now)
    else:
        uploads.drawn(upload, made, now)


def _give_up(upload: Upload, why: Trouble, now: datetime) -> None:
    if upload.drawing is not None:
        upload.drawing.trouble = why.value
        database.session.flush()
        telling.not_drawn(upload, now)
