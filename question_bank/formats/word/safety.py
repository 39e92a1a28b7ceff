"""What a Word file from outside should not carry: programs, and what Word would fetch from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from question_bank.formats.archives import LARGEST_XML, Package, Unreadable, declares, parsed
from question_bank.problems import error

TYPES = "[Content_Types].xml"
MACROS = re.compile(r"vbaProject|vbaData|macrosheets?/|customUI", re.IGNORECASE)
LINK = "/hyperlink"  # is followed by a person who clicks it, not by Word that opens the file
LOCKED = 1  # the bit of a member that has a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Word wraps a file with a password


def is_locked(data: bytes) -> bool:
    """Whether these bytes, which are no package, are one that Word locked with a password."""
    return ENCRYPTED in data


def look_through(package: Package) -> int:
    """Unreadable if it has a password, programs, declarations or anything that is fetched from elsewhere.

    Returns how many elements and attributes its parts have at the most: what reading them will cost.
    """
    if any(member.flag_bits & LOCKED for member in package.members.values()):
        raise Unreadable(error("word.locked"))
    if has_macros(package.members, package.read(TYPES, LARGEST_XML) if TYPES in package else b""):
        raise Unreadable(error("word.macros"))
    nodes = 0
    for name in package.members:
        if name.endswith((".xml", ".rels")):
            data = package.read(name, LARGEST_XML)
            if declares(data):
                raise Unreadable(error("file.forbidden_xml"))
            nodes += data.count(b"<") - data.count(b"</") + data.count(b"=")
            if name.endswith(".rels") and leads_outside(parsed(data), links=True):
                raise Unreadable(error("word.outside"))
    package.unpacked = 0  # what is read to be shown is counted anew
    return nodes


def has_macros(names: Iterable[str], types: bytes) -> bool:
    """By the names of its members and the list of their types."""
    return any(MACROS.search(name) for name in names) or b"macroEnabled" in types or b"vbaProject" in types


def leads_outside(relations: etree._Element, *, links: bool = False) -> bool:
    """Whether something named here lies outside of the package; `links` in the text may."""
    outside = (one for one in relations if (one.get("TargetMode") or "").lower() == "external")
    return any(not (links and (one.get("Type") or "").endswith(LINK)) for one in outside)
