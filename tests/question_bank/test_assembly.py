"""Papers drawn from a pool."""

from collections import Counter
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, strategies as st

from question_bank.assembly import Candidate, Mixing, assemble, shortfalls
from question_bank.blueprint import Blueprint, Row
from question_bank.question import Level
from tests.question_bank.pools import ONE, QUESTION, matrix, pool, refs, rows
from tests.scale import scaled


def test_a_paper_is_what_the_matrix_asks_for():
    wanted = matrix(("a", Level.RECOGNITION, 3), ("b", None, 2), ("", None, 1))
    candidates = {one.ref: one for one in pool(60)}
    (paper,) = assemble(wanted, pool(60), 1).papers
    kinds = Counter(candidates[ref].topic for ref in refs(paper))
    assert len(set(refs(paper))) == 6
    assert kinds["a"] >= 3
    assert kinds["b"] >= 2


def test_the_same_seed_gives_the_same_papers():
    wanted = matrix(("", None, 10))
    assert assemble(wanted, pool(60), 5, 4) == assemble(wanted, pool(60), Random(5), 4)
    assert assemble(wanted, pool(60), 5, 4) != assemble(wanted, pool(60), 6, 4)


def test_a_pool_too_small_is_told_exactly():
    wanted = matrix(("a", Level.RECOGNITION, 8), ("b", None, 3))
    (found,) = assemble(wanted, pool(60), 1, 3).shortfalls
    assert (found.row.topic, found.available, found.missing) == ("a", 5, 3)
    assert assemble(wanted, pool(60), 1, 3).papers == []


def test_rows_that_compete_give_way_to_each_other():
    """Only a choice that leaves the narrow questions to the narrow rows fills both."""
    wanted = matrix(("", Level.RECOGNITION, 5), ("a", None, 20), ("", None, 35))
    assert shortfalls(wanted, pool(60)) == []


def test_papers_share_nothing_while_the_pool_lasts():
    papers = assemble(matrix(("", None, 10)), pool(60), 3, 6).papers
    assert Counter(ref for paper in papers for ref in refs(paper)) == Counter(range(60))


def test_every_question_is_shown_as_often_as_any_other():
    papers = assemble(matrix(("", None, 7)), pool(60), 3, scaled(3000)).papers
    shown = Counter(ref for paper in papers for ref in refs(paper))
    assert max(shown.values()) - min(shown[number] for number in range(60)) <= 1


def test_every_question_has_the_same_chance_in_a_single_paper():
    """Chi-square over independent draws: below the 0.999 quantile for 11 degrees of freedom."""
    draws = scaled(20_000)
    candidates = pool(12)
    shown = Counter(
        ref
        for seed in range(draws)
        for ref in refs(assemble(matrix(("", None, 3)), candidates, seed).papers[0])
    )
    expected = draws * 3 / 12
    assert sum((shown[number] - expected) ** 2 / expected for number in range(12)) < 31.3


def test_every_option_has_the_same_chance_at_every_free_place():
    draws = scaled(20_000)
    papers = assemble(matrix(("", None, 1)), pool(12), 9, draws).papers
    first = Counter(paper.slots[0].option_order[0] for paper in papers)
    assert len(first) == 3
    assert sum((count - draws / 3) ** 2 / (draws / 3) for count in first.values()) < 13.8


def test_options_that_speak_of_others_keep_their_place():
    papers = assemble(matrix(("", None, 10)), pool(60), 3, 6).papers
    last = QUESTION.options[3].id
    assert {slot.option_order[3] for paper in papers for slot in paper.slots} == {last}


def test_what_was_used_before_comes_last():
    used = dict.fromkeys(range(50), 1)
    (paper,) = assemble(matrix(("", None, 10)), pool(60), 3, used=used).papers
    assert set(refs(paper)) == set(range(50, 60))


def test_of_a_family_a_paper_has_one():
    twins = [Candidate(number, QUESTION, "a", None, family=str(number // 2)) for number in range(12)]
    (paper,) = assemble(matrix(("a", None, 6)), twins, 3).papers
    assert len({ref // 2 for ref in refs(paper)}) == 6
    assert shortfalls(matrix(("a", None, 7)), twins)[0].available == 6


def test_forms_of_one_test_have_the_same_questions_in_another_order():
    papers = assemble(matrix(("", None, 10)), pool(60), 3, 4, mixing=Mixing(same_questions=True)).papers
    assert len({frozenset(refs(paper)) for paper in papers}) == 1
    assert len({tuple(refs(paper)) for paper in papers}) == 4


def test_without_mixing_questions_stand_in_the_order_of_the_matrix():
    still = Mixing(shuffle_questions=False, shuffle_options=False)
    (paper,) = assemble(matrix(("a", None, 3), ("b", None, 3)), pool(60), 3, mixing=still).papers
    topics = [pool(60)[ref].topic for ref in refs(paper)]
    assert topics == ["a"] * 3 + ["b"] * 3
    assert {slot.option_order for slot in paper.slots} == {()}


@pytest.mark.parametrize("wanted", [Blueprint(()), matrix(("a", None, 0))])
def test_an_empty_matrix_gives_an_empty_paper(wanted):
    assert assemble(wanted, pool(12), 1).papers[0].slots == ()


@given(rows, st.integers(0, 40), st.integers(1, 3), st.integers(0, 99))
def test_papers_never_repeat_and_are_whole_or_short(wanted, size, papers, seed):
    blueprint = matrix(*wanted)
    found = assemble(blueprint, pool(size), seed, papers)
    assert bool(found.papers) != bool(found.shortfalls)
    for paper in found.papers:
        assert len(paper.slots) == len(set(refs(paper))) == blueprint.count


@given(rows, st.integers(0, 24), st.integers(0, 9))
def test_a_shortfall_is_real(wanted, size, seed):
    """Hall's condition: some set of rows asks for more questions than any of them accepts."""
    blueprint = matrix(*wanted)
    found = assemble(blueprint, pool(size), seed).shortfalls
    assert bool(found) == breaks_hall(blueprint.rows, pool(size))
    assert all(0 <= one.available < one.row.count for one in found)


def breaks_hall(rows, candidates):
    for choice in range(1, 2 ** len(rows)):
        chosen = [row for place, row in enumerate(rows) if choice >> place & 1]
        fitting = {
            one.ref
            for one in candidates
            for row in chosen
            if row.accepts(one.topic, one.level, one.question.type)
        }
        if sum(row.count for row in chosen) > len(fitting):
            return True
    return False


def test_what_a_learner_has_seen_comes_only_where_nothing_else_is_left():
    wanted = matrix(("a", None, 6), ("", None, 4))
    of_a = [one.ref for one in pool(60) if one.topic == "a"]
    (paper,) = assemble(wanted, pool(60), 3, seen=of_a[:15]).papers
    assert len(paper.repeated) == 1
    assert paper.repeated <= set(of_a[:15])
    (fresh,) = assemble(wanted, pool(60), 3, seen=of_a[:14]).papers
    assert fresh.repeated == frozenset()


def test_a_row_that_takes_anything_leaves_the_unseen_to_the_row_that_needs_them():
    wanted = matrix(("a", None, 2), ("", None, 2))
    candidates = [Candidate(number, QUESTION, "a" if number < 4 else "b", None) for number in range(8)]
    for seed in range(20):
        (paper,) = assemble(wanted, candidates, seed, seen=[0, 1, 4, 5]).papers
        assert paper.repeated == frozenset()


def test_sections_stand_in_their_order_and_questions_are_shuffled_within():
    rows = (Row("a", None, 4, ONE, section=2), Row("b", None, 4, ONE, section=1))
    wanted = Blueprint(rows, Decimal(8), ("Phần I", "Phần II"))
    papers = assemble(wanted, pool(60), 3, 4).papers
    assert {tuple(slot.section for slot in paper.slots) for paper in papers} == {(1,) * 4 + (2,) * 4}
    assert [part.count for part in wanted.by_section().values()] == [4, 4]
    assert wanted.problems() == []
    beyond = Blueprint((Row("a", None, 10, ONE, section=3),), sections=("Phần I", "Phần II"))
    assert [problem.code for problem in beyond.problems()] == ["blueprint.section"]


def test_a_row_is_filled_from_its_topic_and_from_those_below_it():
    rows = (Row("a", None, 2, ONE, below=("b",)), Row("b", None, 2, ONE))
    candidates = [
        Candidate(0, QUESTION, "a", None),
        *(Candidate(place, QUESTION, "b", None) for place in range(1, 4)),
    ]
    (paper,) = assemble(Blueprint(rows), candidates, 1).papers
    assert sorted(refs(paper)) == [0, 1, 2, 3]
    (found,) = assemble(Blueprint(rows), candidates[:3], 1).shortfalls
    assert found.missing == 1
