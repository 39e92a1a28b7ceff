"""Which files are taken, told by their ending and their first bytes together. Pure."""

import re
from pathlib import Path

HEAD = 16  # bytes that are enough to tell
PDF = "application/pdf"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PLAYED = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
}
INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", PDF, *PLAYED.values()})
SHOWN = INLINE | {SLIDES}  # in a page of ours; slides are read, never sent to be opened there
# What the containers of sound and film begin with; the bytes in between are a length.
CONTAINERS = {
    "video/mp4": re.compile(rb"....ftyp", re.DOTALL),
    "audio/mp4": re.compile(rb"....ftyp", re.DOTALL),
    "video/webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    "audio/mpeg": re.compile(rb"ID3|\xff[\xe2-\xff]"),
    "audio/ogg": re.compile(rb"OggS"),
    "audio/wav": re.compile(rb"RIFF....WAVE", re.DOTALL),
}
MAGIC = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    PDF: (b"%PDF-",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
    SLIDES: (b"PK\x03\x04",),
}
ENDINGS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".pdf": PDF,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": SLIDES,
    **PLAYED,
}


def media_type_of(name: str, head: bytes) -> str | None:
    """The media type that both the ending and the first bytes tell; None where they disagree or are unknown."""
    media_type = media_type_named(name)
    if media_type in CONTAINERS:
        return media_type if CONTAINERS[media_type].match(head) else None
    return media_type if media_type and head.startswith(MAGIC[media_type]) else None


def media_type_named(name: str) -> str | None:
    """The media type that the ending tells, before there is a byte to look at."""
    return ENDINGS.get(Path(name).suffix.lower())
