"""An official paper that lists: its head, a sentence, one table or several, who signs. For what has no template yet.

Number, day and who signs are left open: the office writes them in Word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document

from lms.reports.fields import long_day
from lms.reports.models import Form
from lms.reports.paper.filling import filled
from lms.reports.paper.parts import CENTER, JUSTIFY, Look, foot, line, page, party_head, table

OPEN = "……"


@dataclass(frozen=True)
class Table:
    """`columns` are (name, words) behind the number of the row, which is 10 mm wide; theirs are 150 mm in all."""

    title: str
    columns: Sequence[tuple[str, str]]
    widths: Sequence[float]
    rows: Sequence[Mapping[str, str]]
    centred: Sequence[int] = ()


@dataclass(frozen=True)
class Listing:
    """What stands on the paper; `above` and `issuer` are the bodies in its head."""

    above: str
    issuer: str
    kind: str
    subject: str
    opening: str
    tables: Sequence[Table]


def document_of(listing: Listing) -> bytes:
    """The paper as .docx, in the form of Party papers."""
    document = Document()
    page(document)
    party_head(document)
    line(document, listing.kind, Look(15, CENTER, bold=True, before=18))
    line(document, "{{trich_yeu}}", Look(14, CENTER, bold=True, after=10))
    line(document, "{{loi_dan}}", Look(14, JUSTIFY, first=12.7, after=6))
    for place, one in enumerate(listing.tables):
        line(document, one.title, Look(14, JUSTIFY, first=12.7, before=6, after=4, with_next=bool(one.rows)))
        columns = [("stt", "STT"), *one.columns]
        table(document, _prefix(place), columns, [10, *one.widths], centred=one.centred)
    foot(document, Form.PARTY)
    target = BytesIO()
    document.save(target)
    headed = filled(target.getvalue(), _texts(listing), {})
    # The rows last, so that brackets that somebody typed stay what they are.
    return filled(headed, {}, _lists(listing))


def _texts(listing: Listing) -> dict[str, str]:
    left_open = {"so": OPEN, "ky_hieu": OPEN, "dia_danh": OPEN, "ngay_thang_nam": long_day(None)}
    signing = {"quyen_han": "", "chuc_vu": OPEN, "nguoi_ky": OPEN, "noi_nhan": f"- {OPEN};\n- Lưu."}
    return {
        **left_open,
        **signing,
        "co_quan_cap_tren": listing.above.upper(),
        "co_quan_ban_hanh": listing.issuer.upper(),
        "trich_yeu": listing.subject,
        "loi_dan": listing.opening,
    }


def _lists(listing: Listing) -> dict[str, list[dict[str, str]]]:
    return {
        _prefix(place): [{"stt": str(number), **row} for number, row in enumerate(one.rows, 1)]
        for place, one in enumerate(listing.tables)
    }


def _prefix(place: int) -> str:
    """The rows of each table are told apart by a letter."""
    return "abcdefgh"[place]
