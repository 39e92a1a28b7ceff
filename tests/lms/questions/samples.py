"""Questions that the tests of the bank are played with."""

from datetime import datetime

from lms import database
from lms.accounts.models import Person
from lms.files.models import StoredFile
from lms.questions import review, service
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.intake import facts
from lms.questions.models import Decision, ImportItem, Question, QuestionImport
from lms.questions.service import Placement
from question_bank.question import Level, Question as BankQuestion
from question_bank.types import SingleChoice, options

# What the form of a single choice sends.
TYPED = {
    "text": "Đảng ta lấy gì làm nền tảng tư tưởng?",
    "parts-0-text": "Chủ nghĩa Mác – Lênin, tư tưởng Hồ Chí Minh",
    "parts-0-right": "y",
    "parts-1-text": "Một đáp án khác",
    "parts-2-text": "",
    "place": "",
    "level": "NB",
    "parts-0-pinned": "",
    "parts-1-pinned": "",
    "parts-2-pinned": "",
}


def choice(text: str = "Đảng ta ra đời năm nào?", right: int = 1) -> SingleChoice:
    return SingleChoice(text=text, options=options(["1929", "1930", "1931", "1945"], {right}))


def stored(
    author: Person, now: datetime, asked: BankQuestion | None = None, **where: int | Level | None
) -> Question:
    return service.create(author, asked or choice(), Placement(**where), now)  # type: ignore[arg-type]


def published(
    author: Person,
    reviewer: Person,
    now: datetime,
    asked: BankQuestion | None = None,
    **where: int | Level | None,
) -> Question:
    question = stored(author, now, asked, **where)
    review.submit(author, [question.latest.id], now)
    review.publish(reviewer, [question.latest.id], ALL_MET, now)
    return question


def begun_import(person: Person, now: datetime, *asked: BankQuestion) -> QuestionImport:
    """An import of these questions (or of one) that waits to be looked through; no file lies on the disk."""
    file = StoredFile(sha256="0" * 64, name="cau-hoi.txt", media_type="text/plain", size=1, uploaded_at=now)
    started = QuestionImport(file=file, format="plain_text", started_by_id=person.id, started_at=now)
    database.session.add(started)
    database.session.flush()
    for number, one in enumerate(asked or [choice()], start=1):
        item = ImportItem(
            import_id=started.id, number=number, usable=True, decision=Decision.ACCEPT, **facts(one)
        )
        database.session.add(item)
    database.session.flush()
    return started
