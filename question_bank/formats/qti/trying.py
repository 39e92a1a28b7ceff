"""Answers tried on the rules of an item: what they earn, and which feedback they bring."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from question_bank.formats.qti.items import Answers, Item, Result, Unscorable
from question_bank.formats.text import left_out
from question_bank.markup import plain
from question_bank.problems import Problem, note, warning

MOST_WEIGHT = 1_000
ONE = Fraction(1)
Key = tuple[tuple[str, tuple[str, ...]], ...]


class Trial:
    """Tries answers on one item and remembers what they brought."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.scorer = item.scorer
        self.problems: list[Problem] = []
        self._shown: dict[Key, frozenset[int]] = {}
        self._given: set[int] = set()
        self._stuck = False

    def run(self, answers: Answers) -> Fraction | None:
        """What these answers earn, None if the rules cannot tell; their feedback is remembered."""
        result = self._result(answers)
        if result is None:
            return None
        self._shown[_key(answers)] = self._visible(result)
        return result.score

    def score(self, answers: Answers) -> Fraction | None:
        """As `run`, for answers that are only tried to see how others count."""
        result = self._result(answers)
        return None if result is None else result.score

    def full(self, best: Fraction, part: bool = False) -> Fraction:
        """What a perfect answer earns, by what the item says and what the best of the answers earns."""
        stated = None if part else self.item.maximum
        if stated is None or stated <= 0 or best > stated:
            return best if best > 0 else ONE
        if 0 < best < stated and stated != ONE:
            self.problems.append(warning("qti.maximum"))
            return best
        return stated

    def weights(self, best: Sequence[Answers]) -> list[int]:
        """How much each gap counts, as small whole numbers; equally much where the rules do not tell."""
        full = [self.score(answers) for answers in best]
        known = [one for one in full if one is not None and one > 0]
        if len(known) < len(full):
            together = {name: given for answers in best for name, given in answers.items()}
            if self.scorer.given and (self.score(together) or 0) > 0:
                self.problems.append(warning("qti.scoring"))
            return [1] * len(full)
        if self.item.maximum != sum(known) or any(one.denominator > 1 for one in known):
            scale = lcm(*(one.denominator for one in known))
            whole = [int(one * scale) for one in known]
            least = min(whole)
            known = [
                Fraction(one, least) if all(w % least == 0 for w in whole) else Fraction(one) for one in whole
            ]
        if max(known) > MOST_WEIGHT:
            self.problems.append(warning("qti.scoring"))
            return [1] * len(full)
        return [int(one) for one in known]

    def always(self) -> list[str]:
        """The feedback that every answer brings: the explanation."""
        common = self._common()
        self._given |= common
        return [self.item.feedbacks[place].html for place in sorted(common)]

    def feedback(self, answers: Answers) -> str:
        """The feedback that these answers bring and not all do. All that matter must have been run before."""
        own = self._shown.get(_key(answers), frozenset()) - self._common()
        self._given |= own
        return "<br>".join(self.item.feedbacks[place].html for place in sorted(own))

    def unused(self) -> list[Problem]:
        """Feedback that no place was found for."""
        rest = [one for place, one in enumerate(self.item.feedbacks) if place not in self._given]
        return [note("qti.feedback", text=left_out(plain(one.html))) for one in rest]

    def _common(self) -> frozenset[int]:
        if not self._shown:
            return frozenset(place for place, one in enumerate(self.item.feedbacks) if not one.show)
        return frozenset.intersection(*self._shown.values())

    def _visible(self, result: Result) -> frozenset[int]:
        return frozenset(
            place
            for place, one in enumerate(self.item.feedbacks)
            if (one.id in result.outcomes.get(one.outcome, ())) == one.show
        )

    def _result(self, answers: Answers) -> Result | None:
        if not self.scorer.given or self._stuck:
            return None
        try:
            return self.scorer.score(answers)
        except Unscorable as stuck:
            self._stuck = True
            self.problems.append(warning("qti.processing", name=left_out(stuck.name)))
            return None


def _key(answers: Answers) -> Key:
    return tuple(sorted((name, tuple(given)) for name, given in answers.items()))
