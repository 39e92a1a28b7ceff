"""Two sections of the Law School Admission Test, five items and 1,000 people each, as published.

Section 6 and 7 in R. D. Bock and M. Lieberman, "Fitting a response model for n dichotomously scored items",
Psychometrika 35 (1970) 179–197, and in R. D. Bock and M. Aitkin, Psychometrika 46 (1981) 443–459: how many people gave
each of the 32 patterns, from 00000 to 11111, the first sign being the first item.
"""

import pandas as pd

SECTION_6 = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
)  # fmt: skip
SECTION_7 = (
    12, 19, 1,
    7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308,
)  # fmt: skip


def answers(section: tuple[int, ...]) -> pd.DataFrame:
    """One row for each person, 1 where the item was right."""
    people = [list(map(int, f"{pattern:05b}")) for pattern, count in enumerate(section) for _ in range(count)]
    return pd.DataFrame(people, columns=[1, 2, 3, 4, 5])
