"""From lines to questions: cut, part, weigh the keys of the whole file, then build each question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from question_bank.formats.archives import Unreadable
from question_bank.formats.imported import ImportedQuestion, imported
from question_bank.formats.vietnamese import keys
from question_bank.formats.vietnamese.blocks import Block, cut
from question_bank.formats.vietnamese.building import Draft, build
from question_bank.formats.vietnamese.choices import choices
from question_bank.formats.vietnamese.key_tables import Answer
from question_bank.formats.vietnamese.lines import Line, source
from question_bank.formats.vietnamese.sections import sections
from question_bank.markup import folded, plain
from question_bank.problems import Place, Problem, Unit, error, warning
from question_bank.types import MultipleChoice, SingleChoice

MOST_BLOCKS = 10_000


@dataclass(frozen=True)
class Reading:
    """All questions of a file, and the problems that belong to none of them."""

    questions: list[ImportedQuestion]
    problems: list[Problem]


def read_lines(
    lines: Sequence[Line],
    unit: Unit,
    answers: Iterable[Answer] = (),
    files: Mapping[str, bytes] | None = None,
) -> Reading:
    """The questions in these lines; `answers` come from tables that the lines do not hold.

    Raises:
        Unreadable: if there are too many.
    """
    found = cut(lines, unit)
    if len(found.blocks) > MOST_BLOCKS:
        raise Unreadable(error("file.too_many_questions", limit=MOST_BLOCKS))
    drafts = [_draft(block) for block in found.blocks]
    problems = found.problems + _hand_out([*answers, *found.answers], drafts)
    trusted = keys.reliable([draft.evidence() for draft in drafts])
    questions = [_question(draft, unit, trusted, files or {}) for draft in drafts]
    return Reading(_with_repeats(questions), problems + _numbering(drafts, unit))


def _draft(block: Block) -> Draft:
    parts = sections(block.lines)
    stem, options, problems = choices(parts.asked)
    return Draft(block, parts, stem, options, parts.problems + problems)


def _question(
    draft: Draft, unit: Unit, trusted: frozenset[keys.Convention], files: Mapping[str, bytes]
) -> ImportedQuestion:
    question, problems = build(draft, trusted)
    original = draft.block.original
    place = Place(unit, original[0].number, original[-1].number)
    one = imported(question, place, source(original), problems)
    names = [name for line in original for name in line.pictures]
    return ImportedQuestion(
        one.question,
        one.place,
        one.source_text,
        one.problems,
        {name: files[name] for name in names if name in files},
    )


def _hand_out(answers: Sequence[Answer], drafts: Sequence[Draft]) -> list[Problem]:
    """Give each answer of a table to its question: the nth answer of a number to the nth question of it."""
    by_number: dict[int, list[Draft]] = defaultdict(list)
    for place, draft in enumerate(drafts, start=1):
        by_number[draft.block.number or place].append(draft)
    given: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        given[answer.number].append(answer)
    problems: list[Problem] = []
    for number, listed in given.items():
        meant = by_number.get(number, [])
        if not meant:
            problems.append(warning("key.table_unmatched", number=number))
        elif len(meant) != len(listed) and len(meant) > 1:
            problems.append(warning("key.table_ambiguous", number=number))
        else:
            for draft, answer in zip(meant * len(listed), listed, strict=False):
                draft.table.append(answer)
    return problems


def _numbering(drafts: Sequence[Draft], unit: Unit) -> list[Problem]:
    """Gaps and repeats; a new count from 1 under a new heading is neither."""
    numbers = [(draft.block.number, draft.block.original[0].number) for draft in drafts]
    known = [(number, Place(unit, at, at)) for number, at in numbers if number is not None]
    problems = [
        warning("vietnamese.number_gap", place, before=before, after=after)
        for (before, _), (after, place) in pairwise(known)
        if after not in (before + 1, 1, before)
    ]
    repeated = {number for number, count in Counter(number for number, _ in known).items() if count > 1}
    runs = sum(number == 1 for number, _ in known)
    if runs > 1:
        return problems
    last = {number: place for number, place in known if number in repeated}
    return problems + [
        warning("vietnamese.number_twice", place, number=number) for number, place in last.items()
    ]


def _with_repeats(questions: Sequence[ImportedQuestion]) -> list[ImportedQuestion]:
    """The questions, those that stand in the file before them being named."""
    first: dict[str, int] = {}
    found = []
    for number, one in enumerate(questions, start=1):
        before = first.setdefault(_likeness(one), number)
        more = () if before == number else (warning("vietnamese.same_question", one.place, number=before),)
        found.append(replace(one, problems=one.problems + more))
    return found


def _likeness(one: ImportedQuestion) -> str:
    """Two questions are the same if wording and options are, in whatever order."""
    question = one.question
    texts = (
        [option.text for option in question.options]
        if isinstance(question, SingleChoice | MultipleChoice)
        else []
    )
    return "\n".join([folded(plain(question.text)), *sorted(folded(plain(text)) for text in texts)])
