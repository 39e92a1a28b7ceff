"""Programmes that are handed in and judged."""

from decimal import Decimal
from typing import Any

from lms import database
from lms.accounts.models import Person
from lms.appraisals.programmes import service
from lms.appraisals.programmes.models import ProgrammeSubmission
from lms.appraisals.programmes.queries import lines_of
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion, Judged
from tests.lms.cast import NOW, Cast
from tests.lms.lessons.samples import founded, second_reviewer

__all__ = ["founded", "second_reviewer"]


def handed_in(cast: Cast) -> ProgrammeSubmission:
    """The programme of the cast, by Em."""
    made = service.submit(cast.em, cast.programme, "", NOW)
    assert isinstance(made, ProgrammeSubmission)
    return made


def opinion(
    submission: ProgrammeSubmission, conclusion: Conclusion = Conclusion.PASS, comment: str = ""
) -> Opinion:
    return Opinion({line.key: Judged(Decimal(8)) for line in lines_of(submission)}, conclusion, comment)


def judged(cast: Cast, *conclusions: Conclusion, second: Person | None = None) -> ProgrammeSubmission:
    """Handed in, with a sheet by Hạnh and one by another reviewer."""
    submission = handed_in(cast)
    people = (cast.hanh, second or second_reviewer())
    for person, conclusion in zip(people, conclusions or (Conclusion.PASS,) * 2, strict=True):
        said = opinion(
            submission, conclusion, "" if conclusion is Conclusion.PASS else "Bổ sung giờ thảo luận."
        )
        assert service.appraise(person, submission, said, NOW) is None
    return submission


def approved(cast: Cast, **how: Any) -> ProgrammeSubmission:
    submission = judged(cast, **how)
    assert service.conclude(cast.hanh, submission, Conclusion.PASS, "", NOW) is None
    database.session.flush()
    return submission
