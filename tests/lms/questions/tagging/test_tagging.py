"""Keywords and objectives stand beside the versions: set for many at once, found, filtered, exported, reported."""

from collections.abc import Callable
from typing import Any

import pytest

from lms import database
from lms.programmes.objectives import service as objectives
from lms.programmes.objectives.models import LearningObjective
from lms.programmes.objectives.service import Wish
from lms.questions import exporting, importing, listing, service as bank
from lms.questions.listing import Filter
from lms.questions.models import Question
from lms.questions.service import Placement, Saved
from lms.questions.sharing import service as sharing
from lms.questions.sharing.rules import Viewer
from lms.questions.sharing.service import AUTHOR
from lms.questions.tagging import rows, rules, service
from lms.quizzes.statistics.report import by_objective
from question_bank.types import SingleChoice, options
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import begun_import, choice, stored

AsUser = Callable[[str], TestClient]


def with_tags(*tags: str) -> SingleChoice:
    return SingleChoice(text="Có từ khóa?", options=options(["a", "b"], {0}), tags=tags)


def in_topic(cast: Cast, topic: int = 0, text: str = "Câu?") -> Question:
    return stored(
        cast.chi, NOW, choice(text), programme_id=cast.programme.id, topic_id=cast.programme.topics[topic].id
    )


def objective(cast: Cast, words: str = "Nêu được các mốc chính", topic: int = 0) -> LearningObjective:
    lineage = cast.programme.topics[topic].lineage
    objectives.save(cast.em, cast.programme, Wish(new={lineage: [words]}), NOW)
    return next(one for one in objectives.standing([lineage])[lineage] if one.words == words)


@pytest.mark.parametrize(
    "present, add, remove, expected",
    [
        ([], ["Điều lệ"], [], ["Điều lệ"]),
        (["Điều lệ"], ["điều lệ", "cơ bản"], [], ["Điều lệ", "cơ bản"]),
        (["Điều lệ", "cũ"], [], ["CŨ", "không có"], ["Điều lệ"]),
        (["a"], ["a"], ["A"], ["a"]),
    ],
)
def test_keywords_are_kept_once_whatever_their_capitals(
    present: list[str], add: list[str], remove: list[str], expected: list[str]
) -> None:
    assert rules.changed(present, add, remove) == tuple(expected)
    assert rules.read(" a ,  b  c ,, A") == ("a", "b c")


def test_keywords_of_many_change_without_a_new_version_and_are_found(context: None, cast: Cast) -> None:
    first, second = in_topic(cast, text="Một?"), in_topic(cast, text="Hai?")
    ids = [first.id, second.id]
    assert service.retag(cast.chi, ids, ("Sinh hoạt chi bộ", "cơ bản"), (), NOW) == 2
    assert service.retag(cast.chi, ids, ("cơ bản",), (), NOW) == 0
    assert service.retag(cast.chi, [first.id], (), ("CƠ BẢN",), NOW) == 1
    assert (rows.tags_of(first.id), set(rows.tags_of(second.id))) == (
        ("Sinh hoạt chi bộ",),
        {"Sinh hoạt chi bộ", "cơ bản"},
    )
    assert [one.latest_number for one in (first, second)] == [1, 1]
    assert listing.fitting_ids(Filter(words="sinh hoat")) == ids
    assert listing.fitting_ids(Filter(tag="cơ bản")) == [second.id]


def test_what_is_typed_on_the_form_changes_keywords_at_once_and_freezes_none(
    context: None, cast: Cast
) -> None:
    question = bank.create(cast.chi, with_tags("một", "hai"), Placement(), NOW)
    assert (rows.tags_of(question.id), question.latest.asked.tags) == (("hai", "một"), ())
    saved = bank.save(cast.chi, question, with_tags("ba"), Placement(), 1, NOW)
    assert (saved, rows.tags_of(question.id)) == (Saved.PLACED, ("ba",))
    assert bank.save(cast.chi, question, with_tags("ba"), Placement(), 1, NOW) is Saved.UNCHANGED
    assert listing.fitting_ids(Filter(words="ba")) == [question.id]


def test_keywords_come_with_a_file_and_go_with_an_export(context: None, cast: Cast) -> None:
    started = begun_import(cast.chi, NOW, with_tags("Nghị quyết"))
    assert importing.confirm(cast.chi, started, False, NOW) is not None
    [question_id] = listing.fitting_ids(Filter())
    assert rows.tags_of(question_id) == ("Nghị quyết",)
    assert b"Ngh\xe1\xbb\x8b quy\xe1\xba\xbft" in exporting.exported(Filter(), "moodle_xml").data


def test_keywords_of_what_others_keep_are_offered_to_nobody_else(context: None, cast: Cast) -> None:
    question = bank.create(cast.dung, with_tags("bí mật"), Placement(), NOW)
    sharing.keep(cast.dung, [question.id], AUTHOR, NOW)
    assert (rows.offered(Viewer(cast.chi.id)), rows.offered(Viewer(cast.dung.id))) == ([], ["bí mật"])


def test_a_question_names_an_objective_of_its_topic_as_long_as_it_stands_there(
    context: None, cast: Cast
) -> None:
    wanted, here, there = objective(cast), in_topic(cast), in_topic(cast, topic=1)
    aimed = service.aim(cast.chi, [here.id, there.id], wanted, NOW)
    assert (aimed.done, aimed.elsewhere) == (1, 1)
    assert rows.objectives_among([here.id, there.id]) == {here.id: "Nêu được các mốc chính"}
    assert listing.fitting_ids(Filter(objective_id=wanted.id)) == [here.id]
    bank.save(cast.chi, here, here.latest.asked, Placement(cast.programme.id, there.topic_id), 1, NOW)
    assert rows.objectives_among([here.id]) == {}
    assert listing.fitting_ids(Filter(objective_id=wanted.id)) == []
    bank.save(cast.chi, here, here.latest.asked, Placement(cast.programme.id, wanted_topic(cast)), 1, NOW)
    assert list(rows.objectives_among([here.id])) == [here.id]
    assert service.aim(cast.chi, [here.id], None, NOW).done == 1
    assert rows.objectives_among([here.id]) == {}


def wanted_topic(cast: Cast) -> int:
    return cast.programme.topics[0].id


def test_objectives_are_written_changed_and_ended_on_one_page(cast: Cast, as_user: AsUser) -> None:
    topic, em = cast.programme.topics[0], as_user("em")
    url = f"/programmes/{cast.programme.id}/objectives"
    em.post(url, data={f"new-{topic.id}": "Nêu được hoàn cảnh\n\nNêu được hoàn cảnh\nPhân tích ý nghĩa"})
    first, second = objectives.standing([topic.lineage])[topic.lineage]
    assert [first.words, second.words] == ["Nêu được hoàn cảnh", "Phân tích ý nghĩa"]
    em.post(url, data={f"objective-{first.id}": "", f"objective-{second.id}": "Nêu được hoàn cảnh"})
    database.session.expire_all()
    [left] = objectives.standing([topic.lineage])[topic.lineage]
    assert (left.id, left.words) == (second.id, "Nêu được hoàn cảnh")
    assert "Nêu được hoàn cảnh" in em.get(url).text


def test_a_lecturer_sets_both_for_what_is_ticked_and_is_told_what_stays(cast: Cast, as_user: AsUser) -> None:
    wanted, here, there = objective(cast), in_topic(cast), in_topic(cast, topic=1)
    chi = as_user("chi")
    ids = {"question": [here.id, there.id]}
    assert "Đã chọn 2 câu hỏi" in chi.get("/questions/keywords/", query_string=ids).text
    empty = chi.post("/questions/keywords/", data=ids | {"add": " , "})
    assert empty.status_code == 422
    chi.post("/questions/keywords/", data=ids | {"add": "lịch sử", "objective-set": str(wanted.id)})
    page = chi.get("/questions/").text
    assert "1 câu hỏi thuộc chuyên đề khác" in page
    assert "lịch sử" in page
    shown = chi.get(f"/questions/{here.id}").text
    assert "Nêu được các mốc chính" in shown
    assert "lịch sử" in chi.get(f"/questions/{here.id}/edit").text


class Item:
    """What the report looks at."""

    def __init__(self, objective: str, count: int, difficulty: float | None, waiting: int = 0) -> None:
        self.asked: Any = type("Asked", (), {"objective": objective, "topic": "Bài 1"})
        self.count, self.difficulty, self.waiting = count, difficulty, waiting


def test_an_objective_is_reached_as_far_as_the_answers_to_its_questions_earned() -> None:
    items: Any = [Item("a", 10, 0.5), Item("a", 30, 0.9), Item("b", 4, None, 4), Item("", 9, 1.0)]
    first, second = by_objective(items)
    assert (first.questions, first.answers) == (2, 40)
    assert first.share == pytest.approx(0.8)
    assert (second.answers, second.share) == (0, None)
