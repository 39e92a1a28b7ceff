"""Sets that the tests of sets are played with."""

from dataclasses import replace

from lms.accounts.models import Person
from lms.questions import review, service as bank
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.models import Question
from lms.questions.service import Placement
from lms.questions.situations import service
from lms.questions.situations.models import Situation
from lms.questions.situations.service import Written
from question_bank.question import Level
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import choice

CASE = "Chi bộ A có 9 đảng viên, họp định kỳ thiếu 5 người."
NEWER = "Chi bộ A có 11 đảng viên, họp định kỳ thiếu 5 người."


def begun(author: Person, text: str = CASE) -> Situation:
    return service.create(author, Written(text), NOW)


def asked_in(cast: Cast, situation: Situation, *texts: str, author: Person | None = None) -> list[Question]:
    """Drafts about the case, under the first topic."""
    told = [replace(choice(text), case=situation.latest.text) for text in texts]
    where = Placement(cast.programme.id, cast.programme.topics[0].id, Level.RECOGNITION)
    return [bank.create(author or cast.chi, one, where, NOW, service.next_told(situation)) for one in told]


def approve(cast: Cast, *questions: Question) -> None:
    """Handed in by their writer, approved by the reviewer."""
    ids = [one.latest.id for one in questions]
    review.submit(cast.chi, ids, NOW)
    assert len(review.publish(cast.hanh, ids, ALL_MET, NOW).done) == len(ids)
