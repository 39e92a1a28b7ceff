"""The page of one set, which several views show: as it stands, or with what somebody sent without success."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, render_template

from lms.documents.rules import NO_LONGER
from lms.permissions import Permission
from lms.questions.forms import place_value
from lms.questions.models import VersionState
from lms.questions.outline import changed
from lms.questions.sharing.queries import versions_among
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import viewer
from lms.questions.situations import queries
from lms.questions.situations.citations import SHELF
from lms.questions.situations.models import Situation, SituationText
from lms.questions.situations.queries import Member
from lms.web import clock
from lms.web.authorised import can
from question_bank.question import Question as BankQuestion


@dataclass(frozen=True)
class Preview:
    """How a case with its questions comes to a learner: on a phone, where one is on the screen, and in print."""

    text: str
    asked: Sequence[BankQuestion]

    @property
    def on_phone(self) -> BankQuestion | None:
        """The first question, which stands below the case."""
        return replace(self.asked[0], case="") if self.asked else None

    @property
    def in_print(self) -> Sequence[BankQuestion]:
        return [replace(one, case="") for one in self.asked]


def set_page(situation: Situation, number: int | None = None, **typed: Any) -> str:
    """The set with a version of its text, the newest unless its number is given; `typed`: the numbers that were
    `unknown`.
    """
    wanted = situation.latest_number if number is None else number
    told = next((one for one in situation.texts if one.number == wanted), None) or abort(404)
    found = queries.members(situation, viewer())
    sources, day = SHELF.of(situation), clock.today()
    return render_template(
        "situations/show.html",
        situation=situation,
        told=told,
        members=found,
        hidden=queries.hidden(situation, viewer()),
        drafts=_drafts(found),
        place=_place(found),
        sources=sources,
        outdated=any(one.document.validity(day) in NO_LONGER for one in sources),
        today=day,
        changes=_changes(situation, told),
        preview=Preview(told.text, [one.asked for one in found]),
        **{"unknown": None} | typed,
    )


def _drafts(found: Sequence[Member]) -> list[int]:
    """The versions that can be handed in by whoever asks."""
    if not can(Permission.QUESTION_EDIT):
        return []
    making = {VersionState.DRAFT, VersionState.RETURNED}
    standing = [one.question for one in found if one.question.retired_at is None]
    ids = [one.latest.id for one in standing if one.latest.state in making]
    return versions_among(ids, viewer(), Right.EDIT)


def _place(found: Sequence[Member]) -> str:
    """Where a new question of the set most likely belongs: where the one before it does."""
    last = found[-1].question if found else None
    return place_value(last.programme_id, last.topic_id) if last else ""


def _changes(situation: Situation, told: SituationText) -> Any:
    before = next((one for one in situation.texts if one.number == told.number - 1), None)
    return changed(before.text, told.text) if before else None
