"""What is wrong on purpose in the demo can be found in it, and what was found was put right; and its sets."""

from random import Random

from sqlalchemy import select

from lms.database import session
from lms.demo import bank, planted, service
from lms.questions.models import QuestionVersion, VersionState
from lms.questions.situations.models import Situation, SituationPart
from lms.quizzes.models import Attempt
from tests.lms.demo.conftest import Made

ALL = {asked.text: asked for part in bank.AWARENESS for asked in part}


def test_who_knows_misses_the_wrong_key_and_everybody_gets_the_easy_one() -> None:
    rng, wrong, easy = Random(3), ALL[planted.WRONG_KEY], ALL[planted.TOO_EASY]
    assert wrong.describe(planted.answered(wrong, 1, rng)) == planted.MEANT
    assert wrong.grade(planted.answered(wrong, 1, rng)).fraction == 0
    assert all(easy.grade(planted.answered(easy, 0, rng)).fraction == 1 for _once in range(20))


def test_the_learner_of_the_demo_reads_that_a_key_was_put_right(demo: Made) -> None:
    client = demo.app.test_client()
    client.post("/sign-in", data={"login": "hocvien", "password": service.PASSWORD})
    attempt = session.scalars(select(Attempt).join(Attempt.person).filter_by(username="hocvien")).one()
    page = client.get(f"/attempts/{attempt.public_id}/result").text
    assert "Đã điều chỉnh" in page
    assert planted.MEANT in page


def test_one_set_is_in_use_and_one_waits_with_a_clearer_case(demo: Made) -> None:
    told = select(Situation.latest_number, QuestionVersion.state).join_from(
        SituationPart, QuestionVersion, QuestionVersion.id == SituationPart.version_id
    )
    told = told.join(Situation, Situation.id == SituationPart.situation_id)
    found = {tuple(row) for row in session.execute(told)}
    assert found == {(1, VersionState.PUBLISHED), (2, VersionState.PUBLISHED), (2, VersionState.SUBMITTED)}
