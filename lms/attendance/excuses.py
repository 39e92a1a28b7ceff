"""Asking to stay away from a session, with a reason and papers; an organiser says yes or no, with a word."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from lms import database
from lms.accounts.models import Person
from lms.attendance.models import Excuse, ExcuseState
from lms.attendance.own_models import ExcusePage
from lms.audit.service import record
from lms.classes.models import ClassSession, SessionState
from lms.files import service as files
from lms.files.pages import PagePicture
from lms.notices import service as notices
from lms.notices.service import Message

MOST_BYTES = 10 * 1024 * 1024
MOST_PAGES = 6


def of(class_session_id: int, person_id: int) -> Excuse | None:
    statement = select(Excuse).where(
        Excuse.class_session_id == class_session_id, Excuse.person_id == person_id
    )
    return database.session.scalars(statement).one_or_none()


def of_person(study_class_id: int, person_id: int) -> dict[int, Excuse]:
    """Everything the person asked for in this class, by session."""
    statement = (
        select(Excuse)
        .join(ClassSession, ClassSession.id == Excuse.class_session_id)
        .where(ClassSession.study_class_id == study_class_id, Excuse.person_id == person_id)
    )
    return {excuse.class_session_id: excuse for excuse in database.session.scalars(statement)}


def open_for(class_session_id: int) -> list[Excuse]:
    """Those of the session that wait for an answer."""
    statement = (
        select(Excuse)
        .where(
            Excuse.class_session_id == class_session_id,
            Excuse.state == ExcuseState.ASKED,
            Excuse.withdrawn_at.is_(None),
        )
        .options(joinedload(Excuse.person))
        .order_by(Excuse.id)
    )
    return list(database.session.scalars(statement))


def pages_of(excuse_ids: Iterable[int]) -> dict[int, list[ExcusePage]]:
    """The papers of each excuse that has any, in order."""
    statement = (
        select(ExcusePage)
        .where(ExcusePage.excuse_id.in_(list(excuse_ids)), ExcusePage.removed_at.is_(None))
        .order_by(ExcusePage.excuse_id, ExcusePage.number)
    )
    found: dict[int, list[ExcusePage]] = {}
    for page in database.session.scalars(statement):
        found.setdefault(page.excuse_id, []).append(page)
    return found


def page(excuse: Excuse, number: int) -> ExcusePage | None:
    statement = select(ExcusePage).where(
        ExcusePage.excuse_id == excuse.id, ExcusePage.number == number, ExcusePage.removed_at.is_(None)
    )
    return database.session.scalars(statement).one_or_none()


def takes(class_session: ClassSession, now: datetime) -> bool:
    """One asks in advance, or while it is on; not for what is over or does not take place."""
    return now < class_session.ends_at and class_session.state is not SessionState.CANCELLED


def ask(
    class_session: ClassSession,
    person: Person,
    reason: str,
    now: datetime,
    pages: Sequence[PagePicture] = (),
) -> bool:
    """Ask for oneself; asking again replaces what was not yet granted. False where it is granted already."""
    insert = postgresql.insert if database.is_postgresql() else sqlite.insert
    nothing = {"decided_at": None, "decided_by_id": None, "answer": "", "withdrawn_at": None}
    again = {"reason": reason, "state": ExcuseState.ASKED, "asked_at": now, **nothing}
    statement = (
        insert(Excuse)
        .values(class_session_id=class_session.id, person_id=person.id, **again)
        .on_conflict_do_update(
            index_elements=["class_session_id", "person_id"],
            set_=again,
            where=Excuse.state != ExcuseState.APPROVED,
        )
        .returning(Excuse.id)
    )
    excuse_id = database.session.scalar(statement)
    if excuse_id is None:
        return False
    if pages:
        _replace_pages(excuse_id, pages, person, now)
    facts = {"reason": reason, "pages": len(pages)}
    record(person, "excuse.asked", class_session, now, new=facts, class_id=class_session.study_class_id)
    return True


def withdraw(excuse: Excuse, now: datetime) -> bool:
    """Take back what nobody has answered yet; False where an answer was faster."""
    waiting = (Excuse.id == excuse.id, Excuse.state == ExcuseState.ASKED, Excuse.withdrawn_at.is_(None))
    statement = update(Excuse).where(*waiting).values(withdrawn_at=now).returning(Excuse.id)
    if database.session.scalar(statement) is None:
        return False
    class_id = excuse.class_session.study_class_id
    record(excuse.person, "excuse.withdrawn", excuse, now, class_id=class_id)
    return True


def approve(excuse: Excuse, actor: Person, now: datetime, answer: str = "") -> bool:
    """Say yes. Saying it again changes nothing; False where it was withdrawn. `tell` brings it to the person."""
    return _decide(excuse, ExcuseState.APPROVED, answer, actor, now)


def refuse(excuse: Excuse, actor: Person, now: datetime, answer: str = "") -> bool:
    """Say no, as `approve` says yes."""
    return _decide(excuse, ExcuseState.REFUSED, answer, actor, now)


def _replace_pages(excuse_id: int, pages: Sequence[PagePicture], person: Person, now: datetime) -> None:
    shown = (ExcusePage.excuse_id == excuse_id, ExcusePage.removed_at.is_(None))
    database.session.execute(update(ExcusePage).where(*shown).values(removed_at=now))
    for number, picture in enumerate(pages, 1):
        name = f"don-xin-nghi-{excuse_id}-{number}.jpg"
        stored = files.store(BytesIO(picture.body), name, "image/jpeg", person.id, now)
        database.session.add(
            ExcusePage(
                excuse_id=excuse_id,
                number=number,
                file_id=stored.id,
                width=picture.width,
                height=picture.height,
            )
        )
    database.session.flush()


def tell(excuse: Excuse, now: datetime) -> None:
    """Put the answer into the person's inbox, once."""
    session = excuse.class_session
    which = {"number": session.number, "title": session.title}
    title = (
        _("You are excused from session %(number)s: %(title)s", **which)
        if excuse.state is ExcuseState.APPROVED
        else _("Not excused from session %(number)s: %(title)s", **which)
    )
    message = Message(
        key=f"excuse:{excuse.id}:{excuse.decided_at and excuse.decided_at.timestamp()}",
        title=title[:200],
        body=excuse.answer,
        path=f"/sessions/{session.id}/excuse",
        class_id=session.study_class_id,
    )
    notices.send([excuse.person_id], message, now)


def _decide(excuse: Excuse, state: ExcuseState, answer: str, actor: Person, now: datetime) -> bool:
    old = excuse.state
    if old is state:
        return True
    decided = {"state": state, "decided_at": now, "decided_by_id": actor.id, "answer": answer}
    standing = (Excuse.id == excuse.id, Excuse.withdrawn_at.is_(None))
    if database.session.scalar(update(Excuse).where(*standing).values(decided).returning(Excuse.id)) is None:
        return False
    record(
        actor,
        f"excuse.{state.value}",
        excuse,
        now,
        old={"state": old.value},
        new={"state": state.value, "person_id": excuse.person_id, "answer": answer},
        class_id=excuse.class_session.study_class_id,
    )
    return True
