"""Who is told that the result sheet of a closed class no longer holds: those who organise it, once for a correction."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _, ngettext

from lms.attendance.organisers import organisers_of
from lms.notices import service as notices
from lms.notices.service import Message
from lms.quizzes.corrections.models import QuizCorrection


def sheet_is_to_be_renewed(correction: QuizCorrection, now: datetime) -> None:
    """Whoever approved it knows it by that. No name and no mark stands in the notice."""
    study_class, lines = correction.quiz.study_class, int(correction.effect["renewed"])
    message = Message(
        key=f"result-sheet:{correction.id}",
        title=_("The result sheet is to be renewed: %(title)s", title=study_class.title)[:200],
        body=ngettext(
            "A correction of “%(quiz)s” changed %(num)s line after the class was closed. Print and sign the sheet "
            "again; earlier ones no longer hold.",
            "A correction of “%(quiz)s” changed %(num)s lines after the class was closed. Print and sign the sheet "
            "again; earlier ones no longer hold.",
            lines,
            quiz=correction.quiz.title,
        ),
        path=url_for("results.index", study_class_id=study_class.id),
        class_id=study_class.id,
    )
    notices.send(set(organisers_of(study_class)) - {correction.approved_by_id}, message, now)
