"""With whom a kept comment is shared, and how its words are tidied. Pure."""

from enum import StrEnum

from lms.marking.bank.models import LONGEST


class Sharing(StrEnum):
    """Who finds a kept comment beside its author."""

    NOBODY = "nobody"
    CLASS = "class"
    UNIT = "unit"


def tidy(text: str) -> str:
    """One line, single spaces, not longer than a comment may be."""
    return " ".join(text.split())[:LONGEST].strip()


def sharing_of(class_id: int | None, unit_id: int | None) -> Sharing:
    return Sharing.CLASS if class_id is not None else Sharing.UNIT if unit_id is not None else Sharing.NOBODY
