"""The access matrix: for every route, what each of the cast is answered.

A feature's file in this folder offers `ROWS: list[Row]`. `path` may contain `{k1}`-style names of things that the
feature's `prepare(cast) -> dict[str, int | str]` made (`{k1}`, `{k2}` and people's ids by name are always there).
`answers` is read from left to right in the order of CAST, one sign each:

    2  a page or a success     3  led to the sign-in page or, after doing it, on     1  401
    4  403, may be seen but not done     0  404, not even known     5  409 refused as things stand
    9  422, may, but sent nothing sensible      7  429      g  410, no longer good

For POSTs an empty body is sent, unless the row gives `data`.
"""

from dataclasses import dataclass, field
from typing import Any

CAST = ("nobody", "an", "binh", "chi", "dung", "em", "giang", "hanh", "khanh", "lan", "minh", "nga")
SIGNS = {
    200: "2",
    201: "2",
    204: "2",
    206: "2",
    302: "3",
    303: "3",
    401: "1",
    403: "4",
    404: "0",
    409: "5",
    410: "g",
    422: "9",
    429: "7",
    400: "8",
}


@dataclass(frozen=True)
class Row:
    """One route and method; `lan` is suspended and so always answered like nobody."""

    endpoint: str
    path: str
    answers: str
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
