"""The checklist as it is filled in: read from what was sent, and shown again with all that was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lms.questions.checklist.criteria import Checklist, Criterion, Finding, criteria_of

MET, UNMET = "met", "unmet"
LONGEST_REMARK, LONGEST_COMMENT = 500, 2000


@dataclass(frozen=True)
class Sheet:
    """What a reviewer has filled in so far: a remark may stand before its verdict is given."""

    verdicts: Mapping[Criterion, str] = field(default_factory=dict)
    remarks: Mapping[Criterion, str] = field(default_factory=dict)
    comment: str = ""

    @property
    def found(self) -> Checklist:
        """What was judged."""
        return {
            one: Finding(verdict == MET, self.remarks.get(one, "")) for one, verdict in self.verdicts.items()
        }

    def all_met(self) -> "Sheet":
        return replace(self, verdicts=dict.fromkeys(Criterion, MET))


def read(kind: str, sent: Mapping[str, str]) -> Sheet:
    """The sheet as it was sent for a question of this type."""
    asked = criteria_of(kind)
    verdicts = {one: sent.get(f"criterion-{one}", "") for one in asked}
    remarks = {one: tidy(sent.get(f"remark-{one}", ""), LONGEST_REMARK) for one in asked}
    return Sheet(
        {one: verdict for one, verdict in verdicts.items() if verdict in {MET, UNMET}},
        {one: remark for one, remark in remarks.items() if remark},
        tidy(sent.get("comment", ""), LONGEST_COMMENT),
    )


def tidy(text: str, longest: int) -> str:
    return " ".join(text.replace("\0", "").split())[:longest]
