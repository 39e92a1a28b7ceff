"""Files that are small, valid enough to be read on, and made to cost as much as they can. As a program it reads one.

`python -m tests.question_bank.greedy_files NAME` prints the seconds of work, the megabytes of memory and what was said.
"""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from question_bank import formats

MILLION = 1_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"


ENDINGS = {
    "gift": "gift",
    "aiken": "txt",
    "text": "txt",
    "csv": "csv",
    "xlsx": "xlsx",
    "word": "docx",
    "moodle": "xml",
    "qti": "xml",
}


def repeated(text: str, size: int = MILLION) -> bytes:
    return (text * (size // len(text.encode()) + 1)).encode()


def package(**members: bytes) -> bytes:
    """Underscores in pairs stand for slashes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def document(part: str, size: int) -> bytes:
    body = f'<w:document xmlns:w="{W}"><w:body>'.encode() + repeated(part, size) + b"</w:body></w:document>"
    return package(word__document_xml=body)


def workbook(part: str, size: int) -> bytes:
    file = io.BytesIO()
    sheet = (
        f'<worksheet xmlns="{S}"><sheetData>'.encode() + repeated(part, size) + b"</sheetData></worksheet>"
    )
    book = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", book)
        relation = f'<Relationship Id="r1" Type="{R}/worksheet" Target="worksheets/s.xml"/>'
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{P}">{relation}</Relationships>'
        )
        archive.writestr("xl/worksheets/s.xml", sheet)
    return file.getvalue()


def moodle(part: str, size: int = MILLION) -> bytes:
    return b"<quiz>" + repeated(part, size) + b"</quiz>"


FILES: dict[str, Callable[[], bytes]] = {
    "gift braces": lambda: repeated("{"),
    "gift answers": lambda: b"a {" + repeated("=a ~%-50%b#c ") + b"}",
    "gift titles": lambda: repeated("::a::"),
    "gift escapes": lambda: b"a {=" + repeated("\\=\\~") + b"}",
    "gift weights": lambda: b"a {" + repeated("~%9") + b"}",
    "gift torn": lambda: repeated("a {\n\n"),
    "aiken options": lambda: b"Q?\n" + repeated("A. a\n") + b"ANSWER: A\n",
    "text questions": lambda: repeated("Câu 1: a\nA. b\nB. c\n"),
    "text many questions": lambda: "Câu 1: a\nA. b\nB. c\n".encode() * 19_000,
    "text options": lambda: "Câu 1: a\n".encode() + repeated("A. b\t"),
    "text keys": lambda: repeated("1A 2B "),
    "text spaces": lambda: "Câu 1: a".encode() + repeated(" ") + b"b",
    "text short lines": lambda: repeated("a {\n\n"),
    "text one line": lambda: repeated("A."),
    "csv cells": lambda: "Câu hỏi;A;B;Đáp án\n".encode() + repeated("a;b;c;A\n"),
    "csv quotes": lambda: repeated('"'),
    "xlsx rows": lambda: workbook('<row><c t="inlineStr"><is><t>a</t></is></c></row>', 30 * MILLION),
    "xlsx numbers": lambda: workbook('<row r="1"><c r="A1"><v>1</v></c></row>', 30 * MILLION),
    "xlsx without end": lambda: workbook("<row/>", 60 * MILLION),
    "word paragraphs": lambda: document("<w:p><w:r><w:t>Câu 1: a</w:t></w:r></w:p>", 30 * MILLION),
    "word many lines": lambda: document("<w:p><w:r><w:t>Câu 1: a A. b B. c</w:t></w:r></w:p>", 3 * MILLION),
    "word runs": lambda: document("<w:r><w:t>a</w:t></w:r>", 20 * MILLION),
    "word nested": lambda: document("<w:tbl><w:tr><w:tc>", MILLION),
    "word without end": lambda: document("<w:p/>", 60 * MILLION),
    "moodle questions": lambda: moodle('<question type="essay"><name/></question>'),
    "moodle answers": lambda: moodle('<answer fraction="100"><text>a</text></answer>'),
    "moodle cloze": lambda: moodle(
        '<question type="cloze"><questiontext><text>'
        + "{1:SHORTANSWER:=a}" * 2000
        + "</text></questiontext></question>"
    ),
    "moodle nested": lambda: moodle("<question>"),
    "qti items": lambda: b"<questestinterop>" + repeated("<item/>", 2 * MILLION) + b"</questestinterop>",
}


def main(name: str) -> None:
    data = FILES[name]()
    before = time.process_time()
    found = formats.read(data, name=f"x.{ENDINGS[name.split()[0]]}")
    took = time.process_time() - before
    megabytes = most_memory()
    codes = sorted({problem.code for problem in found.all_problems()})
    sys.stdout.write(f"{took} {megabytes} {len(data)} {len(found.questions)} {' '.join(codes[:5])}\n")


def most_memory() -> int:
    """Megabytes of this program alone; what getrusage says begins with the memory of who started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(sys.argv[1])
