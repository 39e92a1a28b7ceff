"""A .docx taken apart and put together again. What comes from outside is opened without trust: see archives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from question_bank.formats.archives import Package, Unreadable, opened, parsed
from question_bank.problems import error

LARGEST_UNPACKED = 20 << 20
DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# The parts of the document that hold text of ours.
TEXT_PART = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


@dataclass
class Docx:
    """Bytes by member; `texts` are the parsed members that may hold fields."""

    members: dict[str, bytes]
    texts: dict[str, etree._Element]

    def saved(self) -> bytes:
        """The whole file again, with what was changed in `texts`."""
        target = BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for name, data in self.members.items():
                root = self.texts.get(name)
                archive.writestr(name, data if root is None else _xml(root))
        return target.getvalue()


def take_apart(data: bytes) -> Docx:
    """Every member and the text parts; Unreadable says why it cannot be done."""
    package: Package = opened(data)
    members = {}
    for name in package.members:
        members[name] = package.read(name, LARGEST_UNPACKED)
        if package.unpacked > LARGEST_UNPACKED:
            raise Unreadable(error("file.unpacks_too_large", limit=LARGEST_UNPACKED >> 20))
    return Docx(members, text_parts(members))


def text_parts(members: Mapping[str, bytes]) -> dict[str, etree._Element]:
    return {name: parsed(data) for name, data in members.items() if TEXT_PART.fullmatch(name)}


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
