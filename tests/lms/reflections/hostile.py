"""Files that mean harm: packages that unpack to anything, that declare entities, that are cut off or locked."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
BILLION = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def book() -> bytes:
    """A sound workbook that is not one of ours."""
    target = BytesIO()
    made = openpyxl.Workbook()
    made["Sheet"]["A1"] = "x"
    made.save(target)
    return target.getvalue()


def package(members: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, body in members.items():
            made.writestr(name, body)
    return target.getvalue()


def with_member(name: str, body: bytes) -> bytes:
    """A sound workbook in which one member is another."""
    with ZipFile(BytesIO(book())) as sound:
        members = {one: sound.read(one) for one in sound.namelist()}
    return package({**members, name: body})


def encrypted() -> bytes:
    """Every member says that it is locked with a password."""
    body = bytearray(book())
    place = 0
    while (place := body.find(b"PK\x01\x02", place)) >= 0:
        body[place + 8] |= 1
        place += 4
    return bytes(body)


def bomb() -> bytes:
    """A little package that unpacks to 160 MB."""
    return with_member("xl/worksheets/sheet1.xml", b"<worksheet>" + bytes(160 << 20))


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "html": lambda: b"<html><script>alert(1)</script>",
    "old xls": lambda: OLE,
    "another workbook": book,
    "cut off": lambda: book()[:900],
    "no workbook inside": lambda: package({"[Content_Types].xml": b"<x/>", "index.html": b"<script>"}),
    "entities from a file": lambda: with_member("xl/worksheets/sheet1.xml", XXE),
    "entities that grow": lambda: with_member("xl/sharedStrings.xml", BILLION),
    "bomb": bomb,
    "many members": lambda: package({f"m{number}": b"" for number in range(6_000)}),
    "locked": encrypted,
}
