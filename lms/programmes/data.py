"""A programme as plain values: what a preset offers, a form holds, and a service stores."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lms.programmes.models import AttendanceBasis, CheckIns, ExcusedAs, Programme, TopicKind


@dataclass(frozen=True)
class TopicData:
    """One row; `id` is the stored topic it changes, None for a new one."""

    title: str
    kind: TopicKind = TopicKind.LESSON
    periods: int = 5
    sessions: int = 1
    id: int | None = None


@dataclass(frozen=True)
class BandData:
    """A class of result from `minimum` upwards."""

    label: str
    minimum: Decimal


@dataclass(frozen=True, kw_only=True)
class ProgrammeData:
    """What is taught and what is required."""

    code: str
    title: str
    basis: str = ""
    valid_from: date | None = None
    attendance_percent: int = 80
    attendance_basis: AttendanceBasis = AttendanceBasis.PERIODS
    check_ins_needed: CheckIns = CheckIns.BOTH
    start_opens_minutes: int = 45
    late_after_minutes: int = 5
    start_closes_minutes: int = 15
    end_opens_minutes: int = 15
    end_closes_minutes: int = 45
    minimum_minutes: int | None = None
    early_leave_minutes: int | None = None
    early_leave_counts: bool = True
    excused_as: ExcusedAs = ExcusedAs.MISSED
    evidence_days: int = 30
    device_people: int = 3
    scans_in_ten_seconds: int = 120
    pass_mark: Decimal = Decimal(5)
    quiz_required: bool = True
    reflection_required: bool = True
    certificate_months: int | None = None
    discussion_minutes: int = 15
    discussion_required: bool = False
    topics: tuple[TopicData, ...] = ()
    bands: tuple[BandData, ...] = field(default=())

    @property
    def plain(self) -> dict[str, object]:
        """The programme's own columns."""
        return {
            name: getattr(self, name) for name in self.__dataclass_fields__ if name not in {"topics", "bands"}
        }


def data_of(programme: Programme) -> ProgrammeData:
    """The stored programme as plain values."""
    columns = {
        name: getattr(programme, name)
        for name in ProgrammeData.__dataclass_fields__
        if name not in {"topics", "bands"}
    }
    return ProgrammeData(
        **columns,
        topics=tuple(
            TopicData(topic.title, topic.kind, topic.periods, topic.sessions, topic.id)
            for topic in programme.topics
        ),
        bands=tuple(BandData(band.label, band.minimum) for band in programme.bands),
    )
