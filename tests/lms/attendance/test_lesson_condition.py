"""A lesson may wait for a session that was attended, both check-ins where the programme asks for both."""

from datetime import timedelta

from lms import database
from lms.attendance.windows import Phase
from lms.lessons.giving import conditions
from lms.lessons.giving.models import Condition
from tests.lms.attendance.hall import came, checkpoint_of
from tests.lms.cast import NOW, Cast
from tests.lms.lessons import samples


def test_a_session_comes_first(cast: Cast, context: None) -> None:
    session = cast.k1.sessions[0]
    giving = samples.given(cast, after_kind=Condition.SESSION, after_id=session.id)
    later = NOW + timedelta(days=1, hours=9)
    assert giving.id in conditions.locks(cast.k1, [giving], cast.an.id, later)
    for phase in Phase:
        came(checkpoint_of(session, phase), cast.an, session.starts_at)
    database.session.commit()
    assert conditions.locks(cast.k1, [giving], cast.an.id, later) == {}
    assert giving.id in conditions.locks(cast.k1, [giving], cast.binh.id, later)
