"""The question types, one file each; importing this package registers them all."""

from question_bank.types.essay import Essay
from question_bank.types.single_choice import SingleChoice

__all__ = ["Essay", "SingleChoice"]
