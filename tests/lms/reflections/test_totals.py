"""1,000 random mark sheets: totals of every kind of mark equal an independent recomputation in whole numbers."""

from decimal import Decimal
from random import Random

from lms.marking.renewing.rules import carried
from lms.marking.rules import read_sheet
from lms.reflections.double import rules
from lms.reflections.double.rules import Agreed, How, Rule, Scale, Third, Waits
from tests.lms.marking.plain import Criterion, Level
from tests.scale import scaled

UNIT = 10_000  # points are stored in ten-thousandths


def random_rubric(rng: Random) -> list[Criterion]:
    """One to twelve criteria, two to four levels, points in thousandths as somebody may type them."""
    made = []
    for number in range(1, rng.randint(1, 12) + 1):
        whole = sorted(rng.sample(range(20_001), rng.randint(2, 4)))
        levels = [
            Level(number * 10 + place, f"Mức {place}", Decimal(points) / 1000)
            for place, points in enumerate(whole)
        ]
        made.append(Criterion(number, f"Tiêu chí {number}", tuple(levels)))
    return made


def whole(points: Decimal) -> int:
    found = int(points * UNIT)
    assert Decimal(found) / UNIT == points
    return found


def filled(rng: Random, rubric: list[Criterion]):
    """A sheet as a form sends it, and its total counted by hand in whole numbers."""
    chosen = {criterion.id: rng.choice(criterion.levels) for criterion in rubric}
    sheet = read_sheet(rubric, {f"level-{key}": str(level.id) for key, level in chosen.items()})
    return sheet, sum(whole(level.points) for level in chosen.values())


def test_totals_equal_an_independent_recomputation():
    rng = Random(1930)
    kinds = set()
    for _sheet in range(scaled(1000, least=60)):
        rubric = random_rubric(rng)
        (one, first), (other, second), (last, third) = (filled(rng, rubric) for _reader in range(3))
        assert [whole(sheet.total) for sheet in (one, other, last)] == [first, second, third]
        same = carried(one.scores, rubric, rubric[::-1])
        assert whole(same.total) == first
        kinds.add(_agreed(rng, rubric, (one, other, last), (first, second, third)))
    assert kinds == {How.MEAN, How.NEARER, How.THIRD}


def _agreed(rng, rubric, sheets, totals):
    """What the rule makes of them, recomputed without a decimal."""
    limits = tuple(Decimal(limit) for limit in (5, 7, 8))
    most = sum(whole(criterion.points) for criterion in rubric)
    within = rng.randint(0, most) // 10
    kind = rng.choice(list(Third))
    rule = Rule(Decimal(within) / UNIT, rng.random() < 0.5, kind)
    scale = Scale(Decimal(most) / UNIT, limits)
    exact = [sheet.total for sheet in sheets]
    found = rules.decide(rule, exact[:2], scale, twice=True)
    first, second, _third = totals
    bands = [sum(total * 10 >= limit * most for limit in (5, 7, 8)) for total in totals]
    apart = abs(first - second) > within or (rule.one_band and bands[0] != bands[1])
    assert isinstance(found, Waits) is apart
    if apart:
        found = rules.decide(rule, exact, scale, twice=True)
    assert isinstance(found, Agreed)
    scores = rules.combined([sheets[place].scores for place in found.counted])
    doubled = sum(whole(score.points) for score in scores) * 2
    assert doubled == _expected(kind, totals, apart=apart)
    return found.how


def _expected(kind, totals, *, apart):
    """Twice the mark."""
    first, second, third = totals
    if not apart:
        return first + second
    to_first, to_second = abs(third - first), abs(third - second)
    if kind is Third.DECIDES or to_first == to_second:
        return 2 * third
    return third + (first if to_first < to_second else second)
