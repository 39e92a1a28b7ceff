"""What the bank asks already in other words is named when a file comes, and found in a sweep."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from lms import database
from lms.programmes.models import Programme
from lms.questions import intake, near
from lms.questions.models import Decision
from question_bank.types import SingleChoice, options
from tests.lms.browser import TestClient
from tests.lms.cast import Cast
from tests.lms.questions.samples import stored

STEM = "Nội dung nào sau đây là nguyên tắc tổ chức cơ bản của Đảng Cộng sản Việt Nam?"
CHOICES = ["Tập trung dân chủ", "Tự phê bình", "Đoàn kết thống nhất", "Gắn bó với nhân dân"]
FILE = f"""Câu 1: {STEM} Vì sao?
A. {CHOICES[0]}
B. {CHOICES[1]}
C. {CHOICES[2]}
D. {CHOICES[3]}
Đáp án: A

Câu 2: Thủ đô của nước ta ở đâu?
A. Hà Nội
B. Huế
Đáp án: A
"""


def in_the_bank(cast: Cast, now: datetime, stem: str = STEM, programme_id: int | None = None) -> int:
    asked = SingleChoice(text=stem, options=options(CHOICES, {0}))
    return stored(cast.chi, now, asked, programme_id=programme_id or cast.programme.id).id


def read(cast: Cast, text: str = FILE) -> intake.Reading:
    return intake.understand(text.encode(), "de.txt", near.beside(cast.programme.id))


def test_what_the_bank_asks_in_other_words_is_named_and_a_person_decides(cast: Cast, now: datetime) -> None:
    known = in_the_bank(cast, now)
    first, second = read(cast).rows
    assert ("bank.near", {"number": known}) in [(one["code"], one["params"]) for one in first["problems"]]
    assert first["decision"] is Decision.OPEN
    assert second["decision"] is Decision.ACCEPT


def test_the_review_page_leads_to_the_question_that_is_near(
    cast: Cast, now: datetime, as_user: Callable[[str], TestClient], app: Flask
) -> None:
    known = in_the_bank(cast, now)
    with app.app_context():
        begun = intake.begin(cast.chi, read(cast), cast.programme.id, now)
    database.session.commit()
    page = as_user("chi").get(f"/questions/imports/{begun.id}")
    assert f'href="/questions/{known}">Câu hỏi {known}</a>' in page.text


def test_the_very_same_question_is_a_twin_and_not_named_as_near(cast: Cast, now: datetime) -> None:
    in_the_bank(cast, now)
    assert read(cast, FILE.replace(" Vì sao?", "")).also == [[], []]


def test_questions_of_other_programmes_and_retired_ones_are_not_compared_with(
    cast: Cast, now: datetime
) -> None:
    other = Programme(code="SC", title="Sơ cấp lý luận chính trị")
    database.session.add(other)
    database.session.flush()
    in_the_bank(cast, now, programme_id=other.id)
    asked = SingleChoice(text=STEM, options=options(CHOICES, {0}))
    stored(cast.chi, now, asked, programme_id=cast.programme.id).retired_at = now
    assert read(cast).also == [[], []]


def test_a_bank_too_large_to_be_compared_with_is_said(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "LARGEST", 1)
    in_the_bank(cast, now)
    in_the_bank(cast, now, stem="Đảng ta ra đời năm nào?")
    reading = read(cast)
    assert reading.also == [[], []]
    assert [problem["code"] for problem in reading.problems] == ["bank.too_large"]


def test_the_sweep_gives_pairs_with_what_they_ask(cast: Cast, now: datetime) -> None:
    first = in_the_bank(cast, now)
    second = in_the_bank(cast, now, stem=f"{STEM} Vì sao?")
    third = in_the_bank(cast, now)
    in_the_bank(cast, now, stem="Đảng ta ra đời năm nào?")
    twins, alike = near.sweep(cast.programme.id)[:2]
    assert (twins.first, twins.second, twins.alike) == (first, third, 1.0)
    assert (alike.first, alike.second, alike.texts) == (first, second, (STEM, f"{STEM} Vì sao?"))
