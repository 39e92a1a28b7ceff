"""What is worth a look in the figures of a question. Facts only, pure: no word about whether the question is good."""

from dataclasses import dataclass
from enum import StrEnum

from lms.quizzes.statistics.items import Item
from lms.quizzes.statistics.offered import Answered

MANY_BLANK = 0.2


class Kind(StrEnum):
    MORE_THAN_KEY = "more-than-key"  # an option that is not the key was chosen more often than the key
    NOBODY = "nobody"  # nobody chose an option
    BACKWARDS = "backwards"  # who did well elsewhere did worse here
    BLANK = "blank"  # many left it blank
    EVERYBODY_RIGHT = "everybody-right"
    NOBODY_RIGHT = "nobody-right"


@dataclass(frozen=True)
class Fact:
    """`share` is between 0 and 1; `sign` and `key` are letters on the first paper."""

    kind: Kind
    sign: str = ""
    share: float = 0.0
    key: str = ""
    key_share: float = 0.0


def facts(item: Item) -> list[Fact]:
    """In the order in which a lecturer would look at them; of a question that nobody was asked there are none."""
    if not item.count:
        return []
    found = [*_about_options(item)]
    if item.correlation is not None and item.correlation < 0:
        found.append(Fact(Kind.BACKWARDS, share=item.correlation))
    if item.blank >= MANY_BLANK * item.count:
        found.append(Fact(Kind.BLANK, share=item.blank / item.count))
    if item.difficulty in (0.0, 1.0) and item.count > item.waiting:
        found.append(Fact(Kind.EVERYBODY_RIGHT if item.difficulty else Kind.NOBODY_RIGHT))
    return found


def _about_options(item: Item) -> list[Fact]:
    lettered = [one for one in item.answers if one.sign]
    key = [one for one in lettered if one.right]
    if len(key) != 1:
        return []
    wrong = [one for one in lettered if not one.right]
    most = max(wrong, key=lambda one: one.count, default=None)
    found = [_against_key(most, key[0], item)] if most and most.count > key[0].count else []
    unchosen = [one.sign for one in wrong if not one.count]
    return [*found, Fact(Kind.NOBODY, ", ".join(unchosen))] if unchosen else found


def _against_key(most: Answered, key: Answered, item: Item) -> Fact:
    return Fact(Kind.MORE_THAN_KEY, most.sign, most.count / item.count, key.sign, key.count / item.count)
