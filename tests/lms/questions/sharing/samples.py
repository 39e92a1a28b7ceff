"""Questions that others must not meet, with words that stand nowhere else."""

from dataclasses import dataclass
from typing import Any

from lms import database
from lms.questions import review, service as bank
from lms.questions.models import Question
from lms.questions.sharing import service
from lms.questions.sharing.service import AUTHOR, Home
from question_bank.question import Level
from question_bank.types import SingleChoice, options
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import published, stored

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
    private, of_unit = _four(cast, PRIVATE), _four(cast, OF_UNIT_2)
    service.keep(cast.dung, [one.id for one in private], AUTHOR, NOW)
    service.keep(cast.dung, [one.id for one in of_unit], Home(kept=True, unit_id=cast.unit2.id), NOW)
    database.session.flush()
    return Hidden(private, of_unit)


def _four(cast: Cast, words: str) -> list[Question]:
    where: dict[str, Any] = {
        "programme_id": cast.programme.id,
        "topic_id": cast.programme.topics[0].id,
        "level": Level.RECOGNITION,
    }
    made = [published(cast.dung, cast.hanh, NOW, asking(words, number), **where) for number in range(2)]
    made += [stored(cast.dung, NOW, asking(words, number), **where) for number in range(2, 4)]
    bank.retire(cast.dung, made[1], NOW)
    review.submit(cast.dung, [made[2].latest.id], NOW)
    return made
