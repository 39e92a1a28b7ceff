"""A hall arrives within seconds at three processes: whoever was told so is recorded, everybody once, nobody twice."""

from collections import Counter
from dataclasses import replace

from sqlalchemy import select

from lms import database
from lms.attendance.models import CheckIn, WalkIn
from tests.benchmarks import crowds
from tests.faults.ledger import integrity
from tests.faults.standing.place import AT_THE_DOOR, Standing
from tests.scale import scale

ROUNDS = 3
SECONDS = max(1.5, 10 * scale())
SCAN_TWICE = 3  # every so manieth person holds the phone up once more at the same moment


def test_three_processes_mark_everybody_who_scans_within_seconds_once(standing: Standing) -> None:
    hall = standing.arriving
    arriving = crowds.hall(hall, AT_THE_DOOR, SECONDS)
    again = [replace(act, person=act.person + AT_THE_DOOR) for act in arriving[::SCAN_TWICE]]
    told = crowds.run([*arriving, *again], standing.sen.port)["checkin"]
    for _round in range(ROUNDS):  # a hall that is full says so, and people try again
        if told.errors:
            told = crowds.run(arriving, standing.sen.port)["checkin"]
    assert told.errors == 0
    assert _recorded() == Counter(learner.person_id for learner in hall.learners)
    assert integrity() == []


def _recorded() -> Counter[int]:
    """How often each person stands at the checkpoint; who stands at the door as a stranger counts as well."""
    with database.reading_connection() as connection:
        rows = [*connection.execute(select(CheckIn.person_id)), *connection.execute(select(WalkIn.person_id))]
    return Counter(row.person_id for row in rows)
