"""The words of the template: headings, types, levels, ways of marking. Reading folds case and marks."""

from __future__ import annotations

from question_bank.formats.sheets.columns import Column
from question_bank.markup import folded
from question_bank.question import Level

HEADS = {
    Column.CODE: "Mã câu hỏi",
    Column.TITLE: "Tiêu đề",
    Column.TYPE: "Loại câu hỏi",
    Column.TOPIC: "Chủ đề",
    Column.LEVEL: "Mức độ",
    Column.TEXT: "Nội dung câu hỏi",
    Column.OPTION: "Phương án",
    Column.KEY: "Đáp án",
    Column.MARKING: "Cách chấm",
    Column.FIXED: "Giữ thứ tự",
    Column.EXPLANATION: "Giải thích",
    Column.SOURCE: "Nguồn",
    Column.TAGS: "Từ khoá",
}
TYPES = {
    "single_choice": "Một đáp án",
    "multiple_choice": "Nhiều đáp án",
    "true_false": "Đúng/Sai",
    "statements": "Đúng/Sai nhiều ý",
    "short_text": "Trả lời ngắn",
    "numeric": "Điền số",
    "matching": "Ghép nối",
    "ordering": "Sắp xếp",
    "essay": "Tự luận",
}
_MORE_TYPES = {
    "single_choice": "tn;trac nghiem;mot lua chon;1 dap an;1 lua chon;single;single choice;mcq;multiple choice",
    "multiple_choice": "nhieu lua chon;chon nhieu;multiple;multiple response;multiple answer;multiple answers",
    "true_false": "dung sai;d/s;true/false;true false;tf",
    "statements": "dung/sai 4 y;dung sai nhieu y;dung/sai 4 menh de;statements",
    "short_text": "dien khuyet;dien tu;tra loi ngan;short answer;short text",
    "numeric": "so;dien so;numeric;number;numerical",
    "matching": "ghep;ghep cot;noi cot;noi;matching;match",
    "ordering": "sap xep thu tu;thu tu;ordering;order",
    "essay": "tl;tu luan ngan;viet;essay",
}
LEVELS = {
    Level.RECOGNITION: "nb;nhan biet;biet;1",
    Level.UNDERSTANDING: "th;thong hieu;hieu;2",
    Level.APPLICATION: "vd;van dung;van dung thap;vdt;3",
    Level.HIGH_APPLICATION: "vdc;van dung cao;4",
}
MARKING: dict[str, dict[str, dict[str, object]]] = {
    "multiple_choice": {
        "đúng hết": {"credit": "all_or_nothing"},
        "đúng trừ sai": {"credit": "right_minus_wrong"},
        "cộng từng ý": {"credit": "weights"},
    },
    "statements": {
        "bậc thang": {"marking": "stepped"},
        "theo tỉ lệ": {"marking": "proportional"},
        "đúng hết": {"marking": "all_or_nothing"},
    },
    "ordering": {"từng vị trí": {"all_or_nothing": False}, "đúng hết": {"all_or_nothing": True}},
    "short_text": {
        "như thường": {"ignore_case": True, "ignore_marks": False},
        "phân biệt chữ hoa": {"ignore_case": False, "ignore_marks": False},
        "không xét dấu": {"ignore_case": True, "ignore_marks": True},
        "phân biệt chữ hoa, không xét dấu": {"ignore_case": False, "ignore_marks": True},
    },
}
TRUE = frozenset({"d", "dung", "t", "true", "đ"})
FALSE = frozenset({"s", "sai", "f", "false"})
YES = frozenset({"x", "co", "1", "yes", "true", "dung", "v"})
NO = frozenset({"", "khong", "0", "no", "false", "sai"})


def words(text: str) -> str:
    """As words are compared: small letters, no marks, single spaces."""
    return " ".join(folded(text).split())


_TYPE = {words(name): kind for kind, name in TYPES.items()} | {
    name: kind for kind, names in _MORE_TYPES.items() for name in names.split(";")
}
_LEVEL = {name: level for level, names in LEVELS.items() for name in names.split(";")}


def type_of(text: str) -> str | None:
    """The type that a cell names."""
    return _TYPE.get(words(text))


def level_of(text: str) -> Level | None:
    """The level that a cell names."""
    return _LEVEL.get(words(text))


def marking_of(kind: str, text: str) -> dict[str, object] | None:
    """The way of marking that a cell names, as fields of the type."""
    return next((said for name, said in MARKING.get(kind, {}).items() if words(name) == words(text)), None)
