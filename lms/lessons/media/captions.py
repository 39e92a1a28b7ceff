"""Subtitles as browsers read them (WebVTT). Pure."""

LARGEST = 1 << 20
MEDIA_TYPE = "text/vtt"
_BEGINNING = "WEBVTT"


def is_captions(data: bytes) -> bool:
    """Whether it is a file of subtitles: in UTF-8, with its heading, and not without end."""
    if len(data) > LARGEST:
        return False
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return text.startswith(_BEGINNING) and text[len(_BEGINNING) :][:1] in {"", " ", "\t", "\r", "\n"}
