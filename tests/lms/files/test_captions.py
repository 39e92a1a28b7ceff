"""What counts as subtitles."""

import pytest

from lms.files.media_types import media_type_of
from lms.lessons.media.captions import LARGEST, is_captions


@pytest.mark.parametrize("data", [b"WEBVTT", b"\xef\xbb\xbfWEBVTT\n\n", b"WEBVTT - B\xc3\xa0i 1\r\n"])
def test_a_file_with_the_heading_is_subtitles(data: bytes):
    assert is_captions(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1\n00:00:01,000 --> 00:00:02,000\nx",
        b"WEBVTTX",
        b"WEBVTT\n\xff",
        b" WEBVTT",
        b"WEBVTT\n" + b"x" * LARGEST,
    ],
)
def test_anything_else_is_not(data: bytes):
    assert not is_captions(data)


@pytest.mark.parametrize(
    "name, head, kind",
    [
        ("a.mp4", b"\0\0\0\x20ftypisom", "video/mp4"),
        ("a.m4a", b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        ("a.webm", b"\x1a\x45\xdf\xa3\x01", "video/webm"),
        ("a.MP3", b"ID3\x04", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90", "audio/mpeg"),
        ("a.ogg", b"OggS\0", "audio/ogg"),
        ("a.wav", b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        ("a.wav", b"RIFF\x10\0\0\0WEBPVP8 ", None),
        ("a.mp4", b"<html><script>", None),
        ("a.mp4", b"", None),
        ("a.mp3", b"MZ\x90", None),
        ("a.avi", b"RIFF\x10\0\0\0AVI ", None),
    ],
)
def test_films_and_sound_are_what_they_say(name: str, head: bytes, kind: str | None):
    assert media_type_of(name, head) == kind
