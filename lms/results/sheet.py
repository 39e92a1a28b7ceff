"""The result sheet of a class as a workbook: the list as it is signed, and the rule in words below it."""

from datetime import datetime

from flask_babel import gettext as _

from lms.classes.models import StudyClass
from lms.results.queries import Row, renewed_by
from lms.results.words import in_words
from lms.web.downloads import Sheet, workbook
from lms.web.filters import as_datetime, as_number


def workbook_of(study_class: StudyClass, rows: list[Row], now: datetime) -> bytes:
    return workbook(
        Sheet(
            name=_("Results"),
            title=_title(study_class, now),
            head=[
                _("No."),
                _("Full name"),
                _("Date of birth"),
                _("Position, place of work"),
                _("Unit"),
                _("Attended"),
                _("Needed"),
                _("Tests"),
                _("Reflection"),
                _("Final mark"),
                _("Classification"),
                _("Conditions"),
                _("What is missing"),
            ],
            widths=[6, 28, 13, 28, 30, 10, 10, 10, 10, 10, 14, 14, 60],
            rows=[_line(number, row) for number, row in enumerate(rows, 1)],
            foot=["", _totals(rows), rule_in_words()],
        )
    )


def _title(study_class: StudyClass, now: datetime) -> list[str]:
    """Of when it is, and which earlier sheets it replaces."""
    lines = [_("RESULT SHEET"), study_class.title, _("as of %(moment)s", moment=as_datetime(now))]
    for one in renewed_by(study_class)[:1]:
        moment = as_datetime(one.approved_at) if one.approved_at else ""
        lines.append(_("Replaces every sheet made before %(moment)s: marks were corrected.", moment=moment))
    return lines


def rule_in_words() -> str:
    return _(
        "Final mark: the mean of tests and reflection as far as the programme requires them, to two digits."
    )


def _line(number: int, row: Row) -> list[object]:
    person, result = row.enrolment.person, row.result
    return [
        number,
        person.full_name,
        person.birth_date or person.birth_year,
        person.position,
        row.enrolment.unit.name if row.enrolment.unit else "",
        result.attended.attended,
        result.attended.needed,
        result.quiz,
        result.reflection,
        result.final,
        result.band,
        _("met") if result.met else _("not met"),
        " ".join(in_words(condition) for condition in result.missing),
    ]


def _totals(rows: list[Row]) -> str:
    met = sum(row.result.met for row in rows)
    return _("%(all)s learners, %(met)s meet all conditions.", all=as_number(len(rows)), met=as_number(met))
