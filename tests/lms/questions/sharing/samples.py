"""Questions that others must not meet, with words that stand nowhere else."""

from dataclasses import dataclass
from typing import Any

from lms import database
from lms.questions import review, service as bank
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.models import Question
from lms.questions.sharing import service
from lms.questions.sharing.service import AUTHOR, Home
from question_bank.question import Level
from question_bank.types import SingleChoice, options
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import stored

PRIVATE, OF_UNIT_2 = "Hoàng yến lượn", "Chích chòe than"


def asking(words: str, number: int = 0) -> SingleChoice:
    return SingleChoice(
        text=f"{words} số {number} nói điều gì?",
        options=options([f"{words} thứ nhất", f"{words} thứ hai", f"{words} thứ ba"], {0}),
        code=f"{words}-{number}",
    )


@dataclass(frozen=True)
class Hidden:
    """Questions of Dũng, by what became of them: his own and those of unit 2."""

    private: list[Question]
    of_unit: list[Question]

    @property
    def every(self) -> list[Question]:
        return [*self.private, *self.of_unit]


def plant(cast: Cast) -> Hidden:
    """Published, retired, handed in and a draft, each kept to Dũng and each kept to unit 2."""
    hidden = Hidden(_four(cast, PRIVATE), _four(cast, OF_UNIT_2))
    every = (hidden.private, hidden.of_unit)
    in_use = [one.latest.id for four in every for one in four[:2]]
    review.submit(cast.dung, in_use, NOW)
    review.publish(cast.hanh, in_use, ALL_MET, NOW)
    for four in every:
        bank.retire(cast.dung, four[1], NOW)
    review.submit(cast.dung, [four[2].latest.id for four in every], NOW)
    service.keep(cast.dung, [one.id for one in hidden.private], AUTHOR, NOW)
    service.keep(cast.dung, [one.id for one in hidden.of_unit], Home(kept=True, unit_id=cast.unit2.id), NOW)
    database.session.flush()
    return hidden


def _four(cast: Cast, words: str) -> list[Question]:
    where: dict[str, Any] = {
        "programme_id": cast.programme.id,
        "topic_id": cast.programme.topics[0].id,
        "level": Level.RECOGNITION,
    }
    return [stored(cast.dung, NOW, asking(words, number), **where) for number in range(4)]
