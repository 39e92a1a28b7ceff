"""A keyed line read against the papers and the list of the class, and said back in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from lms import database
from lms.quizzes.models import Paper, Quiz
from lms.quizzes.on_paper.lines import Line, Problem, Trouble, read_line
from lms.quizzes.on_paper.people import Listed, listed, meant
from lms.quizzes.on_paper.shapes import Shape, shape, write
from lms.quizzes.on_paper.signs import Wrong
from lms.quizzes.results import described
from lms.quizzes.sheets import Sheet, sheet
from question_bank.question import Json

MOST_NAMED = 6


@dataclass(frozen=True)
class KeyedPaper:
    """One mã đề as lines are read against it."""

    id: int
    code: str
    asked: Sheet
    shapes: Mapping[int, Shape]


@dataclass(frozen=True)
class Said:
    """One answer as it was understood: `C`, and what C says on this paper."""

    slot: int
    sign: str
    words: str


@dataclass(frozen=True)
class Reading:
    """What a line was taken for. It can be stored if there is an `entry`."""

    line: Line
    found: Sequence[Listed]
    paper: KeyedPaper | None
    said: Sequence[Said]
    remarks: Sequence[str]

    @property
    def learner(self) -> Listed | None:
        return self.found[0] if len(self.found) == 1 else None

    @property
    def entry(self) -> "Entry | None":
        """What can be stored; None as long as something is not understood."""
        return self.entry_of(self.learner.person_id) if self.learner else None

    def entry_of(self, person_id: int) -> "Entry | None":
        """The same where it is known whose line it is."""
        if self.paper is None or self.remarks:
            return None
        items = self.paper.asked.items
        return Entry(
            person_id,
            self.paper,
            {slot: items[slot].question.parse(value) for slot, value in self.line.given.items()},
        )


@dataclass(frozen=True)
class Entry:
    """A line that was understood as a whole: whose, on which paper, the answers without the blank ones."""

    person_id: int
    paper: KeyedPaper
    given: Mapping[int, Json]


def papers_of(quiz: Quiz) -> dict[str, KeyedPaper]:
    """The papers of the quiz by mã đề; empty as long as none is drawn."""
    columns = select(Paper.id, Paper.code, Paper.key).where(Paper.quiz_id == quiz.id).order_by(Paper.code)
    return {row.code: keyed_paper(row.id, row.code, row.key) for row in database.session.execute(columns)}


def keyed_paper(paper_id: int, code: str, key: str) -> KeyedPaper:
    asked = sheet(key)
    shapes = {number: shape(item.question, item.order) for number, item in asked.items.items()}
    return KeyedPaper(paper_id, code, asked, shapes)


def read_all(quiz: Quiz, texts: Sequence[str]) -> list[Reading]:
    """Each line as it is understood; three statements, however many lines there are."""
    papers, learners = papers_of(quiz), listed(quiz.study_class_id)
    return [read_one(text, papers, learners) for text in texts]


def read_one(text: str, papers: Mapping[str, KeyedPaper], learners: Sequence[Listed]) -> Reading:
    line = read_line(text, {code: paper.shapes for code, paper in papers.items()})
    found = meant(line.who, learners)
    paper = papers.get(line.code)
    said = _said(paper, line.answers) if paper else []
    remarks = [*_about_person(line, found), *_about_line(line, papers), *_about_answers(paper, line)]
    return Reading(line, found, paper, said, remarks)


def read_correction(text: str, papers: Mapping[str, KeyedPaper]) -> Reading:
    """A line that begins with the mã đề, since it is known whose it is."""
    line = read_line(text, {code: paper.shapes for code, paper in papers.items()}, named=False)
    paper = papers.get(line.code)
    remarks = [*_about_line(line, papers), *_about_answers(paper, line)]
    return Reading(line, [], paper, _said(paper, line.answers) if paper else [], remarks)


def differences(
    paper: KeyedPaper, old: Mapping[int, Json], new: Mapping[int, Json]
) -> list[tuple[int, str, str]]:
    """Where two sets of answers to one paper differ: the question, the signs of the one and of the other."""
    pairs = {
        slot: (write(one, old.get(slot)), write(one, new.get(slot))) for slot, one in paper.shapes.items()
    }
    return [(slot, *signs) for slot, signs in pairs.items() if signs[0] != signs[1]]


def in_words(problem: Problem) -> str:
    """What is not understood, where, and what to type instead."""
    values = {"sign": problem.sign, "slot": problem.slot, "last": problem.last_slot, "place": problem.place}
    return str(_sentence(problem) % values)


def _said(paper: KeyedPaper, answers: Mapping[int, Json]) -> list[Said]:
    items = paper.asked.items
    return [
        Said(
            slot, write(paper.shapes[slot], value), described(items[slot], value) if value is not None else ""
        )
        for slot, value in answers.items()
    ]


def _about_person(line: Line, found: Sequence[Listed]) -> list[str]:
    if len(found) == 1 or not line.who:
        return []
    if not found:
        return [
            _(
                "Nobody in the class is meant by “%(who)s”. Type the number on the list, the code or the name.",
                who=line.who,
            )
        ]
    names = "; ".join(f"{one.number}. {one.full_name}" for one in found[:MOST_NAMED])
    more = "; …" if len(found) > MOST_NAMED else ""
    return [
        _("“%(who)s” can be several people: %(names)s. Type the number.", who=line.who, names=names + more)
    ]


def _about_line(line: Line, papers: Mapping[str, KeyedPaper]) -> list[str]:
    codes = ", ".join(papers)
    return [
        _("No paper code is found. Type: learner, paper code (%(codes)s), answers.", codes=codes)
        if problem.why is Trouble.NO_CODE
        else in_words(problem)
        for problem in line.problems
    ]


def _about_answers(paper: KeyedPaper | None, line: Line) -> list[str]:
    """What was read, but cannot be an answer: "1.2.3" is no number."""
    refused = {slot: paper.asked.why_not(slot, value) for slot, value in line.given.items()} if paper else {}
    return [f"{_('Question %(number)s', number=slot)}: {why}" for slot, why in refused.items() if why]


def _sentence(problem: Problem) -> str:
    if isinstance(problem.why, Wrong):
        return _sentences()[problem.why]
    if problem.why is Trouble.MISSING:
        one = problem.slot == problem.last_slot
        return (
            _("Question %(slot)s is missing at the end. Type - for what was left blank.")
            if one
            else _("Questions %(slot)s to %(last)s are missing at the end. Type - for what was left blank.")
        )
    if problem.why is Trouble.TOO_MUCH:
        return _("Place %(place)s: “%(sign)s” stands behind the last question.")
    return _("The line is too long.")


def _sentences() -> dict[Wrong, str]:
    return {
        Wrong.NO_SUCH: _("Question %(slot)s, place %(place)s: the question has no option %(sign)s."),
        Wrong.ONE_ONLY: _(
            "Question %(slot)s, place %(place)s: only one letter counts here. Type - if several were marked."
        ),
        Wrong.NOT_A_SIGN: _("Question %(slot)s, place %(place)s: “%(sign)s” cannot answer this question."),
        Wrong.KEYBOARD: _(
            "Question %(slot)s, place %(place)s: “%(sign)s” is no option. Switch the Vietnamese keyboard off."
        ),
        Wrong.NOT_CLOSED: _("Question %(slot)s, place %(place)s: the bracket or quote is not closed."),
        Wrong.COUNT: _("Question %(slot)s, place %(place)s: too few or too many signs in the brackets."),
        Wrong.EACH_ONCE: _("Question %(slot)s, place %(place)s: each letter must stand exactly once."),
        Wrong.ENDED: _(
            "Question %(slot)s, place %(place)s: the line ends here. Type - for what was left blank."
        ),
    }
