"""What keeps a person looking at items of an import, in a few kinds, so that all of a kind can be decided at once."""

from enum import StrEnum

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, not_, or_, select

from lms import database
from lms.questions.models import Decision, ImportItem, QuestionImport


class Kind(StrEnum):
    """The first that fits is an item's kind."""

    KEY = "key"
    TWIN = "twin"
    ESSAY = "essay"
    OPTIONS = "options"
    LOST = "lost"
    OTHER = "other"


# Beginnings of the codes of question_bank.problems.
_CODES = {
    Kind.KEY: (
        *(
            f"key.{why}"
            for why in ("disagree", "stray", "unusual", "several", "outside", "not_read", "table")
        ),
        *(f"question.{why}" for why in ("no_key", "statement_unkeyed", "no_accepted", "several_keys")),
        "moodle.true_",
    ),
    Kind.TWIN: ("question.near", "bank.near", "vietnamese.same_"),
    Kind.ESSAY: ("vietnamese.read_as_essay",),
    Kind.OPTIONS: ("question.", "vietnamese.letters", "vietnamese.wrapped", "vietnamese.after_key"),
    Kind.LOST: ("word.", "bank.picture", "qti.", "text.", "moodle."),
}


def is_of(kind: Kind) -> ColumnElement[bool]:
    """Whether an item is of this kind."""
    before = [_says(codes) for other, codes in _CODES.items() if _comes_before(other, kind)]
    own = [_says(_CODES[kind])] if kind in _CODES else []
    return and_(*own, *(not_(said) for said in before))


def counts(started: QuestionImport) -> dict[Kind, int]:
    """How many items of each kind still wait for a decision; kinds without any are left out."""
    waiting = (ImportItem.import_id == started.id, ImportItem.decision == Decision.OPEN)
    kind = case(*((_says(codes), one.value) for one, codes in _CODES.items()), else_=Kind.OTHER.value)
    found = select(kind.label("kind")).where(*waiting).subquery()
    rows = database.session.execute(select(found.c.kind, func.count()).group_by(found.c.kind)).all()
    counted = {Kind(name): number for name, number in rows}
    return {one: counted[one] for one in Kind if one in counted}


def _comes_before(one: Kind, other: Kind) -> bool:
    order = list(Kind)
    return order.index(one) < order.index(other)


def _says(codes: tuple[str, ...]) -> ColumnElement[bool]:
    """Problems are JSON, which both databases write with one blank behind the colon."""
    told = cast(ImportItem.problems, Text)
    return or_(*(told.contains(f'"code": "{code}', autoescape=True) for code in codes))
