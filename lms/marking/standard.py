"""The rubric a class starts from. It judges structure, accuracy, application and proposals, never a view."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import LazyString, lazy_gettext as _

LABELS: tuple[LazyString, ...] = (_("Not reached"), _("Reached"), _("Reached well"), _("Reached fully"))


@dataclass(frozen=True)
class StandardCriterion:
    title: LazyString
    points: Decimal
    levels: Sequence[tuple[Decimal, LazyString]]


def _criterion(title: LazyString, points: str, *levels: tuple[str, LazyString]) -> StandardCriterion:
    return StandardCriterion(title, Decimal(points), [(Decimal(share), words) for share, words in levels])


TITLE = _("Standard rubric, 10 points")
CRITERIA: tuple[StandardCriterion, ...] = (
    _criterion(
        _("Structure and presentation"),
        "2",
        ("0.5", _("Parts are missing; hard to follow.")),
        ("1", _("All parts are there; the order of ideas is not always clear.")),
        ("1.5", _("All parts, clear transitions; a few slips of language.")),
        ("2", _("All parts, tightly led, clean language.")),
    ),
    _criterion(
        _("Accuracy on what was taught"),
        "3.5",
        ("1", _("Main points of the lesson are missing or wrong.")),
        ("2", _("Names the main points; several details are not exact.")),
        ("2.75", _("Main points are right; one detail is not exact.")),
        ("3.5", _("Complete and exact, with sources of the lesson.")),
    ),
    _criterion(
        _("Application to one's own work"),
        "3",
        ("0.75", _("General words, not tied to any work of one's own.")),
        ("1.5", _("Tied to one's own work; not yet concrete.")),
        ("2.25", _("A concrete task, done or to be done.")),
        ("3", _("Concrete tasks with figures and dates.")),
    ),
    _criterion(
        _("Proposals that can be carried out"),
        "1.5",
        ("0", _("None, or not a proposal.")),
        ("0.75", _("Says what, not who or how.")),
        ("1.25", _("Says what and who should consider it.")),
        ("1.5", _("Says what, who and how, within their means.")),
    ),
)
