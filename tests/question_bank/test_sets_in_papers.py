"""Questions about one case in a paper: together, in order, all or none."""

from collections import Counter
from dataclasses import replace

from question_bank.assembly import Candidate, assemble
from question_bank.question import Level
from question_bank.types import SingleChoice
from tests.question_bank.pools import QUESTION, matrix, refs


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
