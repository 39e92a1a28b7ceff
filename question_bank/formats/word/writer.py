"""Writing .docx. What the layout cannot say is refused by name, so that what is written reads back equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image

from question_bank.formats.vietnamese.writing import WRITERS, Piece, lines
from question_bank.formats.word.names import A, R, W
from question_bank.formats.word.pictures import SHOWABLE
from question_bank.formats.word.reader import DOCUMENT, read
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.problems import Problem
from question_bank.question import Question

PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RAISED = {"sub": "subscript", "sup": "superscript"}
UNITS_PER_PIXEL, WIDEST = 9_525, 600
KINDS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def write(questions: Sequence[Question], files: Mapping[str, bytes] | None = None) -> bytes:
    """The questions as a Word file, with the pictures that their texts name `file:…` and `files` holds.

    Raises CannotWrite if the layout cannot hold one of the questions.
    """
    refuse_unsupported(questions, partial(supports, files=files))
    return _written(questions, files)


def supports(question: Question, files: Mapping[str, bytes] | None = None) -> Problem | None:
    """Why a Word file cannot hold this question, None if it can."""
    return refusal(question, WRITERS, partial(_written, files=files), read, pictures=True)


def _written(questions: Sequence[Question], files: Mapping[str, bytes] | None = None) -> bytes:
    body = _Body(files or {})
    paragraphs = "".join(map(body.paragraph, lines(questions)))
    document = (
        f'<w:document xmlns:w="{W[1:-1]}" xmlns:a="{A[1:-1]}" xmlns:r="{R[1:-1]}" xmlns:pic="{PICTURE}" '
        f'xmlns:wp="{DRAWING}"><w:body>{paragraphs}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, text in (*_frame(body.pictures), (DOCUMENT, document)):
            package.writestr(ZipInfo(name), (HEAD + text).encode("utf-8", "replace"), ZIP_DEFLATED)
        for name in body.pictures:
            package.writestr(ZipInfo(f"word/media/{name}"), body.files[name])
    return made.getvalue()


class _Body:
    """Makes paragraphs, collecting the pictures that they show."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.pictures: list[str] = []

    def paragraph(self, pieces: Sequence[Piece]) -> str:
        return f"<w:p>{''.join(map(self._run, pieces))}</w:p>"

    def _run(self, piece: Piece) -> str:
        if piece.picture:
            return self._picture(piece.picture)
        looks = "<w:b/>" if piece.strong else ""
        looks += f'<w:vertAlign w:val="{RAISED[piece.raised]}"/>' if piece.raised else ""
        shown = f"<w:rPr>{looks}</w:rPr>" if looks else ""
        return f'<w:r>{shown}<w:t xml:space="preserve">{escape(piece.text, quote=False)}</w:t></w:r>'

    def _picture(self, name: str) -> str:
        """A picture in its own size, at most as wide as the page; nothing if there is none of this name."""
        if name not in self.files or name.rpartition(".")[2] not in SHOWABLE:
            return ""
        if name not in self.pictures:
            self.pictures.append(name)
        number = self.pictures.index(name) + 1
        wide, high = _size(self.files[name])
        extent = f'cx="{wide * UNITS_PER_PIXEL}" cy="{high * UNITS_PER_PIXEL}"'
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent {extent}/><wp:docPr id="{number}" name="{escape(name)}"/>'
            f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" '
            f'name="{escape(name)}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="p{number}"/>'
            f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def _size(data: bytes) -> tuple[int, int]:
    try:
        with Image.open(BytesIO(data)) as picture:
            wide, high = picture.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return WIDEST // 4, WIDEST // 4
    share = min(1.0, WIDEST / max(wide, 1))
    return max(1, round(wide * share)), max(1, round(high * share))


def _frame(pictures: Sequence[str]) -> list[tuple[str, str]]:
    """The parts of a package around the document."""
    kinds = "".join(f'<Default Extension="{kind}" ContentType="{mime}"/>' for kind, mime in KINDS.items())
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    styles = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
    shown = "".join(
        f'<Relationship Id="p{number}" Type="{OFFICE}/image" Target="media/{escape(name)}"/>'
        for number, name in enumerate(pictures, start=1)
    )
    return [
        (
            "[Content_Types].xml",
            (
                f'<Types xmlns="{TYPES}"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{kinds}'
                f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
                f'<Override PartName="/word/styles.xml" ContentType="{styles}"/></Types>'
            ),
        ),
        (
            "_rels/.rels",
            (
                f'<Relationships xmlns="{RELATION}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
                f'Target="{DOCUMENT}"/></Relationships>'
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            (
                f'<Relationships xmlns="{RELATION}"><Relationship Id="s1" Type="{OFFICE}/styles" '
                f'Target="styles.xml"/>{shown}</Relationships>'
            ),
        ),
        (
            "word/styles.xml",
            (
                f'<w:styles xmlns:w="{W[1:-1]}"><w:docDefaults><w:rPrDefault><w:rPr>'
                '<w:rFonts w:ascii="Times New Roman" '
                'w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/></w:rPr></w:rPrDefault>'
                '<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>'
            ),
        ),
    ]
