"""Files made to harm: each refused with one sentence, nothing read."""

import io
import struct
import zipfile

import pytest

from question_bank import formats
from question_bank.formats import archives, word
from tests.question_bank.word_files import changed, simple

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def refusal(data):
    found = formats.read(data)
    assert found.questions == []
    (problem,) = found.problems
    assert problem.severity == "error"
    return problem.code


def package(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    bomb = BOMB.decode().replace("?>", f' encoding="{encoding}"?>', 1).encode(encoding)
    data = changed(simple(), "word/document.xml", lambda xml: bomb + xml.split(b"?>", 1)[1])
    assert refusal(data) == "file.forbidden_xml"


def test_a_file_that_unpacks_without_end_is_refused_while_reading():
    data = package(word__document_xml=b"<a>" + b" " * (archives.LARGEST_XML + 10))
    assert len(data) < 1_000_000
    assert refusal(data) == "file.unpacks_too_large"


def test_a_package_that_lies_about_its_sizes_is_refused():
    data = bytearray(package(word__document_xml=b"<a>" + b" " * (archives.LARGEST_XML + 10)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    assert refusal(bytes(data)) in ("file.damaged", "file.unpacks_too_large")


def test_too_many_members_are_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(archives.MOST_MEMBERS + 1):
            archive.writestr(str(number), b"")
    assert refusal(file.getvalue()) == "file.damaged"


def test_pictures_count_too():
    big = archives.LARGEST_UNPACKED + 1
    package_of_zeros = archives.opened(package(a=b"\0" * big))
    with pytest.raises(archives.Unreadable) as refused:
        package_of_zeros.read("a")
    assert refused.value.problem.code == "file.unpacks_too_large"


def test_deep_nesting_is_refused_or_read():
    deep = b"<w:tbl><w:tr><w:tc>" * 2_000 + b"</w:tc></w:tr></w:tbl>" * 2_000
    data = changed(simple(), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep))
    assert formats.read(data).all_problems() or formats.read(data).questions


def test_deep_nesting_within_a_paragraph():
    deep = b"<w:p>" + b"<w:hyperlink>" * 200 + b"</w:hyperlink>" * 200 + b"</w:p>"
    data = changed(simple(), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep))
    assert len(formats.read(data).questions) == 1


@pytest.mark.parametrize(
    "data,code",
    [
        (b"PK\x03\x04 not a zip", "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file.old_word"),
        (package(other="x"), "file.damaged"),
        (package(word__document_xml="<a/>"), "file.damaged"),
        (package(word__document_xml="<a"), "file.damaged"),
        (b"%PDF-1.7", "file.unknown"),
        (b"\x89PNG\r\n", "file.unknown"),
        (b"MZ" + bytes(100), "file.unknown"),
        (b"", "file.empty"),
        (b" " * 21_000_000, "file.too_large"),
    ],
)
def test_what_is_no_file_of_questions_is_refused(data, code):
    assert refusal(data) == code


def test_relations_never_lead_outside_the_package():
    data = changed(
        simple(),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"styles.xml", b"../../../../etc/passwd"),
    )
    assert word.read(data).questions


def test_an_encrypted_member_is_refused():
    data = bytearray(simple())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            data[at + offset] |= 1
    assert refusal(bytes(data)) == "file.damaged"
