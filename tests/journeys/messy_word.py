"""A Word file as a lecturer has it: collected over years by several hands, so that no two pages are typed alike.

120 questions in two lessons. Their headers are typed or counted by Word, letters large, small, automatic, in a table or
side by side; keys are bold, underlined, starred, written below or collected in a table at the end; blanks come double,
letters from other alphabets, marks decomposed. One question has no key, two stand as one because the second lost its
number, and one was torn in two at the end of a page.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK

from tests.question_bank.word_files import LOOKS, in_list, list_of, numbered_lists, saved

COUNT, LESSONS = 120, 2
KEYLESS, STUCK, TORN = 23, 63, 83  # the question behind STUCK stands in one with it
SUBJECTS = (
    *(
        "thành lập Đảng",
        "Luận cương chính trị",
        "phong trào Xô viết",
        "Mặt trận Việt Minh",
        "Cách mạng Tháng Tám",
    ),
    *("kháng chiến toàn quốc", "Đại hội II", "chiến dịch Biên giới", "Hội nghị Giơnevơ", "Đồng khởi Bến Tre"),
    *("Đại hội III", "hậu phương miền Bắc", "Tổng tiến công", "giải phóng miền Nam", "thống nhất nước nhà"),
    *("Đại hội IV", "khoán sản phẩm", "Đại hội VI đổi mới", "Cương lĩnh 1991", "công nghiệp hóa"),
)
SIDES = (
    *("mục tiêu trước mắt", "lực lượng nòng cốt", "phương pháp tiến hành", "ý nghĩa lịch sử"),
    *("bài học kinh nghiệm", "người chủ trì"),
)
WORDS = (
    *(
        "công nhân",
        "nông dân",
        "trí thức",
        "thanh niên",
        "phụ nữ",
        "bộ đội",
        "giáo dục",
        "văn hóa",
        "pháp luật",
        "an ninh",
    ),
    *(
        "quốc phòng",
        "đối ngoại",
        "kinh tế",
        "tài chính",
        "ngân sách",
        "đất đai",
        "môi trường",
        "khoa học",
        "công nghệ",
    ),
    *(
        "y tế",
        "dân số",
        "tôn giáo",
        "dân tộc",
        "mặt trận",
        "công đoàn",
        "hợp tác",
        "đầu tư",
        "thương mại",
        "du lịch",
    ),
    *(
        "giao thông",
        "thủy lợi",
        "điện lực",
        "bưu chính",
        "báo chí",
        "xuất bản",
        "kiểm tra",
        "giám sát",
        "kỷ luật",
    ),
    *(
        "khen thưởng",
        "thi đua",
        "tuyên truyền",
        "vận động",
        "tổ chức",
        "cán bộ",
        "đảng viên",
        "chi bộ",
        "đại hội",
    ),
    *(
        "nghị quyết",
        "chỉ thị",
        "kế hoạch",
        "cương lĩnh",
        "điều lệ",
        "phong trào",
        "khởi nghĩa",
        "kháng chiến",
        "hòa bình",
    ),
    *("thống nhất", "đổi mới", "hội nhập", "phát triển"),
)
# Letters that look like Latin ones: Cyrillic а, о, с; Greek Α, Β.
STRANGERS = str.maketrans({"a": "а", "o": "о", "c": "с"})
STRANGE_LETTERS = {"A": "Α", "B": "Β"}


@dataclass(frozen=True)
class Asked:
    """One question as it was meant; the first option is right where `right` is 0."""

    number: int

    @property
    def stem(self) -> str:
        subject, side = (
            SUBJECTS[self.number % len(SUBJECTS)],
            SIDES[self.number // len(SUBJECTS) % len(SIDES)],
        )
        return f"Khi nói về {subject}, nội dung nào dưới đây nêu {side} (tư liệu {1900 + self.number})?"

    @property
    def options(self) -> list[str]:
        """No two alike in the file, nor near to each other."""
        count = len(WORDS)
        first = [(self.number * 7 + place * 13) % count for place in range(4)]
        second = [
            (self.number * 11 + self.number // count * 17 + place * 29 + 1) % count for place in range(4)
        ]
        return [f"{WORDS[one]}, {WORDS[other]}" for one, other in zip(first, second, strict=True)]

    @property
    def right(self) -> int:
        return self.number * 7 % 4


ASKED = [Asked(number) for number in range(1, COUNT + 1)]
COUNTED = 7  # this hand leaves the letters to Word
_LOOKS = {1: "underline", 2: "bold", 6: "colour", 7: "highlight"}


def messy() -> bytes:
    """The whole file."""
    return _Typist().file()


class _Typist:
    def __init__(self) -> None:
        self.document = Document()
        [self.letters] = numbered_lists(self.document, ("upperLetter", "%1."))
        self.in_table: list[Asked] = []

    def file(self) -> bytes:
        self.document.add_paragraph("TRUNG TÂM CHÍNH TRỊ XÃ TÂN LÂM")
        self.document.add_paragraph("NGÂN HÀNG   CÂU HỎI  TRẮC NGHIỆM")
        for asked in ASKED:
            if asked.number % (COUNT // LESSONS) == 1:
                lesson = 1 + asked.number // (COUNT // LESSONS)
                self.document.add_paragraph(f"Bài {lesson}").runs[0].bold = True
            self.question(asked)
        self.document.add_paragraph("--- HẾT ---")
        self.keys()
        return saved(self.document)

    def question(self, asked: Asked) -> None:
        """Each of ten hands has a manner of its own."""
        manner = asked.number % 10
        if asked.number == TORN:
            self.torn(asked)
            return
        self.head(asked, manner)
        self.options(asked, manner)
        if manner in (4, 5) and asked.number != KEYLESS:
            self.document.add_paragraph(("Đáp án:  {}", "ĐA: {}")[manner - 4].format("ABCD"[asked.right]))
        if manner == 7:
            self.document.add_paragraph()
        if asked.number % 25 == 0:
            self.document.add_page_break()

    def head(self, asked: Asked, manner: int) -> None:
        paragraph = self.document.add_paragraph()
        if asked.number == STUCK + 1:
            paragraph.add_run(self.words(asked.stem, manner))
            return
        headers = ("Câu {}: ", "Câu {}. ", "CÂU {}:  ", "Câu {}) ", "Câu  {} : ")
        paragraph.add_run(headers[manner % len(headers)].format(asked.number)).bold = manner % 2 == 0
        paragraph.add_run(self.words(asked.stem, manner))

    def options(self, asked: Asked, manner: int) -> None:
        holders = self.holders(manner)
        for place, (holder, text) in enumerate(zip(holders, asked.options, strict=True)):
            letter = "ABCD"[place]
            mark = f"{letter}. " if manner % 3 else f"{letter}) "
            mark = mark.lower() if manner == 6 else mark
            mark = STRANGE_LETTERS.get(letter, letter) + mark[1:] if manner == 8 else mark
            keyed = place == asked.right and asked.number != KEYLESS
            starred = "*" if manner == 3 and keyed else ""
            mark = "" if manner == COUNTED else mark
            runs = [holder.add_run(f"{starred}{mark}"), holder.add_run(self.words(text, manner))]
            if keyed and manner in _LOOKS:
                for run in runs:
                    LOOKS[_LOOKS[manner]](run)
            if place < 3 and holder is holders[place + 1]:
                holder.add_run("\t")
        if manner in (0, 8, 9) and asked.number != KEYLESS:
            self.in_table.append(asked)

    def holders(self, manner: int) -> list[Any]:
        if manner == 1:
            return [self.document.add_paragraph()] * 4
        if manner == 2:
            table = self.document.add_table(2, 2)
            return [cell.paragraphs[0] for row in table.rows for cell in row.cells]
        if manner == COUNTED:
            own = list_of(self.document, self.letters, restart=True)
            return [in_list(self.document.add_paragraph(), own) for _place in range(4)]
        return [self.document.add_paragraph() for _place in range(4)]

    def torn(self, asked: Asked) -> None:
        """Somebody pressed return in the middle of a sentence at the end of a page, and numbered the rest."""
        first, _comma, rest = asked.stem.partition(", ")
        self.document.add_paragraph(f"Câu {asked.number}: {first},").add_run().add_break(WD_BREAK.PAGE)
        self.document.add_paragraph(f"Câu {asked.number}: (tiếp theo) {rest}")
        self.options(asked, 4)
        self.document.add_paragraph(f"Đáp án: {'ABCD'[asked.right]}")

    def keys(self) -> None:
        """What is in no question stands in a table at the end, five in a row."""
        self.document.add_paragraph("BẢNG ĐÁP ÁN")
        rows = [self.in_table[start : start + 5] for start in range(0, len(self.in_table), 5)]
        table = self.document.add_table(len(rows), 5)
        for line, row in zip(table.rows, rows, strict=True):
            for cell, asked in zip(line.cells, row, strict=False):
                cell.text = f"{asked.number}-{'ABCD'[asked.right]}"

    def words(self, text: str, manner: int) -> str:
        """With the dirt of this hand."""
        if manner == 0:
            return text.replace(" ", "  ")
        if manner == 5:
            return unicodedata.normalize("NFD", text)
        if manner == 8:
            return text.replace(" ", "\xa0")
        return text.translate(STRANGERS) if manner == 9 else text
