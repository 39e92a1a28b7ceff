"""What may become of a lesson that is appraised."""

from enum import StrEnum


class Decision(StrEnum):
    APPROVE = "approve"
    AFTER_CORRECTION = "after-correction"
    RETURN = "return"
