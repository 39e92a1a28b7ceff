"""Verdicts about questions: on figures by hand, and on simulated classes with bad questions planted among good ones."""

import logging
from collections import Counter

import numpy as np
import pytest

from question_bank.statistics.verdicts import ALARMS, Figures, Kind, Option, verdicts
from tests.scale import scaled

OPTIONS = 4
PER_CLASS = 30
PLANTED = (Kind.WRONG_KEY, Kind.AMBIGUOUS, Kind.GUESSING, Kind.TOO_EASY)


def figures(count=100, blank=0, facility=0.6, correlation=0.4, options=()):
    return Figures(count, blank, facility, correlation, options)


def choices(key, rival, *, unchosen=0):
    """The key A and three others, of which B has the correlation `rival`."""
    return (
        Option("A", True, 40, key),
        Option("B", False, 30, rival),
        Option("C", False, 30 - unchosen, -0.2),
        Option("D", False, unchosen, None),
    )


def kinds(found):
    return [one.kind for one in verdicts(found)]


@pytest.mark.parametrize(
    "found, expected",
    [
        (figures(), []),
        (figures(count=0, facility=None, correlation=None), []),
        (figures(facility=0.97, correlation=0.0), [Kind.TOO_EASY]),
        (figures(facility=0.15), [Kind.TOO_HARD]),
        (figures(correlation=0.02), [Kind.NO_DISCRIMINATION]),
        (figures(correlation=-0.3), [Kind.BACKWARDS]),
        (figures(blank=25), [Kind.BLANK]),
        (figures(correlation=-0.2, options=choices(-0.2, 0.4, unchosen=1)), [Kind.WRONG_KEY]),
        (figures(correlation=0.25, options=choices(0.25, 0.25, unchosen=1)), [Kind.AMBIGUOUS]),
        (figures(facility=0.24, correlation=0.0, options=choices(0.0, 0.0, unchosen=1)), [Kind.GUESSING]),
        (figures(options=choices(0.4, -0.1)), [Kind.UNCHOSEN]),
    ],
)
def test_each_verdict_has_its_figures(found, expected):
    assert kinds(found) == expected


def test_a_verdict_names_the_option_that_it_is_about():
    wrong = figures(correlation=-0.2, options=choices(-0.2, 0.4))
    assert [(one.kind, one.options) for one in verdicts(wrong)] == [
        (Kind.WRONG_KEY, ("B",)),
        (Kind.UNCHOSEN, ("D",)),
    ]


def test_below_thirty_answers_no_verdict_stands():
    assert [one.tentative for one in verdicts(figures(count=29, facility=1.0, correlation=None))] == [True]
    assert [one.tentative for one in verdicts(figures(count=30, facility=1.0, correlation=None))] == [False]


def simulated(rng, people):
    """Chosen options (people × questions; the key is option 0) and what is wrong with each question, None: nothing."""
    wrong = [*PLANTED, *[None] * (PER_CLASS - len(PLANTED))]
    ability = rng.normal(size=people)
    return np.column_stack([_chosen(rng, ability, one) for one in wrong]), wrong


def _chosen(rng, ability, wrong):
    """Two-parameter logistic; who does not know chooses among the others alike."""
    people = len(ability)
    knows = rng.random(people) < 1 / (1 + np.exp(-rng.uniform(1.0, 2.0) * (ability - rng.uniform(-1.2, 1.0))))
    other = rng.integers(1, OPTIONS, people)
    if wrong is Kind.GUESSING:
        return rng.integers(0, OPTIONS, people)
    if wrong is Kind.TOO_EASY:
        return np.where(rng.random(people) < 0.985, 0, other)
    if wrong is Kind.WRONG_KEY:  # option 1 is what those choose who know
        return np.where(knows, 1, np.where(other == 1, 0, other))
    if wrong is Kind.AMBIGUOUS:  # those who know are torn between 0 and 1
        return np.where(knows, rng.integers(0, 2, people), rng.integers(0, OPTIONS, people))
    return np.where(knows, 0, other)


def judged(chosen):
    """The verdicts of each question."""
    right = (chosen == 0).astype(float)
    totals = right.sum(axis=1)
    for place in range(chosen.shape[1]):
        rest = totals - right[:, place]
        options = [
            Option(str(option), option == 0, int(picked.sum()), correlation(picked, rest))
            for option in range(OPTIONS)
            for picked in [(chosen[:, place] == option).astype(float)]
        ]
        yield verdicts(
            Figures(len(rest), 0, right[:, place].mean(), correlation(right[:, place], rest), options)
        )


def correlation(one, other):
    return float(np.corrcoef(one, other)[0, 1]) if one.std() and other.std() else None


@pytest.mark.parametrize(
    "people, ambiguous_at_least, others_at_least, accused_at_most",
    [(40, 0.35, 0.80, 0.05), (250, 0.60, 0.90, 0.01), (1500, 0.95, 0.95, 0.005)],
)
def test_planted_faults_are_found_and_good_questions_are_left_alone(
    people, ambiguous_at_least, others_at_least, accused_at_most
):
    rng = np.random.default_rng(people)
    classes = scaled(1000, 60)
    exactly, noticed, accused, good = Counter(), Counter(), 0, 0
    for _class in range(classes):
        chosen, wrong = simulated(rng, people)
        for planted, said in zip(wrong, judged(chosen), strict=True):
            named = {one.kind for one in said}
            exactly[planted] += planted in named
            noticed[planted] += bool(named & (ALARMS | {Kind.TOO_EASY, Kind.TOO_HARD}))
            good += planted is None
            accused += planted is None and bool(named & ALARMS)
    rates = {kind.value: (exactly[kind] / classes, noticed[kind] / classes) for kind in PLANTED}
    message = "%d people, %d classes: named exactly, noticed: %s; good ones accused: %.4f"
    logging.getLogger(__name__).warning(message, people, classes, rates, accused / good)
    seen = {kind: noticed[kind] / classes for kind in PLANTED}
    assert (
        seen.pop(Kind.AMBIGUOUS) >= ambiguous_at_least
    )  # two answers that are right look much like a weak question
    assert min(seen.values()) >= others_at_least
    assert accused / good <= accused_at_most
