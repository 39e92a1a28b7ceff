"""Help is for everybody, signed in or not."""

from tests.lms.access import Row

#                                      nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("help.index", "/help/", "222222222222"),
    Row("help.show", "/help/learner", "222222222222"),
    Row("help.policy", "/help/policy", "222222222222"),
]
