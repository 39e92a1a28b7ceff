"""Pictures of pages: checked, kept as embedded files by their hash."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import IO, BinaryIO, cast

from lms.files import service as files
from lms.files.media_types import media_type_of

LARGEST = 8 * 1024 * 1024
MOST = 40  # in one paste
_HEAD = 16


def keep(stream: IO[bytes], name: str, uploader_id: int, now: datetime) -> str | None:
    """The address of the picture; None for what is none, or is too large."""
    head = stream.read(_HEAD)
    size = stream.seek(0, 2)
    stream.seek(0)
    kind = media_type_of(name, head) or ""
    if not kind.startswith("image/") or size > LARGEST:
        return None
    return files.address_of(files.store(cast(BinaryIO, stream), name, kind, uploader_id, now, embedded=True))


def pasted(uploader_id: int, now: datetime) -> Callable[[str], str | None]:
    """Keeps the pictures that a pasted text carries within itself."""
    left = [MOST]

    def keep_one(address: str) -> str | None:
        data, ending = _within(address)
        if data is None or not left[0]:
            return None
        left[0] -= 1
        return keep(BytesIO(data), f"hinh.{ending}", uploader_id, now)

    return keep_one


def _within(address: str) -> tuple[bytes | None, str]:
    """The bytes of a `data:` address and the ending that they claim."""
    head, _comma, body = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return None, ""
    ending = head.removeprefix("data:image/").removesuffix(";base64")
    try:
        return base64.b64decode("".join(body.split()), validate=True), ending
    except (binascii.Error, ValueError):
        return None, ""
