"""Verdicts about questions, on figures by hand."""

import pytest

from question_bank.statistics.verdicts import Figures, Kind, Option, Part, verdicts


def figures(count=100, blank=0, facility=0.6, correlation=0.4, options=(), parts=()):
    return Figures(count, blank, facility, correlation, options, parts)


def choices(key, rival, *, unchosen=0, best=0.4):
    """The key A and three others, of which B has the correlation `rival`; `best` of the best third chose B."""
    return (
        Option("A", True, 40, key, 0.45),
        Option("B", False, 30, rival, best),
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
        (figures(correlation=-0.2, options=choices(-0.2, 0.4, unchosen=1, best=0.6)), [Kind.WRONG_KEY]),
        (figures(correlation=0.25, options=choices(0.25, 0.25, unchosen=1)), [Kind.AMBIGUOUS]),
        (figures(facility=0.24, correlation=0.0, options=choices(0.0, 0.0, unchosen=1)), [Kind.GUESSING]),
        (figures(options=choices(0.4, -0.1)), [Kind.UNCHOSEN]),
    ],
)
def test_each_verdict_has_its_figures(found, expected):
    assert kinds(found) == expected


def test_a_verdict_names_the_option_that_it_is_about():
    wrong = figures(correlation=-0.2, options=choices(-0.2, 0.4, best=0.6))
    assert [(one.kind, one.options) for one in verdicts(wrong)] == [
        (Kind.WRONG_KEY, ("B",)),
        (Kind.UNCHOSEN, ("D",)),
    ]


def test_below_thirty_answers_no_verdict_stands():
    assert [one.tentative for one in verdicts(figures(count=29, facility=1.0, correlation=None))] == [True]
    assert [one.tentative for one in verdicts(figures(count=30, facility=1.0, correlation=None))] == [False]


@pytest.mark.parametrize(
    "counts, expected",
    [
        ((18, 7, 5, 0), [Kind.UNCHOSEN]),
        ((25, 3, 2, 0), []),  # of five one may well be missing by chance
        ((29, 1, 0, 0), []),
    ],
)
def test_that_nobody_chose_an_option_is_said_where_enough_chose_wrong(counts, expected):
    given = [
        Option(name, name == "A", count, 0.4 if name == "A" else -0.2)
        for name, count in zip("ABCD", counts, strict=True)
    ]
    assert kinds(figures(count=30, options=given)) == expected


def test_what_two_of_the_weaker_chose_does_not_make_the_key_wrong():
    """28 of 30 chose the key, whom the rest of the test happens to put below the other two."""
    key, other = Option("A", True, 28, -0.3, 0.9), Option("B", False, 2, 0.3, 0.1)
    assert kinds(figures(count=30, facility=0.93, correlation=-0.3, options=(key, other))) == [
        Kind.NO_DISCRIMINATION
    ]


def torn(best_key, best_rival, correlation):
    """The key A and B that a class of a hundred chose alike often; of the best third so many chose each."""
    return (
        Option("A", True, 38, 0.25, best_key),
        Option("B", False, 34, correlation, best_rival),
        Option("C", False, 14, -0.3, 0.05),
        Option("D", False, 14, -0.3, 0.05),
    )


@pytest.mark.parametrize(
    "best_key, best_rival, correlation, expected",
    [
        (0.50, 0.45, 0.15, [Kind.AMBIGUOUS]),
        (0.50, 0.45, 0.05, []),
        (0.60, 0.25, 0.15, []),
        (0.60, 0.25, 0.20, [Kind.AMBIGUOUS]),
        (0.85, 0.10, 0.20, []),
        (0.50, None, 0.20, []),
    ],
)
def test_an_option_is_a_second_key_only_where_the_best_are_torn(best_key, best_rival, correlation, expected):
    assert kinds(figures(options=torn(best_key, best_rival, correlation))) == expected


@pytest.mark.parametrize(
    "hits, correlation, expected",
    [(40, -0.3, [Kind.WRONG_PART]), (40, -0.1, []), (97, -0.3, []), (40, 0.4, []), (40, None, [])],
)
def test_of_several_statements_each_is_read_by_itself(hits, correlation, expected):
    parts = (Part("a", hits, correlation), Part("b", 70, 0.4))
    found = figures(parts=parts)
    assert [(one.kind, one.options) for one in verdicts(found)] == [(kind, ("a",)) for kind in expected]


def test_a_wrong_option_that_nobody_ticked_is_named():
    parts = (Part("a", 60, 0.3), Part("b", 100, None, unchosen=True))
    assert [(one.kind, one.options) for one in verdicts(figures(parts=parts))] == [(Kind.UNCHOSEN, ("b",))]
