"""Zip packages opened without trust: sizes are counted while reading, and XML may declare nothing."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from question_bank.formats.text import MEGABYTE
from question_bank.problems import Problem, error

LARGEST_PACKAGE = 50 * MEGABYTE
LARGEST_UNPACKED = 150 * MEGABYTE
LARGEST_XML = 40 * MEGABYTE
MOST_MEMBERS = 5_000
MOST_ELEMENTS = 800_000  # each takes a quarter of a kilobyte while it is read
PIECE = 64 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Unreadable(Exception):
    """The file cannot be read; `problem` says why in one sentence."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass
class Package:
    """A zip file; what is taken out of it is counted, however its headers lie."""

    archive: ZipFile
    members: Mapping[str, ZipInfo]
    unpacked: int = 0
    most: int = LARGEST_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str, limit: int = LARGEST_UNPACKED) -> bytes:
        """One member; Unreadable if it, or all read so far, is larger than allowed."""
        pieces = []
        size = 0
        try:
            with self.archive.open(self.members[name]) as member:
                while piece := member.read(PIECE):
                    size += len(piece)
                    self._count(len(piece), size, limit)
                    pieces.append(piece)
        except (
            BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as damage:
            raise Unreadable(error("file.damaged")) from damage
        return b"".join(pieces)

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a member; None if there is no such member."""
        return parsed(self.read(name, LARGEST_XML)) if name in self else None

    def _count(self, piece: int, size: int, limit: int) -> None:
        self.unpacked += piece
        if self.unpacked > self.most or size > limit:
            raise Unreadable(error("file.unpacks_too_large", limit=min(limit, self.most) // MEGABYTE))


def opened(data: bytes, *, most: int = LARGEST_UNPACKED) -> Package:
    """The package in these bytes, of which no more than `most` is taken out; Unreadable if there is none."""
    if len(data) > LARGEST_PACKAGE:
        raise Unreadable(error("file.too_large", limit=LARGEST_PACKAGE // MEGABYTE))
    if data.startswith(OLE):
        raise Unreadable(error("file.old_word"))
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as damage:
        raise Unreadable(error("file.damaged")) from damage
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Unreadable(error("file.damaged"))
    return Package(archive, {member.filename: member for member in members}, most=most)


def parsed(data: bytes) -> etree._Element:
    """XML without entities, document types or network; Unreadable if it needs any of them or is too large a tree."""
    if declares(data):
        raise Unreadable(error("file.forbidden_xml"))
    if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
        raise Unreadable(error("file.too_many_parts"))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as damage:
        raise Unreadable(error("file.damaged")) from damage


def declares(data: bytes) -> bool:
    """Whether there is a document type or an entity in these bytes, in whatever encoding."""
    return b"<!DOCTYPE" in data or b"<!ENTITY" in data or _wide(data)


def _wide(data: bytes) -> bool:
    """UTF-16 or UTF-32 could hide a declaration; office programs write UTF-8."""
    head = data[:200]
    return b"\0" in head and any(sign in data.replace(b"\0", b"") for sign in (b"<!DOCTYPE", b"<!ENTITY"))
