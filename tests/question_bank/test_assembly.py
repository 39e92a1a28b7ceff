"""Papers drawn from a pool."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, strategies as st

from question_bank.assembly import Candidate, Mixing, assemble, shortfalls
from question_bank.blueprint import Blueprint, Row
from question_bank.question import Level
from question_bank.types import SingleChoice, options
from tests.scale import scaled

ONE = Decimal(1)
TOPICS = ("a", "b", "c")
LEVELS = tuple(Level)
QUESTION = SingleChoice(text="?", options=options(["m", "n", "p", "Cả A, B và C"], [3]))


def pool(size, topics=TOPICS):
    """As many questions of every topic and level."""
    kinds = [(topic, level) for topic in topics for level in LEVELS]
    return [Candidate(number, QUESTION, *kinds[number % len(kinds)]) for number in range(size)]


def matrix(*rows):
    return Blueprint(tuple(Row(topic, level, count, ONE) for topic, level, count in rows))


def refs(paper):
    return [slot.question_ref for slot in paper.slots]


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


rows = st.lists(
    st.tuples(st.sampled_from(["", *TOPICS]), st.sampled_from([None, *LEVELS]), st.integers(0, 6)), max_size=5
)


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


def hard(size, topics=TOPICS, seed=1):
    """A pool whose difficulties are known."""
    chance = Random(seed)
    return [
        Candidate(one.ref, one.question, one.topic, one.level, difficulty=chance.uniform(0.2, 0.95))
        for one in pool(size, topics)
    ]


def expected(paper, candidates):
    known = {one.ref: one.difficulty for one in candidates}
    return sum(known[ref] for ref in refs(paper)) / len(paper.slots)


def test_parallel_papers_are_equally_hard_and_use_questions_equally():
    wanted, candidates = matrix(*[(topic, None, 5) for topic in TOPICS]), hard(120)
    balanced = assemble(wanted, candidates, 4, 12).papers
    drawn = assemble(wanted, candidates, 4, 12, mixing=Mixing(balanced=False)).papers

    def spread(papers):
        shares = [expected(paper, candidates) for paper in papers]
        return max(shares) - min(shares)

    assert spread(balanced) < 0.02 < spread(drawn)
    used = Counter(ref for paper in balanced for ref in refs(paper))
    assert used == Counter(ref for paper in drawn for ref in refs(paper))
    assert max(used.values()) - min(used[one.ref] for one in candidates) <= 1


@pytest.mark.parametrize("most", [0, 2, 5])
def test_two_papers_share_no_more_than_they_may(most):
    wanted = matrix(*[(topic, None, 4) for topic in TOPICS])
    papers = assemble(wanted, hard(96), 5, 8 if most == 0 else 12, mixing=Mixing(most_shared=most)).papers
    shared = [
        len(set(refs(one)) & set(refs(other))) for one in papers for other in papers if one is not other
    ]
    assert max(shared) <= most


def test_papers_that_cannot_be_kept_apart_are_told():
    found = assemble(matrix(("", None, 10)), pool(12), 3, 3, mixing=Mixing(most_shared=2))
    assert found.papers == []
    assert found.overlap is not None
    assert found.overlap.shared >= 8


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


def test_questions_about_one_case_stand_together():
    told = [
        Candidate(
            number, SingleChoice(text="?", options=QUESTION.options, case=f"Ca {number % 5}"), "a", None
        )
        for number in range(15)
    ]
    for seed in range(20):
        (paper,) = assemble(matrix(("a", None, 15)), told, seed).papers
        cases = [ref % 5 for ref in refs(paper)]
        assert len(set(cases)) == sum(one != other for one, other in zip([None, *cases], cases, strict=False))


def test_never_two_near_duplicates_in_one_paper_also_after_balancing():
    chance = Random(3)
    twins = [
        Candidate(number, QUESTION, "a", None, family=str(number // 3), difficulty=chance.random())
        for number in range(90)
    ]
    for paper in assemble(matrix(("a", None, 20)), twins, 3, 8).papers:
        assert len({ref // 3 for ref in refs(paper)}) == 20


def test_exposure_over_parallel_papers_passes_a_chi_square_test():
    """One paper out of parallel ones, balanced and kept apart: 0.999 quantile for 35 degrees of freedom."""
    draws, candidates = scaled(20_000), hard(36)
    wanted = matrix(*[(topic, None, 2) for topic in TOPICS])
    how = Mixing(most_shared=2)
    shown = Counter(
        ref
        for seed in range(draws)
        for ref in refs(assemble(wanted, candidates, seed, 3, mixing=how).papers[seed % 3])
    )
    usual = draws * 6 / 36
    assert sum((shown[one.ref] - usual) ** 2 / usual for one in candidates) < 66.6


@given(rows, st.integers(0, 40), st.integers(0, 3), st.integers(0, 99))
def test_papers_kept_apart_are_whole_short_or_too_close(wanted, size, most, seed):
    blueprint = matrix(*wanted)
    found = assemble(blueprint, hard(size), seed, 3, mixing=Mixing(most_shared=most))
    assert bool(found.papers) + bool(found.shortfalls) + bool(found.overlap) == 1
    for one in found.papers:
        assert len(set(refs(one))) == blueprint.count
        assert all(len(set(refs(one)) & set(refs(two))) <= most for two in found.papers if two is not one)


def test_questions_about_one_case_stand_together_as_their_author_ordered_them():
    case = [
        Candidate(place, replace(QUESTION, case="Chi bộ A"), "a", Level.RECOGNITION, place=3 - place)
        for place in range(3)
    ]
    alone = [Candidate(place, QUESTION, "a", Level.RECOGNITION) for place in range(3, 9)]
    for seed in range(20):
        (paper,) = assemble(matrix(("a", None, 9)), [*case, *alone], seed).papers
        found = refs(paper)
        first = found.index(2)
        assert found[first : first + 3] == [2, 1, 0]


def test_a_paper_has_a_set_or_nothing_of_it_and_sets_are_used_as_often_as_others():
    """Also over the rows of two levels, and where papers are made equally hard."""
    levels = (Level.UNDERSTANDING, Level.APPLICATION)
    sets = [
        Candidate(
            3 * case + place,
            replace(QUESTION, case=f"Chi bộ {case}"),
            "a",
            levels[place % 2],
            difficulty=0.9 - place / 5,
        )
        for case in range(3)
        for place in range(3)
    ]
    alone = [
        Candidate(place, QUESTION, "a", levels[place % 2], difficulty=place % 7 / 7) for place in range(9, 30)
    ]
    wanted = matrix(("a", levels[0], 4), ("a", levels[1], 4))
    whole = Counter()
    for seed in range(30):
        for paper in assemble(wanted, [*sets, *alone], seed, 4).papers:
            found = Counter(ref // 3 for ref in refs(paper) if ref < 9)
            whole.update(found.values())
    assert whole[3] > 5 * (whole[1] + whole[2])
    assert sum(whole.values()) > 60


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
