"""A film of a class with subtitles, and an upload that was begun."""

from io import BytesIO

from lms import database
from lms.files import service as files
from lms.files.models import StoredFile
from lms.files.uploads import parts, service as uploads
from lms.files.uploads.models import IncomingFile
from lms.files.uploads.rules import Limits
from lms.files.uploads.service import Wanted
from lms.lessons import service
from lms.lessons.media import service as media
from lms.lessons.models import Material
from tests.lms.cast import NOW, Cast

MB = 1 << 20
FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 40
SUBTITLES = "WEBVTT\n\n00:00.000 --> 00:04.000\nBài 1: Khái quát lịch sử Đảng\n".encode()
LIMITS = Limits(file=20 * MB, person=30 * MB, unit=40 * MB)


def film(
    cast: Cast, body: bytes = FILM, name: str = "Bài giảng 1.mp4", media_type: str = "video/mp4"
) -> Material:
    stored = files.store(BytesIO(body), name, media_type, cast.chi.id, NOW)
    material = service.add(cast.k1, "Bài giảng 1", stored, cast.chi, NOW)
    if media_type == "video/mp4":
        media.caption(material, BytesIO(SUBTITLES), "phu-de.vtt", cast.chi, NOW)
    database.session.flush()
    return material


def file_of(material: Material) -> StoredFile:
    """The file of one that is no link."""
    assert material.file is not None
    return material.file


def begun(cast: Cast, size: int = len(FILM), name: str = "Bài giảng 2.mp4") -> IncomingFile:
    """Chi began to send a film for the class."""
    wanted = Wanted(cast.chi.id, cast.k1.unit_id, f"materials/{cast.k1.id}", name, size, "1763")
    upload = uploads.begin(wanted, LIMITS, NOW)
    assert isinstance(upload, IncomingFile)
    database.session.info.pop("after_commit")
    parts.begin(upload.public_id)  # what waits for the commit of a request, done now
    return upload
