"""What comes of an appraisal: the programme is in force as it was judged, or no longer."""

from datetime import datetime

from lms import database
from lms.programmes.approval.models import ProgrammeInForce
from lms.programmes.approval.rules import Content, Origin


def put_in_force(programme_id: int, approval_id: int, content: Content, digest: str, now: datetime) -> None:
    """This content from now on, in place of what was in force of this version."""
    held = database.session.get(ProgrammeInForce, programme_id)
    if held is None:
        held = ProgrammeInForce(programme_id=programme_id)
        database.session.add(held)
    held.origin, held.approval_id = Origin.APPRAISED, approval_id
    held.content, held.digest, held.since = dict(content), digest, now


def end(programme_id: int, digest: str) -> None:
    """This very content is in force no longer; another one stays so."""
    held = database.session.get(ProgrammeInForce, programme_id)
    if held is not None and held.digest == digest:
        database.session.delete(held)
