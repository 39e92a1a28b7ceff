"""The pictures of a Word file, kept as bytes under names that texts can refer to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from question_bank.formats.archives import Package
from question_bank.formats.text import MEGABYTE
from question_bank.formats.word.names import PACKAGE
from question_bank.problems import Problem, warning

LARGEST_PICTURE = 20 * MEGABYTE
KINDS = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"\xd7\xcd\xc6\x9a": "wmf",
    b"\x01\x00\x00\x00": "emf",
    b"II*\x00": "tif",
    b"MM\x00*": "tif",
}
SHOWABLE = frozenset({"png", "jpg", "gif", "webp"})


@dataclass
class Pictures:
    """Takes pictures out of the package by the id of their relation."""

    package: Package
    targets: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)

    def take(self, relation: str) -> tuple[str, Problem | None]:
        """The name that the picture is kept under, and what is to be said about it."""
        member = self.targets.get(relation, "")
        if member not in self.package:
            return "", warning("word.picture_missing")
        data = self.package.read(member, LARGEST_PICTURE)
        kind = kind_of(data)
        name = picture_name(data, kind)
        self.files[name] = data
        return name, None if kind in SHOWABLE else warning("word.picture_kind", name=name)


def targets(relations: etree._Element | None) -> dict[str, str]:
    """Relation ids and the members of the package that they stand for; nothing outside of it."""
    found = {}
    for one in [] if relations is None else relations.findall(PACKAGE + "Relationship"):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"word/{target}")
            found[one.get("Id", "")] = member
    return found


def picture_name(data: bytes, kind: str) -> str:
    """The name that texts refer to a picture by."""
    return f"{sha256(data).hexdigest()[:16]}.{kind}"


def kind_of(data: bytes) -> str:
    """The kind of a picture, told from its first bytes; "bin" if it is not known."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for sign, kind in KINDS.items() if data.startswith(sign)), "bin")
