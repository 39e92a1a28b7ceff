"""What is due with programmes: to appraise, to conclude; to correct and to answer, for those who wrote them."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _, ngettext

from lms.accounts.models import Person
from lms.appraisals.programmes import queries
from lms.home import appraising
from lms.home.due import Due
from lms.permissions import Permission, allowed


def for_appraiser(person: Person, day: date) -> list[Due]:
    """One line for the sheets that wait, one for the conclusions."""
    if not allowed(person.grants, Permission.PROGRAMME_APPRAISE):
        return []
    return appraising.lines(
        queries.for_appraiser(person.id, day),
        url_for("programme_appraisals.index"),
        lambda count: ngettext("%(num)s programme to appraise", "%(num)s programmes to appraise", count),
        lambda count: ngettext("%(num)s programme to conclude", "%(num)s programmes to conclude", count),
    )


def for_writer(person: Person) -> list[Due]:
    """What came back, and sheets with a word that nobody has replied to."""
    if not allowed(person.grants, Permission.PROGRAMME_EDIT):
        return []
    back = [
        Due(_("A programme to correct"), one.content["title"], _page(one.id), _("Correct it"))
        for one in queries.to_correct(person.id)
    ]
    sheets = [
        Due(
            ngettext(
                "%(num)s appraisal sheet waits for a reply",
                "%(num)s appraisal sheets wait for a reply",
                count,
            ),
            one.content["title"],
            _page(one.id, "appraisal"),
            _("Reply"),
        )
        for one, count in queries.to_answer(person.id)
    ]
    return [*back, *sheets]


def _page(submission_id: int, anchor: str | None = None) -> str:
    return url_for("programme_appraisals.show", programme_submission_id=submission_id, _anchor=anchor)
