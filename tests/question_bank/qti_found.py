"""Rules of QTI as other systems write them, and what is read of an item."""

from question_bank.formats import qti

SCORE_IS = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{}</baseValue></setOutcomeValue>'
ANSWER = '<variable identifier="RESPONSE"/>'
MAPPED = '<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>'
EXACT = (
    f'<responseCondition><responseIf><match>{ANSWER}<correct identifier="RESPONSE"/></match>{SCORE_IS.format(1)}'
    f"</responseIf><responseElse>{SCORE_IS.format(0)}</responseElse></responseCondition>"
)
NOT_NULL = (
    f"<responseCondition><responseIf><isNull>{ANSWER}</isNull>{SCORE_IS.format(0)}</responseIf>"
    f"<responseElse>{MAPPED}</responseElse></responseCondition>"
)
ADDED = (
    '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><mapResponse identifier="RESPONSE"/></sum>'
    "</setOutcomeValue>"
)


def one(data):
    found = qti.read(data)
    assert len(found.questions) == 1, found.problems
    return found.questions[0]


def weights(question):
    return [option.weight for option in question.options]
