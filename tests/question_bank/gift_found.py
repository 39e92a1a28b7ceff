"""What is read of a text in GIFT."""

from question_bank.formats import gift


def one(text):
    (found,) = gift.read(text.encode()).questions
    return found.question


def codes(text):
    return [problem.code for problem in gift.read(text.encode()).all_problems()]
