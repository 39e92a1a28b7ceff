"""Word files as lecturers send them, made on the spot."""

import io
import zipfile
from functools import cache

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from PIL import Image

LOOKS = {
    "underline": lambda run: setattr(run, "underline", True),
    "bold": lambda run: setattr(run, "bold", True),
    "colour": lambda run: setattr(run.font.color, "rgb", RGBColor(0xC0, 0, 0)),
    "highlight": lambda run: setattr(run.font, "highlight_color", WD_COLOR_INDEX.YELLOW),
}
UNREAD = {"stylesWithEffects", "webSettings", "fontTable", "theme", "customXml", "thumbnail"}
OPTIONS = ("một", "hai", "ba", "bốn")


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def _lean():
    """The empty document without the looks of tables and other parts that no text needs: quick to open and save."""
    document = Document()
    for style in [one for one in document.styles if one.type == WD_STYLE_TYPE.TABLE][1:]:
        style.delete()
    for part in (document.part, document.part.package):
        for name, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in UNREAD:
                del part.rels[name]
    return saved(document)


def lean():
    """A new document as small as Word files get."""
    return Document(io.BytesIO(_lean()))


def question(document, text, right=None, look="underline", whole=False, options=OPTIONS, header="Câu 1: "):
    """A question with an option a line; the right one has the look on its letter or wholly."""
    paragraph = document.add_paragraph()
    paragraph.add_run(header).bold = True
    paragraph.add_run(text)
    for place, option in enumerate(options):
        paragraph = document.add_paragraph()
        letter = paragraph.add_run(f"{'ABCDEFGH'[place]}. ")
        rest = paragraph.add_run(option)
        if place == right:
            LOOKS[look](letter)
            if whole:
                LOOKS[look](rest)


def numbered_lists(document, *levels):
    """New lists, one level each, from (format, text); gives their ids."""
    numbering = document.part.numbering_part.element
    made = []
    for place, (kind, text) in enumerate(levels, start=900):
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{place}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
            ),
        )
        made.append(place)
    return made


def list_of(document, shared, restart=False, number=[1000]):  # noqa: B006 — ids must be new in every file
    """A list that counts by a shared definition; with `restart` it begins anew."""
    number[0] += 1
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number[0]}"><w:abstractNumId w:val="{shared}"/>{override}</w:num>'
        )
    )
    return number[0]


def in_list(paragraph, list_id, level=0):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )
    return paragraph


def picture(colour="red"):
    file = io.BytesIO()
    Image.new("RGB", (6, 6), colour).save(file, "PNG")
    file.seek(0)
    return file


def with_xml(paragraph, xml):
    """Append raw XML to a paragraph."""
    paragraph._p.append(parse_xml(xml))
    return paragraph


def changed(data, name, change):
    """The package with one member changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.infolist():
            content = before.read(member)
            after.writestr(member.filename, change(content) if member.filename == name else content)
    return file.getvalue()


@cache
def simple():
    document = Document()
    question(document, "Ý nào đúng?", 1)
    return saved(document)


__all__ = [
    "LOOKS",
    "OPTIONS",
    "Document",
    "changed",
    "in_list",
    "lean",
    "list_of",
    "nsdecls",
    "numbered_lists",
    "picture",
    "qn",
    "question",
    "saved",
    "simple",
    "with_xml",
]
