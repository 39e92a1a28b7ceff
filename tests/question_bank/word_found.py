"""What the tests of Word files look at in what was read."""


def key(question):
    return [place for place, option in enumerate(question.options) if option.right]


def texts(question):
    return [option.text for option in question.options]


def codes(found):
    return [problem.code for problem in found.all_problems()]
