"""What waits for an appraiser, of whatever kind it is: one line for the sheets, one for the decisions."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from lms.appraisals.waiting import Waiting
from lms.home.due import Due

Words = Callable[[int], str]


def lines(found: Sequence[Waiting], url: str, to_appraise: Words, to_decide: Words) -> list[Due]:
    """`to_appraise` and `to_decide` say how many wait."""
    sheets, decisions = sum(one.to_appraise for one in found), sum(one.to_decide for one in found)
    dues = [Due(to_appraise(sheets), "", url, _("Appraise"))] if sheets else []
    if decisions:
        dues.append(Due(to_decide(decisions), "", url, _("Enter the decision")))
    return dues
