"""The page of a class opens to its people and to those above it."""

from tests.lms.access import Row

#                                                nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("home.show", "/", "322222222322"),
    Row("home.study_class", "/classes/{k1}", "320202002322"),
    Row("home.study_class", "/classes/{k2}", "302022002322"),
]
ROWS += [
    Row("announcements.new", "/classes/{k1}/announcements", "340202004344"),
    Row("announcements.create", "/classes/{k1}/announcements", "140909004144", "POST"),
]
