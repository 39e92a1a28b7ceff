"""Quarters of a year, by the calendar of Việt Nam. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

from lms.web.clock import ZONE, local

NUMERALS = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Quarter:
    """The `number`th quarter of a year, counted from 1."""

    year: int
    number: int

    @property
    def numeral(self) -> str:
        return NUMERALS[self.number - 1]

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def starts_at(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.first_day, time(), ZONE)

    @property
    def ends_at(self) -> datetime:
        """The moment at which the next one begins."""
        return self.next.starts_at

    def days_left(self, today: date) -> int:
        """Days until its end, today among them; none when it is over."""
        return max(0, (self.next.first_day - today).days)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_at(moment: datetime) -> Quarter:
    """By the wall clock in Việt Nam: the first minute of October there is the fourth quarter."""
    return quarter_of(local(moment).date())


def quarters_of(year: int) -> tuple[Quarter, Quarter, Quarter, Quarter]:
    return Quarter(year, 1), Quarter(year, 2), Quarter(year, 3), Quarter(year, 4)
