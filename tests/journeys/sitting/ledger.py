"""What a page called saved, held against what the database holds: nothing lost, nothing doubled."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from lms.outbox.rules import COUNTED
from tests.browser import PATIENCE
from tests.journeys.answering import answer, wait_until_saved
from tests.journeys.room import Room


@dataclass
class Ledger:
    """`answer` notes what a person answers; `saved` what the page then says is saved."""

    room: Room
    given: dict[int, Any] = field(default_factory=dict)
    saved: dict[int, Any] = field(default_factory=dict)

    def answer(self, page: Page, slot: int, variant: int = 0) -> Any:
        self.given[slot] = answer(page, slot, variant)
        return self.given[slot]

    def all_saved(self, page: Page, timeout: float = PATIENCE) -> None:
        """The page says that everything is saved."""
        wait_until_saved(page, timeout)
        self.saved |= self.given

    def agrees(self) -> None:
        """Every answer that a page called saved stands; no change arrived twice, and none in between is missing."""
        assert self.room.answers() == self.saved
        edits = [edit for edit in self.room.edits() if edit.outcome in COUNTED]
        for slot in self.saved:
            changes = sorted((edit for edit in edits if edit.slot == slot), key=lambda edit: edit.version)
            assert [edit.version for edit in changes] == list(range(1, len(changes) + 1)), slot
            assert all(one.value != other.value for one, other in pairwise(changes)), slot
