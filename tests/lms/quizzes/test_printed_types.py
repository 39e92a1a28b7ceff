"""Printed papers of every type, read by a library that did not write them: what the key says is right on that paper.

And a key that was printed before a correction can be told from one that was printed after it.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

import mammoth
import openpyxl
import pytest
from lxml import html

from lms import database
from lms.quizzes.corrections.models import QuizCorrection
from lms.quizzes.corrections.rules import Action, Change, Changes
from lms.quizzes.on_paper.printed.layout import Head, paper_part
from lms.quizzes.on_paper.printed.word import docx as written
from lms.quizzes.on_paper.printed.words import words_of_paper
from lms.quizzes.on_paper.printing import PrintedPaper, key_lines
from lms.quizzes.sheets import Item, Sheet
from lms.web import clock
from question_bank.options import options
from question_bank.pinning import is_pinned
from question_bank.types import (
    Cloze,
    Essay,
    Gap,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    Statements,
    TrueFalse,
    accepted,
    items,
    matching,
    statements,
)
from question_bank.types.numeric import AcceptedNumber
from tests.lms.quizzes.samples import choice, make_quiz
from tests.scale import scaled

PAPERS = scaled(1000, 12)
HEAD = Head("Trường Chính trị", "Lớp K1", "Kiểm tra", "Thời gian: 45 phút", "Đề có 10 câu.", Decimal(10))
PINNED = ("Cả A, B và C", "Tất cả các phương án trên", "Không có phương án nào đúng")
SUBJECTS = ("Điều lệ Đảng", "nghị quyết", "cương lĩnh", "tập trung dân chủ", "kỷ luật", "chi bộ cơ sở")
LETTERS = "ABCDEFGHIJ"


class Pen:
    """Writes questions in which every text is unlike any other, short or long."""

    def __init__(self, seed):
        self.rng, self.count = Random(seed), 0

    def text(self):
        self.count += 1
        length = self.rng.choice((1, 1, 3, 9))
        return f"ý {self.count} {' '.join(self.rng.choices(SUBJECTS, k=length))}"

    def texts(self, least, most):
        return [self.text() for _place in range(self.rng.randint(least, most))]

    def lettered(self, count):
        """Often the last speaks of the others."""
        found = self.texts(count, count)
        return [*found[:-1], self.rng.choice(PINNED)] if self.rng.random() < 0.5 else found

    def single(self):
        return SingleChoice(
            text=self.text(), options=options(self.lettered(4), [self.rng.randrange(4)], self.text())
        )

    def several(self):
        right = self.rng.sample(range(5), self.rng.randint(1, 4))
        return MultipleChoice(text=self.text(), options=options(self.lettered(5), right, self.text()))

    def truth(self):
        return TrueFalse(text=self.text(), answer=self.rng.random() < 0.5)

    def parts(self):
        texts = self.texts(2, 5)
        return Statements(
            text=self.text(), statements=statements(texts, [self.rng.random() < 0.5 for _one in texts])
        )

    def word(self):
        return ShortText(text=self.text(), accepted=accepted([self.text()]))

    def number(self):
        value = AcceptedNumber(Decimal(self.rng.choice([7, 12, 1930, 2026])))
        return Numeric(text=self.text(), accepted=(value,))

    def pairs(self):
        return Matching(
            text=self.text(),
            **matching(
                [(self.text(), self.text()) for _one in range(self.rng.randint(2, 4))], self.texts(0, 2)
            ),
        )

    def steps(self):
        return Ordering(text=self.text(), items=items(self.texts(2, 5)))

    def gaps(self):
        written_gap = Gap("g1", ShortText(text="", accepted=accepted([self.text()])))
        chosen = SingleChoice(
            text="", options=options(self.texts(3, 3), [self.rng.randrange(3)], self.text())
        )
        return Cloze(text=f"{self.text()} [[g1]] rồi [[g2]].", gaps=(written_gap, Gap("g2", chosen)))

    def essay(self):
        return Essay(text=self.text())

    def paper(self):
        kinds = [
            *(self.single, self.several, self.truth, self.parts, self.word, self.number, self.pairs),
            *(self.steps, self.gaps, self.essay, self.single, self.several),
        ]
        asked = [kind() for kind in kinds]
        self.rng.shuffle(asked)
        placed = {
            number: Item(number, number, one, tuple(one.shuffle(self.rng)), Decimal(1))
            for number, one in enumerate(asked, 1)
        }
        return PrintedPaper("101", Sheet("key", placed))


@dataclass
class Seen:
    """What stands below one question: lists of lettered texts, numbered lines, statements."""

    lists: list[list[str]] = field(default_factory=list)
    lefts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def read(self, text):
        if found := re.fullmatch(r"([A-J])\. (.*)", text):
            if found[1] == "A":
                self.lists.append([])
            assert LETTERS[len(self.lists[-1])] == found[1]
            self.lists[-1].append(found[2])
        elif found := re.fullmatch(r"(\d)\. (.*)", text):
            self.lefts.append(found[2])
        elif found := re.fullmatch(r"([a-j])\) (.*)", text):
            self.parts.append(found[2])


def read_back(body):
    """The paper by question, out of the .docx by way of HTML."""
    tree = html.fromstring(mammoth.convert_to_html(BytesIO(body)).value)
    found, started = {}, None
    for element in tree.iter("p"):
        text = element.text_content().strip()
        if begins := re.match(r"Câu (\d+)\.", text):
            started = found.setdefault(int(begins[1]), Seen())
        elif started is not None:
            for part in text.split("\t"):
                started.read(part.strip())
    return found


@pytest.fixture
def said(app):
    with app.test_request_context():
        return words_of_paper()


def told_by_key(question, sign, seen):
    """What the sign of the key means on the paper that lies on the table."""
    bare = sign.strip("()")
    match question:
        case SingleChoice():
            return seen.lists[0][LETTERS.index(bare)]
        case MultipleChoice():
            return {seen.lists[0][LETTERS.index(one)] for one in bare}
        case TrueFalse():
            return bare == "Đ"
        case Statements():
            return dict(zip(seen.parts, (one == "Đ" for one in bare), strict=True))
        case Matching():
            return dict(zip(seen.lefts, (seen.lists[0][LETTERS.index(one)] for one in bare), strict=True))
        case Ordering():
            return [seen.lists[0][LETTERS.index(one)] for one in bare]
        case Cloze():
            typed, chosen = re.fullmatch(r'"(.*)" ?([A-J])', bare).groups()
            return [typed, seen.lists[0][LETTERS.index(chosen)]]
        case Essay():
            return sign
    return bare.strip('"')


def right_by_bank(question):
    """The same out of the question itself, by its texts."""
    match question:
        case SingleChoice():
            return next(one.text for one in question.options if one.right)
        case MultipleChoice():
            return {one.text for one in question.options if one.right}
        case TrueFalse():
            return question.answer
        case Statements():
            return {one.text: one.right for one in question.statements}
        case Matching():
            texts = {one.id: one.text for one in (*question.lefts, *question.rights)}
            return {texts[left]: texts[right] for left, right in question.correct_response().items()}
        case Ordering():
            return [one.text for one in question.items]
        case Cloze():
            first, second = (gap.asks for gap in question.gaps)
            return [first.accepted[0].text, right_by_bank(second)]
        case Essay():
            return ""
        case Numeric():
            return str(question.accepted[0].value)
    return question.accepted[0].text


PRINTED: dict[int, tuple[PrintedPaper, dict[int, Seen]]] = {}


@pytest.fixture
def printed(seed, said):
    """A paper, and what is read of it in print; each is printed once for all that is asked of it."""
    if seed not in PRINTED:
        paper = Pen(seed).paper()
        PRINTED[seed] = paper, read_back(written([paper_part(paper, HEAD, said)], {}))
    return PRINTED[seed]


@pytest.mark.parametrize("seed", range(PAPERS))
def test_of_every_type_the_key_names_on_the_paper_what_the_bank_calls_right(printed):
    paper, shown = printed
    assert list(shown) == [item.number for item in paper.items]
    for item, line in zip(paper.items, key_lines(paper), strict=True):
        found = told_by_key(item.question, line.sign, shown[item.number])
        assert found == right_by_bank(item.question), item.question.type


@pytest.mark.parametrize("seed", range(PAPERS))
def test_options_that_speak_of_others_stand_where_they_stood_in_the_bank(printed, seed):
    paper, shown = printed
    pinned = 0
    for item in paper.items:
        for place, one in enumerate(getattr(item.question, "options", ())):
            if is_pinned(one.text):
                pinned += 1
                assert shown[item.number].lists[0][place] == one.text
    assert pinned or seed


def change(action, answer=None, number=1):
    return Change(number, 1, action, clock.now(), answer)


@pytest.mark.parametrize(
    "changes, sign",
    [
        ([], "B"),
        ([change(Action.KEY, 2)], "C"),
        ([change(Action.ACCEPT, 3)], "B / D"),
        ([change(Action.KEY, 2), change(Action.ACCEPT, 1, 2)], "C / B"),
        ([change(Action.CREDIT)], "B"),
    ],
)
def test_the_key_is_the_one_that_counts_now(changes, sign):
    asked = choice(1)
    ids = [one.id for one in asked.options]
    placed = Item(1, 1, asked, tuple(ids), Decimal(1))
    standing = tuple(
        Change(one.id, 1, one.action, one.at, None if one.answer is None else ids[one.answer])
        for one in changes
    )
    [line] = key_lines(PrintedPaper("101", Sheet("key", {1: placed})), Changes(standing))
    assert (line.sign, line.changes) == (sign, standing)


def told(as_user, quiz):
    """What each form of the key says."""
    client, place = as_user("chi"), f"/quizzes/{quiz.id}/papers"
    document = client.get(f"{place}/key.docx").data
    book = openpyxl.load_workbook(BytesIO(client.get(f"{place}/key.xlsx").data))
    return {
        "page": html.fromstring(client.get(f"{place}/key").text).text_content(),
        "docx": mammoth.extract_raw_text(BytesIO(document)).value,
        "xlsx": "\n".join(str(cell) for row in book.worksheets[0].values for cell in row if cell),
    }


def test_a_key_says_of_which_moment_it_is_and_what_was_corrected_since_the_papers_were_printed(as_user, cast):
    quiz = make_quiz(cast, [choice(1), choice(2)], papers_wanted=2)
    before = told(as_user, quiz)
    for said in before.values():
        assert "Chưa có câu nào được điều chỉnh" in said
        assert "Đã điều chỉnh" not in said
    slot = quiz.papers[0].slots[0]
    asked = choice(1)
    decided = {"made_at": clock.now(), "approved_at": clock.now() + timedelta(seconds=1)}
    database.session.add(
        QuizCorrection(
            quiz_id=quiz.id,
            question_version_id=slot.question_version_id,
            action=Action.KEY,
            answer={"value": asked.options[2].id},
            reason="đáp án in nhầm",
            made_by_id=cast.chi.id,
            approved_by_id=cast.dung.id,
            **decided,
        )
    )
    database.session.commit()
    after = told(as_user, quiz)
    for said in after.values():
        assert "không còn đúng" in said
        assert "Đã điều chỉnh ngày" in said
        assert "101: 1 · 102: 1" in said
        assert "đáp án in nhầm" not in said, (
            "the reason is for learners and staff, not for the table of markers"
        )
