"""Papers that are equally hard and have little in common."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, strategies as st

from question_bank.assembly import Candidate, Mixing, assemble
from tests.question_bank.pools import QUESTION, TOPICS, expected, hard, matrix, pool, refs, rows
from tests.scale import scaled


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
