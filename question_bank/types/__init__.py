"""The question types, one file each; importing this package registers them all."""

from question_bank.options import Option, options
from question_bank.types.cloze import Cloze, Gap
from question_bank.types.essay import Essay
from question_bank.types.matching import Left, Matching, Right, matching
from question_bank.types.multiple_choice import Credit, MultipleChoice
from question_bank.types.numeric import AcceptedNumber, Numeric, Unit
from question_bank.types.ordering import Item, Ordering, items
from question_bank.types.short_text import Accepted, ShortText, accepted
from question_bank.types.single_choice import SingleChoice
from question_bank.types.statements import Marking, Statement, Statements, statements
from question_bank.types.true_false import TrueFalse

__all__ = [
    "Accepted",
    "AcceptedNumber",
    "Cloze",
    "Credit",
    "Essay",
    "Gap",
    "Item",
    "Left",
    "Marking",
    "Matching",
    "MultipleChoice",
    "Numeric",
    "Option",
    "Ordering",
    "Right",
    "ShortText",
    "SingleChoice",
    "Statement",
    "Statements",
    "TrueFalse",
    "Unit",
    "accepted",
    "items",
    "matching",
    "options",
    "statements",
]
