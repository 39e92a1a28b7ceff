"""What the criteria are called that nobody has kept in words of their own."""

from flask import Flask
from flask_babel import LazyString, lazy_pgettext

from lms.appraisals.criteria.rules import Criterion, ProgrammeCriterion
from lms.appraisals.sheets import average

CRITERIA: dict[str, LazyString] = {
    Criterion.AIMS: lazy_pgettext("lesson", "Aims: clear, and met by the content"),
    Criterion.CONTENT: lazy_pgettext("lesson", "Content: right, complete, up to date"),
    Criterion.SOURCES: lazy_pgettext("lesson", "Documents: quoted exactly and in force"),
    Criterion.PRACTICE: lazy_pgettext("lesson", "Practice: examples from the work of units"),
    Criterion.METHOD: lazy_pgettext("lesson", "Method: order, questions, what learners do"),
    Criterion.FORM: lazy_pgettext("lesson", "Form: language, layout, length"),
    ProgrammeCriterion.PURPOSE: lazy_pgettext("programme", "Purpose: fits those whom it is for"),
    ProgrammeCriterion.TOPICS: lazy_pgettext("programme", "Topics: right, complete, none twice"),
    ProgrammeCriterion.BASIS: lazy_pgettext("programme", "Basis: the right documents, and in force"),
    ProgrammeCriterion.PERIODS: lazy_pgettext(
        "programme", "Periods: enough for each topic and for discussion"
    ),
    ProgrammeCriterion.ORDER: lazy_pgettext("programme", "Order: the topics build on each other"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"appraisal_criteria": CRITERIA, "sheet_average": average}
