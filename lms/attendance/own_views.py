"""A learner's own attendance of one class."""

from datetime import datetime

from flask import render_template
from flask_login import current_user

from lms.attendance import excuses, own, queries
from lms.attendance.windows import Phase
from lms.classes.models import StudyClass


def own_page(study_class: StudyClass, now: datetime) -> str:
    """What the person who asks has attended of the class, and what is left to them."""
    book = queries.book_of_class(study_class.id, current_user.id)
    totals = book.totals(current_user.id, now)
    asked = excuses.of_person(study_class.id, current_user.id)
    return render_template(
        "attendance/own.html",
        study_class=study_class,
        totals=totals,
        rows=own.sheet(book, totals, current_user.id, asked),
        may_miss=own.may_miss(totals),
        now=now,
        phases=Phase,
    )
