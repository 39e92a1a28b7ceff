"""Word files as learners send them, honest ones and others, made on the spot."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from PIL import Image

from tests.lms.reflections import hostile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "Con đường về bản không ngập mùa mưa."


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **saved: object) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **saved)
    return target.getvalue()


@cache
def reflection(text: str = WORDS) -> bytes:
    """A heading, a paragraph, a list, a table, a picture."""
    made = Document()
    made.add_heading("I. Nhận thức", 1)
    made.add_paragraph(text)
    made.add_paragraph("Việc thứ nhất", style="List Bullet")
    made.add_paragraph("Việc thứ hai", style="List Number")
    table = made.add_table(2, 2)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = ("Quý", "Hồ sơ", "I", "")[place]
    made.add_picture(BytesIO(picture()))
    made.add_paragraph("Cuối bài.")
    return saved(made)


def saved(made) -> bytes:
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def changed(body: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same package with other members."""
    with ZipFile(BytesIO(body)) as sound:
        members = {name: sound.read(name) for name in sound.namelist()}
    change(members)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return target.getvalue()


def with_member(name: str, data: bytes) -> bytes:
    return changed(reflection(), lambda members: members.update({name: data}))


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    """The same with other words in one member."""

    def change(members: dict[str, bytes]) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return changed(reflection(), change)


def pointing_at(kind: str, target: str) -> bytes:
    """With a relation that leads out of the package."""
    told = f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    end = b"</Relationships>"
    return replaced("word/_rels/document.xml.rels", end, told.encode() + end)


def locked() -> bytes:
    """As Word wraps a file with a password: no package, but a container that names one."""
    return hostile.OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def flagged() -> bytes:
    """Every member says that it is locked with a password."""
    body = bytearray(reflection())
    place = 0
    while (place := body.find(b"PK\x01\x02", place)) >= 0:
        body[place + 8] |= 1
        place += 4
    return bytes(body)


MAIN, MACRO = b"wordprocessingml.document.main+xml", b"vnd.ms-word.document.macroEnabled.main+xml"
XXE = (
    f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>&e;</w:body></w:document>'
)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: reflection()[:2000], "damaged"),
    "no text inside": (lambda: with_member("word/document.xml", b"<x/>"), "damaged"),
    "not XML": (lambda: with_member("word/document.xml", b"<w:document"), "damaged"),
    "a workbook": (hostile.book, "kind"),
    "a jar": (lambda: hostile.package({"META-INF/MANIFEST.MF": b"Main-Class: x"}), "kind"),
    "locked by Word": (locked, "locked"),
    "locked members": (flagged, "locked"),
    "of the nineties": (lambda: hostile.OLE, "old"),
    "a .docm called .docx": (lambda: replaced("[Content_Types].xml", MAIN, MACRO), "macros"),
    "a program inside": (lambda: with_member("word/vbaProject.bin", b"Sub AutoOpen()"), "macros"),
    "entities from a file": (lambda: with_member("word/document.xml", XXE.encode()), "forbidden"),
    "entities in properties": (lambda: with_member("docProps/core.xml", hostile.XXE), "forbidden"),
    "entities that grow": (lambda: with_member("word/styles.xml", hostile.BILLION), "forbidden"),
    "a picture elsewhere": (lambda: pointing_at("image", "http://127.0.0.1/x.png"), "outside"),
    "a template elsewhere": (lambda: pointing_at("attachedTemplate", "http://127.0.0.1/x.dotm"), "outside"),
    "a bomb": (lambda: with_member("word/document.xml", b"<w>" + bytes(90 << 20)), "huge"),
    "very long": (lambda: reflection("dài " * 60_000), "long"),
    "nothing in it": (lambda: saved(Document()), "empty"),
}


def bearing(name: str) -> bytes:
    """A file that knows whose it is wherever Word writes that down, but not in its text."""
    made = Document()
    properties = made.core_properties
    properties.author = properties.last_modified_by = properties.title = properties.comments = name
    made.sections[0].header.paragraphs[0].text = made.sections[0].footer.paragraphs[0].text = name
    paragraph = made.add_paragraph(WORDS)
    made.add_comment(paragraph.runs, text=name, author=name, initials=name[:2])
    exif = Image.Exif()
    exif[0x013B] = name
    shape = made.add_picture(BytesIO(picture("JPEG", exif=exif)))
    shape._inline.docPr.set("descr", name)
    shape._inline.docPr.set("title", name)
    return changed(saved(made), lambda members: _sign(members, name))


def _sign(members: dict[str, bytes], name: str) -> None:
    """Tracked changes, custom properties and the company, as Word keeps them."""
    change = (
        f'<w:p><w:ins w:id="1" w:author="{name}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>Chèn thêm.</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="{name}"><w:r><w:delText>{name}</w:delText></w:r></w:del>'
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{name}</w:t></w:r></w:p></w:body>"
    )
    body = members["word/document.xml"]
    members["word/document.xml"] = body.replace(b"</w:body>", change.encode())
    members["docProps/custom.xml"] = f"<Properties><property name='x'>{name}</property></Properties>".encode()
    members["docProps/app.xml"] = f"<Properties><Company>{name}</Company></Properties>".encode()
