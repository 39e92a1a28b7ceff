"""Reflections with proposals, and proposals that were sent, to play tests with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.organisations.models import OrgUnit
from lms.proposals import originals, service
from lms.proposals.models import CollectedProposal, ProposalState
from lms.proposals.service import Answer, Refused, Wording
from lms.reflections import handing, own, writing
from lms.reflections.handing import Refused as NotTaken
from lms.reflections.models import ProposalLevel, ReflectionTask, Submission
from tests.lms.cast import NOW
from tests.lms.reflections import making

SCANNER = "Trang bị máy quét dùng chung."
READING = "Bổ sung sách cho tủ sách khu dân cư."


def propose(
    task: ReflectionTask, person: Person, *contents: str, level: str = "unit", now: datetime = NOW
) -> Submission:
    """Hand in (again) with these proposals and no others."""
    reflection = making.write(task, person, now=now)
    slot = task.sections[2].slot
    texts = own.texts_of(reflection)
    form = {"tab": "form-rows", f"base-{slot}": str(texts[slot].version if slot in texts else 0)}
    for place, content in enumerate(contents):
        row = {"level": level, "content": content, "addressee": "Lãnh đạo cơ quan"}
        form |= {f"row-{slot}-{place}-{name}": value for name, value in row.items()}
    writing.save_form(reflection, form, now)
    outcome = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=now)
    assert not isinstance(outcome, NotTaken)
    return outcome


def ids_of(study_class: StudyClass, content: str = "") -> list[int]:
    """The proposals of the class that count, those of one wording if asked."""
    return [one.id for one in originals.of_class(study_class.id, ()) if content in {"", one.content}]


def send(
    study_class: StudyClass, ids: Sequence[int], unit: OrgUnit, actor: Person, content: str = SCANNER
) -> CollectedProposal:
    made = service.send(study_class, ids, Wording(ProposalLevel.UNIT, content, unit), actor, NOW)
    assert not isinstance(made, Refused)
    database.session.commit()
    return made


def answer(
    collected: CollectedProposal, actor: Person, words: str = "Sẽ mua trong quý I.", **changes: Any
) -> None:
    given = {"state": ProposalState.ADOPTED, "reference": "12-CV/ĐU", "seen": collected.version, **changes}
    assert service.answer(collected, Answer(words=words, **given), actor, NOW) is None
    database.session.commit()


def stored() -> list[CollectedProposal]:
    database.session.expire_all()
    statement = select(CollectedProposal).order_by(CollectedProposal.id)
    return list(database.session.scalars(statement).unique())
