"""Documents that the tests of the register, and of what cites it, are played with."""

from datetime import date
from typing import Any

from lms.documents import service
from lms.documents.kinds import DocumentKind
from lms.documents.models import Document
from lms.documents.service import Details
from tests.lms.cast import NOW, Cast

ISSUER = "Tỉnh ủy Lam Giang"


def details(number: str = "05-NQ/TU", **changes: Any) -> Details:
    given: dict[str, Any] = {
        "kind": DocumentKind.RESOLUTION,
        "issuer": ISSUER,
        "issued_on": date(2021, 3, 12),
        "abstract": "Về nâng cao chất lượng sinh hoạt chi bộ",
    }
    return Details(number=number, **(given | changes))


def document(cast: Cast, number: str = "05-NQ/TU", **changes: Any) -> Document:
    made = service.enter(details(number, **changes), cast.chi, NOW)
    assert made is not None
    return made


def replaced(cast: Cast, number: str = "05-NQ/TU", by: str = "17-NQ/TU", on: date | None = None) -> Document:
    """A document, and another of this year that replaced it."""
    old, new = document(cast, number), document(cast, by, issued_on=date(2026, 2, 3))
    service.replace(old, new, on, cast.chi, NOW)
    return old
