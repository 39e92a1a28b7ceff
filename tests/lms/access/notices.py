"""Everybody has an inbox of their own."""

from tests.lms.access import Row

#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("notices.index", "/notices/", "322222222322"),
    Row("notices.read", "/notices/reading", "133333333133", "POST"),
]
