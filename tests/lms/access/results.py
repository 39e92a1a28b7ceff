"""Staff of the class see its results; a learner only the own row."""

from tests.lms.access import Row

#                                                nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("results.index", "/classes/{k1}/results", "340202002322"),
    Row("results.download", "/classes/{k1}/results.xlsx", "340202002322"),
    Row("results.show", "/classes/{k1}/results/{an}", "340202002322"),
    Row("results.show", "/classes/{k1}/results/{binh}", "340000000300"),
    Row("results.mine", "/classes/{k1}/my-result", "320000000300"),
]
