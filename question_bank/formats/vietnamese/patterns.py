"""The signs by which people here mark the parts of a question. Every pattern is bounded and anchored."""

from __future__ import annotations

import re

from question_bank.markup import folded
from question_bank.question import Level

HEADER = re.compile(
    r"[\s*#•]{0,8}(?P<word>Câu hỏi|Câu|Bài tập|Bài|Question|CÂU HỎI|CÂU|BÀI|câu|bài)\s{0,3}(?:số\s{1,3})?"
    r"(?P<number>\d{1,4})\s{0,3}(?:[.:)\]/–-]+|(?=\s|[(\[]|$))\s*"
)
LOOSE_HEADER = re.compile(r"\s*(?:câu|bài)\s{0,3}\d{1,4}\s*[^.:)\s]")
NUMBER = re.compile(r"\s{0,40}(?P<number>\d{1,4})\s{0,3}[.)/:](?!\d)\s*")
HEADING = re.compile(
    r"\s*(?P<word>PHẦN|Phần|CHƯƠNG|Chương|CHỦ ĐỀ|Chủ đề|CHUYÊN ĐỀ|Chuyên đề|MỤC|Mục)\s+"
    r"(?:[IVXLC]{1,6}|\d{1,3}|thứ\s+\w+|TRẮC NGHIỆM|TỰ LUẬN|Trắc nghiệm|Tự luận|[A-E])\b(?P<rest>.*)"
)
LESSON = re.compile(r"\s*(?:BÀI|Bài)\s+(?:\d{1,3}|[IVXLC]{1,6})\b.*")
ROMAN = re.compile(r"\s*[IVX]{1,5}\s*[.)/-]\s*(?P<rest>\D.*)")
ROMAN_KINDS = re.compile(
    r"trac nghiem|tu luan|dung ?[,/ -] ?sai|tra loi ngan|nhieu lua chon|cau hoi|dien khuyet"
)
FINISH = re.compile(r"[\s\W_]{0,80}HẾT[\s\W_]{0,80}")
KEYS_BELOW = re.compile(
    r"\s*(?:BẢNG\s+|Bảng\s+)?(?:ĐÁP ÁN|Đáp án|HƯỚNG DẪN GIẢI|HƯỚNG DẪN CHẤM|ANSWER KEY|KEYS?)"
    r"(?:\s+(?:VÀ\s+)?(?:THAM KHẢO|CHI TIẾT|TRẮC NGHIỆM|HƯỚNG DẪN GIẢI|BỘ CÂU HỎI|ĐỀ THI|LỜI GIẢI)){0,3}\s*[:.]?\s*"
)
OPTION = re.compile(r"(?P<star>\*?)\s*\(?(?P<letter>[A-Ha-h])\s{0,2}(?P<sign>[.)/:])\s*")
KEY = re.compile(
    r"[\s\[(*→=>-]{0,8}(?:(?:Đáp\s{1,3}án|Đ/A|ĐA|Trả\s{1,3}lời|Answer|Key|Phương\s{1,3}án)"
    r"(?:\s{1,3}(?:đúng|chính xác))?(?:\s{1,3}là)?\s{0,3}(?:[:=–-]|(?=[A-H][\s.,)\]]*$)|$)|<\s*Key\s*=)"
    r"\s*(?P<value>.*)",
    re.IGNORECASE,
)
CHOOSE = re.compile(
    r"[\s\[(*→=>-]{0,8}(?:Vậy\s{1,3})?(?:Ta\s{1,3})?Chọn\s{0,3}(?:đáp án|phương án|câu|ý)?\s{0,3}:?\s{0,3}"
    r"(?P<value>[A-H](?:\s*(?:,|và|;)\s*[A-H]){0,6})[\s.)\]]{0,4}",
    re.IGNORECASE,
)
CHOOSE_AND_WHY = re.compile(
    r"\s*(?:Vậy\s{1,3})?(?:Ta\s{1,3})?Chọn\s{0,3}(?:đáp án|phương án|câu|ý)?\s{0,3}:?\s{0,3}"
    r"(?P<value>[A-H])\s*[.,:;–-]\s+(?P<reason>(?!Mác\b|Marx\b).+)"
)
ALONE = re.compile(r"\s*(?P<value>[A-Ha-h](?:\s*[,;]\s*[A-Ha-h]){0,6})\s*[.)]?\s*")
EXPLANATION = re.compile(
    r"[\s\[(*]{0,8}(?:Lời\s{1,3}giải|Giải\s{1,3}thích|Hướng\s{1,3}dẫn|Gợi\s{1,3}ý|HDG|HD|Giải|"
    r"Đáp\s{1,3}án\s{1,3}(?:gợi\s{1,3}ý|tham\s{1,3}khảo|chi\s{1,3}tiết))"
    r"(?:\s{1,3}(?:chi tiết|giải|trả lời|chấm|đáp án))?\s{0,3}(?:[:.)\]]+\s*(?P<value>.*)|$)",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"\s*[(\[]?(?:Nguồn|Căn\s{1,3}cứ|Cơ\s{1,3}sở\s{1,3}pháp\s{1,3}lý|Trích)\s{0,3}:\s*(?P<value>.*)",
    re.IGNORECASE,
)
TOPIC_LINE = re.compile(r"\s*Thuộc\s{1,3}chủ\s{1,3}đề\s{0,3}:\s*(?P<value>\S.*)")
CODE_LINE = re.compile(r"\s*Mã\s{1,3}câu(?:\s{1,3}hỏi)?\s{0,3}:\s*(?P<value>\S.*)", re.IGNORECASE)
TAGS_LINE = re.compile(r"\s*Từ\s{1,3}kh(?:oá|óa)\s{0,3}:\s*(?P<value>\S.*)", re.IGNORECASE)
LEVEL_WORDS = r"NB|TH|VDC|VD|nhận biết|thông hiểu|vận dụng cao|vận dụng"
LEVEL_LINE = re.compile(rf"\s*Mức\s{{1,3}}độ\s{{0,3}}:\s*(?P<value>{LEVEL_WORDS})\s*\.?\s*", re.IGNORECASE)
LEVEL = re.compile(
    rf"\s*[(\[]\s*(?:mức\s+(?:độ\s*)?:?\s*)?(?P<value>{LEVEL_WORDS})\s*[)\]]\s*[.:]?\s*", re.IGNORECASE
)
POINTS = re.compile(r"\s*[(\[]\s*\d{1,2}(?:[.,]\d{1,3})?\s*(?:điểm|đ)\s*[)\]]\s*[.:]?\s*", re.IGNORECASE)
TRUE_MARK = re.compile(
    r"[\s–-]*[(\[]\s*(?:đúng|đáp án đúng|đáp án|x|correct|true|\*)\s*[)\]]\s*[.;]?\s*$", re.IGNORECASE
)
TRUTH_MARK = re.compile(
    r"(?:\s*[(\[]\s*(?P<inner>đúng|sai|đ|s|true|false)\s*[)\]]|[\s\t]*[–:→-]\s*(?P<outer>đúng|sai|đ|s)|\t\s*(?P<tabbed>đúng|sai|đ|s))"
    r"\s*[.;]?\s*$",
    re.IGNORECASE,
)
PAIR = re.compile(
    r"(?:câu\s*)?(?P<number>\d{1,4})\s{0,3}[-.:)–/]?\s{0,3}"
    r"(?P<value>[A-Ha-h](?:\s{0,2},\s{0,2}[A-Ha-h]){0,6}|[ĐSđs]{2,8}|Đúng|Sai|ĐÚNG|SAI)(?![\w])[\s;,.|]*",
    re.IGNORECASE,
)
REMNANT = re.compile(
    r"</?(?:p|span|div|o:p|font|br|strong|em|b|i|u|td|tr|table)\b[^<>]{0,500}>|&(?:nbsp|amp|quot|lt|gt|#\d{1,6});",
    re.I,
)
TRUTH = {
    "đúng": True,
    "đ": True,
    "true": True,
    "d": True,
    "t": True,
    "sai": False,
    "s": False,
    "false": False,
    "f": False,
}
LEVELS = {
    "nb": Level.RECOGNITION,
    "nhan biet": Level.RECOGNITION,
    "th": Level.UNDERSTANDING,
    "thong hieu": Level.UNDERSTANDING,
    "vd": Level.APPLICATION,
    "van dung": Level.APPLICATION,
    "vdc": Level.HIGH_APPLICATION,
    "van dung cao": Level.HIGH_APPLICATION,
}


def level(words: str) -> Level:
    """The level that words or letters name."""
    return LEVELS[" ".join(folded(words).split())]


def is_heading(text: str) -> bool:
    """A heading over several questions."""
    if HEADING.fullmatch(text):
        return True
    roman = ROMAN.fullmatch(text)
    return bool(roman) and len(text) < 200 and (_shouted(text) or bool(ROMAN_KINDS.search(folded(text))))


def _shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 5 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
