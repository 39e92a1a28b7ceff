"""A topic stands for all that stand below it: in the list, its counts, bulk choice and files, and in the matrix."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from lms import database
from lms.programmes.models import Topic, TopicNesting
from lms.questions import exporting, listing
from lms.questions.choosing import chosen
from lms.questions.listing import Filter
from lms.questions.sharing.rules import Right
from lms.questions.sharing.viewers import as_viewer
from lms.quizzes import matrix, papers
from lms.quizzes.models import Quiz
from question_bank.question import Level
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import choice, published

NB = Level.RECOGNITION


@pytest.fixture
def tree(cast: Cast) -> tuple[Topic, Topic, Topic]:
    """The second topic below the first, the third below the second; a question under each, and one under the first."""
    upper, middle, lower = topics = tuple(cast.programme.topics[:3])
    for topic, parent in ((middle, upper), (lower, middle)):
        database.session.add(TopicNesting(topic_id=topic.id, parent_id=parent.id))
    for number, topic in enumerate(topics):
        where: dict[str, Any] = {"programme_id": cast.programme.id, "topic_id": topic.id, "level": NB}
        published(cast.chi, cast.hanh, NOW, choice(f"Câu {'xyz'[number] * 5}?"), **where)
    database.session.commit()
    return upper, middle, lower


def test_the_list_its_counts_the_choice_and_the_file_are_of_the_same_questions(
    app: Flask, cast: Cast, tree: tuple[Topic, Topic, Topic]
) -> None:
    viewer = as_viewer(cast.chi, NOW)
    found = []
    with app.app_context():
        for topic in tree:
            wanted = Filter(place=f"{cast.programme.id}:{topic.id}")
            ids = listing.fitting_ids(wanted, viewer)
            everything = MultiDict({"all": "1", "place": wanted.place})
            assert chosen(everything, viewer, Right.SEE, date(2026, 11, 24)) == ids
            assert listing.state_counts(wanted, viewer)[""] == len(ids)
            assert exporting.gift_file(wanted, viewer).decode().count("xxxxx") == (topic is tree[0])
            found.append(len(ids))
    assert found == [3, 2, 1]


def test_the_filter_says_so(
    cast: Cast, tree: tuple[Topic, Topic, Topic], as_user: Callable[[str], TestClient]
) -> None:
    page = as_user("chi").get("/questions/").text
    assert page.count("(gồm cả các chuyên đề bên dưới)") == 2
    assert f"{tree[1].title} (gồm cả" in page
    assert f"{tree[2].title} (gồm cả" not in page


def test_a_row_of_an_upper_topic_counts_and_draws_what_stands_below_it_into_its_own_section(
    app: Flask, cast: Cast, tree: tuple[Topic, Topic, Topic], as_user: Callable[[str], TestClient]
) -> None:
    quiz = Quiz(study_class_id=cast.k1.id, created_at=NOW, title="Kiểm tra", minutes=30, papers_wanted=1)
    quiz.sections = [{"title": "Phần I", "note": ""}, {"title": "Phần II", "note": ""}]
    none = {"TH": 0, "VD": 0, "VDC": 0}
    quiz.blueprint = [
        {"topic_id": tree[0].id, "NB": 2, "section": 2, **none},
        {"topic_id": tree[2].id, "NB": 1, "section": 1, **none},
    ]
    database.session.add(quiz)
    database.session.commit()
    page = as_user("chi").get(f"/quizzes/{quiz.id}/edit").text
    for topic, there in zip(tree, (3, 2, 1), strict=True):
        assert f'name="{matrix.field_name(topic.id, NB)}" data-have="{there}"' in page
    with app.app_context():
        assert papers.publish(cast.chi, quiz, 7, NOW).papers == 1
    assert [slot.section for slot in quiz.papers[0].slots] == [1, 2, 2]
    assert len({slot.question_version_id for slot in quiz.papers[0].slots}) == 3
