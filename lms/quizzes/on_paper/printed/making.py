"""The files of a quiz on paper: read, laid out, written. One at a time, and beside requests that compute."""

import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app
from flask_babel import gettext as _, ngettext
from PIL import Image

from lms import typesetting
from lms.files import service as files
from lms.quizzes.corrections.rules import Changes
from lms.quizzes.models import Quiz
from lms.quizzes.on_paper import printing
from lms.quizzes.on_paper.printed.blocks import WIDTH, Block
from lms.quizzes.on_paper.printed.layout import Head, key_parts, paper_part, sheet_part
from lms.quizzes.on_paper.printed.notes import key_notes
from lms.quizzes.on_paper.printed.rich import pictures_in
from lms.quizzes.on_paper.printed.word import Pictures, docx
from lms.quizzes.on_paper.printed.words import words_of_paper
from lms.quizzes.on_paper.printing import PrintedPaper
from lms.web.downloads import Sheet, workbook
from lms.web.seats import aside

PROGRAM = Path(__file__).with_name("paper.typ")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
PATIENCE = 20  # seconds that a second printer waits for the first
DOTS_IN_A_MILLIMETRE = 96 / 25.4
MOST_DOTS = 40_000_000
_one_at_a_time = threading.BoundedSemaphore(1)


class Busy(Exception):
    """Somebody else prints, and it takes long."""


def papers(quiz: Quiz, asked: Sequence[PrintedPaper], kind: str, now: datetime) -> bytes:
    """All these papers in one file, each with its answer sheet."""
    head, said = _head(quiz, asked), words_of_paper()
    parts = [one for paper in asked for one in (paper_part(paper, head, said), sheet_part(paper, head, said))]
    return _file(parts, _pictures(asked), kind, now)


def bundle(quiz: Quiz, asked: Sequence[PrintedPaper], now: datetime) -> bytes:
    """One .pdf and one .docx for each mã đề."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for paper in asked:
            for kind in ("pdf", "docx"):
                archive.writestr(f"{paper.code}.{kind}", papers(quiz, [paper], kind, now))
    return target.getvalue()


def key(quiz: Quiz, asked: Sequence[PrintedPaper], changes: Changes, kind: str, now: datetime) -> bytes:
    """The key of all papers as it is now; it says of which moment it is and what was corrected."""
    lines = {paper.code: printing.key_lines(paper, changes) for paper in asked}
    notes = key_notes(lines, now)
    if kind == "xlsx":
        return workbook(*_sheets(quiz, lines, notes))
    footer = _("Key, page %(page)s/%(pages)s", page="{page}", pages="{pages}")
    head = replace(_head(quiz, asked), notes=tuple(notes))
    return _file(key_parts(lines, head, words_of_paper(), footer), {}, kind, now)


def _sheets(quiz: Quiz, lines: dict[str, list[printing.KeyLine]], notes: list[str]) -> list[Sheet]:
    numbers = sorted({one.number for some in lines.values() for one in some})
    rows = [[code, *(one.sign for one in some)] for code, some in lines.items()]
    told = [[code, one.number, one.sign, one.words] for code, some in lines.items() for one in some]
    title = [f"{quiz.study_class.title} – {quiz.title}", *notes]
    code = _("Paper code")
    return [
        Sheet(_("Keys"), [code, *map(str, numbers)], rows, title, [12, *[6] * len(numbers)]),
        Sheet(_("In words"), [code, _("Question"), _("Key"), _("In words")], told, title, [12, 8, 14, 80]),
    ]


def _file(parts: list[Block], pictures: Pictures, kind: str, now: datetime) -> bytes:
    with _alone():
        return docx(parts, pictures) if kind == "docx" else _drawn(parts, pictures, now)


@contextmanager
def _alone() -> Iterator[None]:
    """Long work leaves its seat to requests that compute, and never runs twice at once in a process."""
    with aside():
        if not _one_at_a_time.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            _one_at_a_time.release()


def _drawn(parts: list[Block], pictures: Pictures, now: datetime) -> bytes:
    with tempfile.TemporaryDirectory(prefix="sen-papers-") as name:
        folder = Path(name)
        widths = {f"/{place}.png": width for place, (_body, width) in enumerate(pictures.values())}
        names = dict(zip(pictures, widths, strict=True))
        for place, (body, _width) in enumerate(pictures.values()):
            (folder / f"{place}.png").write_bytes(body)
        data = {"parts": _renamed(parts, names), "pictures": widths}
        return typesetting.pdf(PROGRAM, data, now, folder=folder)


def _renamed(blocks: list[Block], names: dict[str, str]) -> list[Block]:
    """The same with pictures called as they lie in the folder."""

    def other(value: object) -> object:
        if isinstance(value, dict):
            if "picture" in value:
                return {"picture": names.get(value["picture"], "")}
            return {name: other(one) for name, one in value.items()}
        return [other(one) for one in value] if isinstance(value, list) else value

    return [other(one) for one in blocks] if names else blocks  # type: ignore[misc]


def _pictures(asked: Sequence[PrintedPaper]) -> Pictures:
    """Every picture that a question shows, as a PNG without anything hidden in it."""
    texts = {str(item.shown) for paper in asked for item in paper.items}
    names = sorted({name for text in texts for name in pictures_in(text)})
    found = {name: files.find_embedded(name) for name in names}
    read = {name: _png(files.path_of(stored)) for name, stored in found.items() if stored}
    return {name: picture for name, picture in read.items() if picture}


def _png(path: Path) -> tuple[bytes, float] | None:
    try:
        with Image.open(path, formats=("JPEG", "PNG", "GIF", "WEBP")) as opened:
            if opened.width * opened.height > MOST_DOTS:
                return None
            width = min(WIDTH * 0.6, opened.width / DOTS_IN_A_MILLIMETRE)
            opened.thumbnail((1600, 1600))
            target = BytesIO()
            opened.convert("RGBA" if "A" in opened.getbands() else "RGB").save(target, "PNG")
    except (OSError, ValueError, SyntaxError):
        return None
    return target.getvalue(), width


def _head(quiz: Quiz, asked: Sequence[PrintedPaper]) -> Head:
    count = len(asked[0].items)
    time = ngettext("Time: %(num)s minute", "Time: %(num)s minutes", quiz.minutes) if quiz.minutes else ""
    return Head(
        current_app.config["SEN"].centre_name,
        quiz.study_class.title,
        quiz.title,
        time,
        ngettext("The paper has %(num)s question.", "The paper has %(num)s questions.", count)
        + " "
        + _("Write the answers on the answer sheet at the end."),
        quiz.out_of,
    )
