"""The types of official documents, with the word and the sign that papers use. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    RESOLUTION = "resolution"
    DIRECTIVE = "directive"
    CONCLUSION = "conclusion"
    REGULATION = "regulation"
    DECISION = "decision"
    RULES = "rules"
    GUIDELINE = "guideline"
    NOTICE = "notice"
    PLAN = "plan"
    PROGRAMME = "programme"
    SCHEME = "scheme"
    LETTER = "letter"
    REPORT = "report"
    STATUTES = "statutes"
    LAW = "law"
    DECREE = "decree"
    CIRCULAR = "circular"
    OTHER = "other"


@dataclass(frozen=True)
class Name:
    """The Vietnamese word, by which documents are found whatever the language of the page, and its sign."""

    word: str
    sign: str = ""


NAMES = {
    DocumentKind.RESOLUTION: Name("Nghị quyết", "NQ"),
    DocumentKind.DIRECTIVE: Name("Chỉ thị", "CT"),
    DocumentKind.CONCLUSION: Name("Kết luận", "KL"),
    DocumentKind.REGULATION: Name("Quy định", "QĐ"),
    DocumentKind.DECISION: Name("Quyết định", "QĐ"),
    DocumentKind.RULES: Name("Quy chế", "QC"),
    DocumentKind.GUIDELINE: Name("Hướng dẫn", "HD"),
    DocumentKind.NOTICE: Name("Thông báo", "TB"),
    DocumentKind.PLAN: Name("Kế hoạch", "KH"),
    DocumentKind.PROGRAMME: Name("Chương trình", "CTr"),
    DocumentKind.SCHEME: Name("Đề án", "ĐA"),
    DocumentKind.LETTER: Name("Công văn", "CV"),
    DocumentKind.REPORT: Name("Báo cáo", "BC"),
    DocumentKind.STATUTES: Name("Điều lệ"),
    DocumentKind.LAW: Name("Luật"),
    DocumentKind.DECREE: Name("Nghị định", "NĐ"),
    DocumentKind.CIRCULAR: Name("Thông tư", "TT"),
    DocumentKind.OTHER: Name("Văn bản khác"),
}
