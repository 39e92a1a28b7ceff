"""Staff see how programmes are appraised, organisers hand them in, reviewers who wrote no part of them judge."""

from typing import Any

from lms import database
from lms.appraisals.programmes import service
from lms.appraisals.programmes.queries import sheet_by
from tests.lms.access import Row
from tests.lms.appraisals.samples import handed_in, opinion
from tests.lms.cast import NOW, Cast


def prepare(cast: Cast) -> dict[str, Any]:
    made = handed_in(cast)
    service.appraise(cast.hanh, made, opinion(made), NOW)
    database.session.commit()
    sheet = sheet_by(made.id, cast.hanh.id)
    assert sheet is not None
    return {"programme": cast.programme.id, "made": made.id, "sheet": sheet.id}


AT = "/programmes/submissions/{made}"
#                                                        nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("programme_appraisals.index", "/programmes/appraisals", "344444424344"),
    Row("programme_appraisals.standing", "/programmes/{programme}/appraisal", "300222022322"),
    Row("programme_appraisals.submit", "/programmes/{programme}/submissions", "100445045144", "POST"),
    Row("programme_appraisals.show", AT, "300222022322"),
    Row("programme_appraisals.withdraw", AT + "/withdrawal", "100443043144", "POST"),
    Row("programme_appraisals.edit", AT + "/appraisal", "300444024344"),
    Row("programme_appraisals.update", AT + "/appraisal", "100444094144", "POST"),
    Row("programme_appraisals.reply", "/programmes/appraisals/{sheet}/reply", "100449049144", "POST"),
    Row("programme_appraisals.conclude", AT + "/conclusion", "100444094144", "POST"),
    Row("programme_appraisals.paper", AT + "/paper", "300222022322"),
]
