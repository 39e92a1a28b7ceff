"""The list for a unit's action programme: what was adopted and answered, as a workbook and as an official paper.

Names of writers never stand in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from lms.organisations.models import OrgUnit
from lms.organisations.queries import ancestors
from lms.proposals.models import CollectedProposal, ProposalState
from lms.proposals.words import LEVELS, STATES
from lms.reflections.models import ProposalLevel
from lms.reports.paper.listing import Listing, Table, document_of
from lms.reports.service import DOCX
from lms.web import downloads
from lms.web.downloads import XLSX, Sheet
from lms.web.filters import as_date, as_datetime

MEDIA_TYPES = {"xlsx": XLSX, "docx": DOCX}
# Papers are Vietnamese, whatever the pages are.
ON_PAPER = {
    ProposalLevel.LOCALITY: "địa phương",
    ProposalLevel.UNIT: "cơ quan, đơn vị",
    ProposalLevel.PERSON: "cá nhân",
}
COLUMNS = (
    ("noi_dung", "Nội dung đề xuất, kiến nghị"),
    ("cap", "Cấp"),
    ("don_vi", "Đơn vị thực hiện, trả lời"),
    ("tra_loi", "Nội dung tiếp thu, trả lời"),
    ("ngay", "Ngày, văn bản"),
)
WIDTHS = (40, 18, 28, 40, 24)


@dataclass(frozen=True)
class Listed:
    """The rows of one period; `writers` says how many people stand behind each."""

    unit: OrgUnit
    first: date
    last: date
    rows: Sequence[CollectedProposal]
    writers: Mapping[int, int]

    def of(self, state: ProposalState) -> list[CollectedProposal]:
        return [one for one in self.rows if one.state is state]


def workbook(listed: Listed, now: datetime) -> bytes:
    """One row for each, numbers as numbers and days as days."""
    period = _("From %(first)s to %(last)s", first=as_date(listed.first), last=as_date(listed.last))
    return downloads.workbook(
        Sheet(
            name=_("Proposals"),
            title=[
                listed.unit.name,
                _("Proposals adopted and answered"),
                period,
                _("As of %(time)s", time=as_datetime(now)),
            ],
            head=[
                *(_("No."), _("What is proposed"), _("Level of the proposal"), _("Unit"), _("State")),
                *(
                    _("Answer of the unit"),
                    _("Number and day of the paper"),
                    _("Answered on"),
                    _("Learners who propose it"),
                ),
            ],
            rows=[_row(number, one, listed) for number, one in enumerate(listed.rows, 1)],
            widths=[6, 60, 18, 40, 16, 60, 26, 14, 14],
        )
    )


def document(listed: Listed) -> bytes:
    """The list in the form of an official paper; number, day and signature are the office's."""
    above = ancestors(listed.unit)
    period = f"từ {as_date(listed.first)} đến {as_date(listed.last)}"
    return document_of(
        Listing(
            above=above[-1].name if above else "",
            issuer=listed.unit.name,
            kind="DANH MỤC",
            subject=f"đề xuất, kiến nghị sau học tập được tiếp thu, trả lời {period}",
            opening=_opening(listed, period),
            tables=[
                _table("1. Tiếp thu, đưa vào chương trình hành động:", listed.of(ProposalState.ADOPTED)),
                _table("2. Đã trả lời, giải trình:", listed.of(ProposalState.ANSWERED)),
            ],
        )
    )


def _row(number: int, one: CollectedProposal, listed: Listed) -> list[object]:
    return [
        *(number, one.content, str(LEVELS[one.level]), one.unit.name, str(STATES[one.state])),
        *(one.answer, one.reference, as_date(one.answered_at), listed.writers.get(one.id, 0)),
    ]


def _opening(listed: Listed, period: str) -> str:
    adopted, answered = (len(listed.of(state)) for state in (ProposalState.ADOPTED, ProposalState.ANSWERED))
    return (
        f"Tổng hợp đề xuất, kiến nghị trong các bài thu hoạch gửi đến {listed.unit.name} và các đơn vị trực thuộc, "
        f"{period}: {adopted} nội dung được tiếp thu, {answered} nội dung được trả lời, giải trình."
    )


def _table(title: str, rows: Sequence[CollectedProposal]) -> Table:
    return Table(
        title if rows else f"{title} không có.",
        COLUMNS,
        WIDTHS,
        [
            {
                "noi_dung": one.content,
                "cap": ON_PAPER[one.level],
                "don_vi": one.unit.name,
                "tra_loi": one.answer,
                "ngay": ", ".join(filter(None, (as_date(one.answered_at), one.reference))),
            }
            for one in rows
        ],
    )
