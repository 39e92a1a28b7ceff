"""How figures are called on pages, in workbooks and in the text for the phones of the chair."""

from flask_babel import gettext as _

from lms.reports.figures import Counts, Figure, Moment
from lms.web.filters import as_number

# In the order in which a report tells them; what is still open is told only where there is some.
TOLD = (
    Figure.SUMMONED,
    Figure.PRESENT,
    Figure.EXCUSED,
    Figure.UNEXCUSED,
    Figure.LATE,
    Figure.LEFT_EARLY,
    Figure.INCOMPLETE,
)
AT_OPENING = (Figure.SUMMONED, Figure.PRESENT, Figure.EXCUSED, Figure.UNEXCUSED, Figure.LATE)


def names() -> dict[Figure, str]:
    return {
        Figure.SUMMONED: _("Summoned"),
        Figure.PRESENT: _("Present"),
        Figure.EXCUSED: _("Absent, excused"),
        Figure.UNEXCUSED: _("Absent, not excused"),
        Figure.LATE: _("Late"),
        Figure.LEFT_EARLY: _("Left early"),
        Figure.INCOMPLETE: _("Check-in missing"),
        Figure.OPEN: _("Not recorded"),
    }


def told(moment: Moment, counts: Counts) -> list[Figure]:
    """The figures to show; left early and missing check-ins are known only at the end."""
    figures = AT_OPENING if moment is Moment.OPENING else TOLD
    return [*figures, Figure.OPEN] if counts[Figure.OPEN] else list(figures)


def in_a_line(counts: Counts, figures: list[Figure]) -> str:
    """“Triệu tập: 242; có mặt: 230; …”"""
    called = names()
    return "; ".join(f"{called[figure]}: {as_number(counts[figure])}" for figure in figures)
