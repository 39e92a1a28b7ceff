"""Pictures that come inside a file of questions: kept under a name made of their content, never of the file's."""

from __future__ import annotations

from hashlib import sha256

from question_bank.formats.word.pictures import KINDS, SHOWABLE


def name_of(data: bytes) -> str:
    """The name that a text refers to as `<img src="file:NAME">`."""
    kind = "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
    kind = kind or next((kind for sign, kind in KINDS.items() if data.startswith(sign)), "bin")
    return f"{sha256(data).hexdigest()[:16]}.{kind}"


def showable(name: str) -> bool:
    """Whether a browser shows the picture of this name."""
    return name.rpartition(".")[2] in SHOWABLE
