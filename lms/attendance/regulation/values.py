"""The rules by which attendance is judged, as plain values: of a programme, or of a class that keeps others."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from lms.attendance.rules import Limits, Share
from lms.programmes.models import AttendanceBasis, CheckIns, ExcusedAs


@dataclass(frozen=True, kw_only=True)
class AttendanceRules:
    """Named as the columns of Programme and ClassRules are."""

    attendance_percent: int = 80
    attendance_basis: AttendanceBasis = AttendanceBasis.PERIODS
    check_ins_needed: CheckIns = CheckIns.BOTH
    minimum_minutes: int | None = None
    early_leave_minutes: int | None = None
    early_leave_counts: bool = True
    excused_as: ExcusedAs = ExcusedAs.MISSED

    @classmethod
    def of(cls, thing: Any, prefix: str = "") -> "AttendanceRules":
        """From a row or an object that has them, each under its name after `prefix`."""
        return cls(**{name: getattr(thing, prefix + name) for name in NAMES})

    @property
    def share(self) -> Share:
        return Share(self.attendance_percent, self.attendance_basis, self.early_leave_counts, self.excused_as)

    @property
    def limits(self) -> Limits:
        return Limits(self.minimum_minutes, self.early_leave_minutes)

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def told(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            name: value.value if isinstance(value, StrEnum) else value for name, value in self.plain.items()
        }


NAMES = tuple(field.name for field in fields(AttendanceRules))
