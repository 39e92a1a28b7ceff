"""Plain text as it is typed, read into questions; shared by the tests of its reader."""

from question_bank.formats import plain_text

OPTIONS = "A. một\nB. hai\nC. ba\nD. bốn\n"


def read(text):
    return plain_text.read(text.encode())


def one(text):
    (found,) = read(text).questions
    return found.question


def key(question):
    return [place for place, option in enumerate(question.options) if option.right]


def texts(question):
    return [option.text for option in question.options]


def codes(text):
    return [problem.code for problem in read(text).all_problems()]
