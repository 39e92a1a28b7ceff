"""Two people record a mark for the same script in the same moment: one mark stands, the other is shown beside it and
kept; and of two readers who do not know of each other the rule makes one mark, whoever comes first."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from lms import database
from lms.accounts.models import Person
from lms.classes.models import StudyClass
from lms.marking.models import Mark, MarkDraft
from lms.permissions import Role
from lms.reflections.double import service as double
from lms.reflections.double.models import AgreedMark, ReadingMark
from lms.reflections.double.rules import Third
from lms.reflections.double.service import Plan
from tests.faults import exam
from tests.learner import Browser
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.scale import scaled
from tests.servers import live, scene
from tests.servers.scene import Scene

ROUNDS = scaled(60, least=5)
MARKERS = ("chi", "dung")
LEVELS = {"chi": 2, "dung": 0}


@dataclass
class Desk:
    """A server, the cookies of two markers, and scripts of a task that one and of a task that two people mark."""

    scene: Scene
    url: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    forms: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    scripts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def record(self, kind: str, place: int) -> dict[str, tuple[int, str]]:
        """Both record at once; status and page by marker."""
        gate = threading.Barrier(len(MARKERS))
        address = f"/scripts/{self.scripts[kind][place][1]}/marks"

        def one(name: str) -> tuple[int, str]:
            cookie, _, value = self.cookies[name].partition("=")
            browser = Browser(self.url, {cookie: value})
            head = {
                "X-CSRFToken": self.scene.csrf,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            gate.wait(30)
            answer = browser.request("POST", address, urlencode(self.forms[kind][name]), head)
            return answer.status, answer.text

        with ThreadPoolExecutor(len(MARKERS)) as pool:
            return dict(zip(MARKERS, pool.map(one, MARKERS), strict=True))


@pytest.fixture
def desk(empty_database_url: str, tmp_path: Path) -> Iterator[Desk]:
    exam.make_tables(empty_database_url, tmp_path)
    made = scene.make(empty_database_url, tmp_path, ROUNDS)
    desk = Desk(made)
    with made.app.app_context(), database.transaction():
        people = {one.username: one for one in database.session.scalars(select(Person)) if one.username}
        study_class = database.session.get_one(StudyClass, made.class_id)
        appoint(people["dung"], Role.LECTURER, class_id=study_class.id)
        for kind in ("alone", "twice"):
            task = making.make_task(study_class, people["chi"])
            for learner in made.learners:
                making.hand_in(task, database.session.get_one(Person, learner.person_id))
            if kind == "twice":
                rule = Plan(percent=100, near=None, within=Decimal(9), one_band=False, third=Third.NEARER)
                double.decide(task, rule, people["chi"], NOW)
                double.share_out(task, people["chi"], NOW)
            desk.scripts[kind] = sorted((one.id, one.public_id) for one in making.submissions(task))
            desk.forms[kind] = {
                name: making.choices(task, LEVELS[name]) | {"remark": f"Ý kiến của {name}."}
                for name in MARKERS
            }
        second = {"id": people["dung"].id, "username": "dung"}
    scene.sign_in(made, [second], made.checkpoint_id)
    desk.cookies = {"chi": made.staff, "dung": made.learners[-1].cookie}
    database.session.remove()
    with live.running(empty_database_url, tmp_path, workers=2) as sen:
        desk.url = sen.url
        yield desk
    database.session.remove()
    database.engine().dispose()


@pytest.mark.timeout(1200)
def test_of_two_who_record_at_once_the_second_sees_what_differs_and_nothing_is_lost(
    desk: Desk, report: Callable[[str], None]
) -> None:
    firsts = dict.fromkeys(MARKERS, 0)
    for place in range(ROUNDS):
        answers = desk.record("alone", place)
        assert sorted(status for status, _page in answers.values()) == [302, 409]
        [first] = [name for name, (status, _page) in answers.items() if status == 302]
        [second] = [name for name in MARKERS if name != first]
        page = answers[second][1]
        assert f"Ý kiến của {first}." in page
        assert f"Ý kiến của {second}." in page
        marks, drafts = _kept(desk, desk.scripts["alone"][place][0])
        assert [mark.remark for mark in marks] == [f"Ý kiến của {first}."]
        assert [draft.values["remark"] for draft in drafts] == [f"Ý kiến của {second}."]
        firsts[first] += 1
    report(f"{ROUNDS} scripts marked by two at once; first were {firsts}, nothing lost")


@pytest.mark.timeout(1200)
def test_of_two_readers_who_record_at_once_one_mark_is_made(
    desk: Desk, report: Callable[[str], None]
) -> None:
    for place in range(ROUNDS):
        answers = desk.record("twice", place)
        assert [status for status, _page in answers.values()] == [302, 302]
        marks, _drafts = _kept(desk, desk.scripts["twice"][place][0])
        assert [mark.total for mark in marks] == [Decimal(6)], "the mean of 10 and 2"
    with desk.scene.app.app_context(), database.reading_connection() as connection:
        counted = [len(connection.execute(select(one)).all()) for one in (ReadingMark.id, AgreedMark.mark_id)]
    assert counted == [2 * ROUNDS, ROUNDS]
    report(f"{ROUNDS} scripts read by two at once: {ROUNDS} marks out of {2 * ROUNDS}")


def _kept(desk: Desk, submission_id: int) -> tuple[list[Mark], list[MarkDraft]]:
    with desk.scene.app.app_context():
        marks = database.session.scalars(select(Mark).where(Mark.subject_id == submission_id)).all()
        drafts = database.session.scalars(
            select(MarkDraft).where(MarkDraft.subject_id == submission_id)
        ).all()
        database.session.remove()
    return list(marks), list(drafts)
