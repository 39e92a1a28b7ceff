"""Bad questions planted among good ones in simulated classes: how many are found, how many good ones are accused."""

import logging
from collections import Counter

import numpy as np
import pytest

from question_bank.statistics.pooling import pooled
from question_bank.statistics.verdicts import ALARMS, Kind, verdicts
from tests.question_bank.simulated import Fault, bank, sat
from tests.scale import scaled

RIGHT_TOO = {Fault.LEANING, Fault.THREE_RIGHT}
TOLD_AS = {fault: Kind.AMBIGUOUS if fault in RIGHT_TOO else Kind(fault.value) for fault in Fault}
WORTH_A_LOOK = ALARMS | {Kind.TOO_EASY, Kind.TOO_HARD}


class Rates:
    """How often each fault was named as what it is, or at least put in doubt; and good questions, too."""

    def __init__(self):
        self.asked, self.named, self.noticed, self.accused = Counter(), Counter(), Counter(), Counter()
        self.said = {}  # of each fault, and of good questions, how often each verdict

    def add(self, fault, figures):
        said = {one.kind for one in verdicts(figures)}
        self.said.setdefault(fault, Counter()).update(said)
        self.asked[fault] += 1
        self.named[fault] += fault in TOLD_AS and TOLD_AS[fault] in said
        self.noticed[fault] += bool(said & WORTH_A_LOOK)
        self.accused.update(said & ALARMS if fault is None else ())

    def share(self, counted, fault):
        return counted[fault] / self.asked[fault]

    def told(self, fault, kind):
        return self.said[fault][kind] / self.asked[fault]

    @property
    def false(self):
        return {kind.value: round(many / self.asked[None], 4) for kind, many in self.accused.items()}

    def say(self, *about):
        found = {one.value: (self.share(self.named, one), self.share(self.noticed, one)) for one in Fault}
        told = {name: tuple(round(rate, 3) for rate in rates) for name, rates in found.items()}
        mild = {kind.value: round(self.told(None, kind), 4) for kind in Kind if kind not in ALARMS}
        easy = {kind.value: round(self.told(Fault.TOO_EASY, kind), 4) for kind in self.said[Fault.TOO_EASY]}
        words = "%s named, noticed: %s; good ones accused: %s, told: %s; too easy ones told: %s"
        logging.getLogger(__name__).warning(words, about, told, self.false, mild, easy)


def rates(people, classes, years=1):
    rng, found = np.random.default_rng(people), Rates()
    for _class in range(classes):
        asked = bank(rng)
        sittings = zip(*(sat(asked, rng, people) for _year in range(years)), strict=True)
        for question, figures in zip(asked, sittings, strict=True):
            found.add(question.fault, pooled(figures) if years > 1 else figures[0])
    found.say(people, years)
    return found


# By size of the class: at least so many are named of a wrong key, of two right answers, of guessing, of a wrong key of
# one statement, of being too easy, of an option that nobody chooses; at most so many good questions are accused.
SIZES = {
    30: (0.7, 0.08, 0.6, 0.35, 0.94, 0.82, 0.065),
    40: (0.75, 0.10, 0.6, 0.35, 0.96, 0.92, 0.045),
    100: (0.95, 0.25, 0.65, 0.75, 0.99, 0.98, 0.012),
    300: (0.98, 0.4, 0.65, 0.95, 0.99, 0.98, 0.003),
}
FAULTS = (
    *(Fault.WRONG_KEY, Fault.AMBIGUOUS, Fault.GUESSING, Fault.WRONG_PART),
    *(Fault.TOO_EASY, Fault.UNCHOSEN),
)


@pytest.mark.parametrize("people", SIZES)
def test_planted_faults_are_found_and_good_questions_are_left_alone(people):
    found = rates(people, scaled(2000, 40))
    *least, most = SIZES[people]
    for fault, rate in zip(FAULTS, least, strict=True):
        assert found.share(found.named, fault) >= rate, fault
    assert sum(found.false.values()) <= most
    assert found.told(None, Kind.TOO_EASY) + found.told(None, Kind.TOO_HARD) <= 0.01
    assert found.told(Fault.TOO_EASY, Kind.WRONG_KEY) <= 0.002


def test_the_answers_of_several_small_classes_tell_together_what_none_tells_alone():
    alone, together = (rates(40, scaled(1000, 25), years) for years in (1, 5))
    for fault in (Fault.AMBIGUOUS, Fault.WRONG_PART):
        assert together.share(together.named, fault) > alone.share(alone.named, fault) + 0.2, fault
    assert sum(together.false.values()) < max(0.01, sum(alone.false.values()))
