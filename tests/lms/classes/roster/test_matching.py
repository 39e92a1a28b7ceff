"""Whom a row means: nobody yet, somebody known, or a person has to say."""

from typing import Any

import pytest

from lms.classes.models import RowDecision, RowOutcome
from lms.classes.roster.matching import People, Settled, Verdict, judge
from lms.classes.roster.people import Known, spoken
from lms.classes.roster.problems import error
from lms.classes.roster.understanding import Understood

AN: dict[str, Any] = {"full_name": "Nguyễn Văn An", "birth_date": "1981-05-18", "birth_year": 1981}


def known(number: int = 1, **values: Any) -> Known:
    return Known(number, **{**AN, **values})


def judged(values: dict[str, Any], *people: Known) -> Verdict:
    return judge([Understood(1, values)], People(people))[1]


def code(verdict: Verdict) -> str:
    return verdict.problems[0].code


def test_nobody_of_this_name_is_somebody_new():
    assert judged(AN).outcome is RowOutcome.NEW


@pytest.mark.parametrize(
    "name, value", [("citizen_id", "038081000123"), ("phone", "0912345678"), ("member_code", "HV1")]
)
def test_an_identifier_finds_its_holder(name: str, value: str):
    verdict = judged(AN | {name: value}, known(7, **{name: value}))
    assert (verdict.outcome, verdict.person.id if verdict.person else 0) == (RowOutcome.MATCHED, 7)


def test_name_and_birth_find_a_person_without_identifiers():
    assert judged(AN, known()).outcome is RowOutcome.MATCHED


def test_a_tone_that_is_put_elsewhere_is_no_change():
    assert spoken("Trần Hoà") == spoken("Trần Hòa") != spoken("Trần Hoa")
    assert judged(AN | {"full_name": "Trần Hoà"}, known(full_name="Trần Hòa")).outcome is RowOutcome.MATCHED


def test_a_name_typed_without_marks_means_the_one_with_marks():
    verdict = judged(AN | {"full_name": "Nguyen Van An"}, known())
    assert (verdict.outcome, verdict.changes) == (RowOutcome.MATCHED, {})


def test_other_marks_with_the_same_birth_have_to_be_looked_at():
    assert code(judged(AN | {"full_name": "Nguyễn Văn Ân"}, known())) == "row.other_marks"


def test_what_the_file_says_otherwise_is_a_change_and_what_it_leaves_empty_is_none():
    person = known(phone="0912345678", position="Kế toán", email="an@example.org")
    verdict = judged(AN | {"phone": "0987654321", "position": "kế  toán"}, person)
    assert verdict.outcome is RowOutcome.CHANGED
    assert verdict.changes == {"phone": ["0912345678", "0987654321"]}


def test_identifiers_of_different_people_are_a_conflict():
    people = known(1, phone="0912345678"), known(2, full_name="Lê Bình", citizen_id="038081000123")
    verdict = judged(AN | {"phone": "0912345678", "citizen_id": "038081000123"}, *people)
    assert (verdict.outcome, code(verdict), verdict.candidates) == (
        RowOutcome.CONFLICT, "row.several_people", [2, 1],
    )  # fmt: skip


def test_a_phone_of_somebody_of_another_name_is_a_conflict():
    verdict = judged(
        AN | {"phone": "0912345678"}, known(full_name="Lê Thị Bình", birth_date=None, phone="0912345678")
    )
    assert code(verdict) == "row.other_name"


def test_same_name_and_birth_with_another_citizen_number_is_a_conflict():
    verdict = judged(AN | {"citizen_id": "038081000123"}, known(citizen_id="038081000999"))
    assert code(verdict) == "row.same_name_other_number"


def test_twelve_digits_follow_nine():
    verdict = judged(AN | {"citizen_id": "038081000123"}, known(citizen_id="171234567"))
    assert verdict.changes == {"citizen_id": ["171234567", "038081000123"]}


def test_a_phone_with_the_name_and_another_birth_is_a_conflict():
    assert (
        code(judged(AN | {"phone": "0912345678"}, known(birth_date="1990-01-01", phone="0912345678")))
        == "row.other_birth"
    )


def test_a_citizen_number_with_the_name_corrects_the_birth():
    verdict = judged(
        AN | {"citizen_id": "038081000123"}, known(birth_date="1981-05-19", citizen_id="038081000123")
    )
    assert verdict.changes == {"birth_date": ["1981-05-19", "1981-05-18"]}


def test_a_common_name_alone_means_nobody_known():
    assert judged({"full_name": "Nguyễn Văn An"}, known()).outcome is RowOutcome.NEW


def test_a_name_alone_means_the_one_who_is_in_the_class_or_of_the_unit():
    assert (
        judged({"full_name": "Nguyễn Văn An"}, known(1, in_class=True), known(2)).outcome
        is RowOutcome.MATCHED
    )
    assert (
        judged({"full_name": "Nguyễn Văn An", "unit_id": 5}, known(1, unit_id=5)).outcome
        is RowOutcome.MATCHED
    )


def test_a_year_of_birth_alone_is_asked_about():
    assert code(judged({"full_name": "Nguyễn Văn An", "birth_year": 1981}, known())) == "row.perhaps"


def test_two_of_one_name_and_birth_are_told_apart_by_unit_or_asked_about():
    people = known(1, unit_id=4), known(2, unit_id=5)
    assert judged(AN | {"unit_id": 5}, *people).person == people[1]
    assert code(judged(AN, *people)) == "row.several_named"


def test_who_may_not_be_seen_is_not_found_by_name():
    assert judged(AN, known(visible=False)).outcome is RowOutcome.NEW


def test_data_of_people_elsewhere_stay_as_they_are():
    verdict = judged(
        AN | {"phone": "0912345678", "position": "Kế toán"}, known(phone="0912345678", editable=False)
    )
    assert (verdict.outcome, verdict.changes, code(verdict)) == (RowOutcome.MATCHED, {}, "row.not_yours")


def test_a_person_twice_in_the_file_is_taken_once():
    verdicts = judge([Understood(5, AN), Understood(9, AN)], People([]))
    assert verdicts[5].outcome is RowOutcome.NEW
    assert (verdicts[9].outcome, verdicts[9].problems[0].params) == (RowOutcome.CONFLICT, {"row": 5})


def test_one_phone_for_two_names_makes_both_unclear():
    rows = [
        Understood(5, AN | {"phone": "0912345678"}),
        Understood(6, {"full_name": "Lê Bình", "phone": "0912345678"}),
    ]
    assert {verdict.outcome for verdict in judge(rows, People([])).values()} == {RowOutcome.CONFLICT}


def test_namesakes_with_their_own_citizen_numbers_are_two_people():
    rows = [
        Understood(1, AN | {"citizen_id": "038081000123"}),
        Understood(2, AN | {"citizen_id": "038081000999"}),
    ]
    assert {verdict.outcome for verdict in judge(rows, People([])).values()} == {RowOutcome.NEW}


def test_two_rows_that_mean_one_known_person_are_not_both_taken():
    rows = [Understood(1, AN | {"phone": "0912345678"}), Understood(2, AN | {"member_code": "HV1"})]
    verdicts = judge(rows, People([known(phone="0912345678", member_code="HV1")]))
    assert [verdicts[1].outcome, verdicts[2].outcome] == [RowOutcome.MATCHED, RowOutcome.CONFLICT]


def test_a_faulty_row_stands_in_nobodys_way():
    bad = Understood(1, AN, [error("birth.not_read", text="?")])
    verdicts = judge([bad, Understood(2, AN)], People([]))
    assert [verdicts[1].outcome, verdicts[2].outcome] == [RowOutcome.ERROR, RowOutcome.NEW]


def test_a_settled_row_means_whom_a_person_chose_and_foreign_numbers_stay():
    people = People([known(1, phone="0912345678"), known(2, full_name="Lê Bình", citizen_id="038081000123")])
    values = AN | {"phone": "0912345678", "citizen_id": "038081000123", "position": "Kế toán"}
    existing = judge([Understood(1, dict(values))], people, {1: Settled(RowDecision.EXISTING, 1)})[1]
    assert existing.changes == {"position": ["", "Kế toán"]}
    fresh = Understood(1, dict(values))
    assert judge([fresh], people, {1: Settled(RowDecision.NEW)})[1].outcome is RowOutcome.NEW
    assert fresh.values == AN | {"position": "Kế toán"}
    skipped = judge([Understood(1, dict(values))], people, {1: Settled(RowDecision.SKIP)})[1]
    assert skipped.outcome is RowOutcome.CONFLICT
