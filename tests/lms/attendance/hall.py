"""A hall for tests: a session that is on right now, its checkpoint, and what its screen shows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import insert, select

from lms import database
from lms.accounts import passwords
from lms.accounts.models import Person
from lms.attendance import checkpoints, tokens
from lms.attendance.models import CheckIn, Checkpoint, Excuse, Method
from lms.attendance.own_models import CheckInPin, ExcusePage
from lms.attendance.windows import Phase
from lms.classes.models import ClassSession, StudyClass
from lms.files import service as files
from lms.web import clock
from tests.lms import cast as casting
from tests.lms.cast import Cast
from tests.scale import scaled

HOURS = timedelta(hours=4)
CROWD = scaled(250, least=30)
_hashed: dict[str, str] = {}


def session_of(study_class: StudyClass, number: int = 1) -> ClassSession:
    return database.session.scalars(
        select(ClassSession).where(
            ClassSession.study_class_id == study_class.id, ClassSession.number == number
        )
    ).one()


def held_now(study_class: StudyClass, number: int = 1, *, begins_in: float = 10) -> ClassSession:
    """Move the session so that it begins in so many minutes of real time; its start is then open for check-in."""
    class_session = session_of(study_class, number)
    class_session.starts_at = clock.now() + timedelta(minutes=begins_in)
    class_session.ends_at = class_session.starts_at + HOURS
    database.session.commit()
    return class_session


def checkpoint_of(class_session: ClassSession, phase: Phase = Phase.BEFORE) -> Checkpoint:
    checkpoint = checkpoints.prepare(class_session, phase)
    database.session.commit()
    return checkpoint


def open_hall(cast: Cast, *, begins_in: float = 10) -> Checkpoint:
    """The start of K1's first session, open right now."""
    return checkpoint_of(held_now(cast.k1, begins_in=begins_in))


def address(checkpoint: Checkpoint, moment: datetime | None = None) -> str:
    """What the QR code of that moment leads to."""
    return f"/C/{tokens.make(checkpoint.id, checkpoint.secret, moment or clock.now())}"


def digits(checkpoint: Checkpoint, moment: datetime | None = None) -> str:
    return tokens.typed_code(checkpoint.id, checkpoint.secret, moment or clock.now())


def fill(cast: Cast, count: int) -> list[Person]:
    """So many more learners in K1."""
    names = {f"hv{number}": f"Nguyễn Văn Học {number:04}" for number in range(count)}
    people = casting.learners(cast.k1, names, cast.unit1) if names else []
    database.session.commit()
    return people


def came(checkpoint: Checkpoint, person: Person, at: datetime, **values: Any) -> None:
    database.session.add(
        CheckIn(
            checkpoint_id=checkpoint.id,
            person_id=person.id,
            at=at,
            received_at=at,
            **{"method": Method.QR, **values},
        )
    )
    database.session.commit()


def came_all(checkpoint: Checkpoint, people: Sequence[Person], at: datetime) -> None:
    """Many at once, in one statement."""
    once = {"checkpoint_id": checkpoint.id, "at": at, "received_at": at, "method": Method.QR}
    database.session.execute(insert(CheckIn), [{"person_id": one.id, **once} for one in people])
    database.session.commit()


def rows(model: type = CheckIn) -> list[Any]:
    """What is stored, past anything that the session remembers."""
    database.session.expire_all()
    return list(database.session.scalars(select(model).order_by(model.id)))  # type: ignore[attr-defined]


def page_of(excuse: Excuse, body: bytes = b"\xff\xd8\xff a photo") -> ExcusePage:
    """A paper that came with the excuse; needs an application context, since the file is really stored."""
    stored = files.store(BytesIO(body), "don.jpg", "image/jpeg", excuse.person_id, excuse.asked_at)
    return ExcusePage(excuse_id=excuse.id, number=1, file_id=stored.id, width=3, height=4)


def give_pin(person: Person, pin: str = "482915") -> None:
    """Known by these digits at check-in (hashed once per run)."""
    if pin not in _hashed:
        _hashed[pin] = passwords.hashed(pin)
    database.session.add(CheckInPin(person_id=person.id, pin_hash=_hashed[pin], set_at=clock.now()))
    database.session.commit()
