"""A whole paper, its answer sheet and the key of all papers as parts of a document. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from lms.quizzes.on_paper.printed.blocks import (
    CENTER,
    JUSTIFY,
    LONG_WIDTH,
    WIDTH,
    Block,
    cell,
    grid,
    line,
    part,
    ruled,
    words,
)
from lms.quizzes.on_paper.printed.questions import case, question
from lms.quizzes.on_paper.printed.words import Words
from lms.quizzes.on_paper.printing import AnswerRow, KeyLine, PrintedPaper
from lms.quizzes.sheets import Item
from lms.web.filters import as_number
from question_bank.grading import rounded

ACROSS = 4  # columns of answers on a sheet
SHORT = 8  # signs that the table of keys has room for
ESSAY_LINES = 26
CODES_ACROSS = 12


@dataclass(frozen=True)
class Head:
    """What stands at the top of every paper; `notes` on the key alone."""

    office: str
    study_class: str
    title: str
    time: str
    count: str
    out_of: Decimal
    notes: tuple[str, ...] = ()


def paper_part(paper: PrintedPaper, head: Head, said: Words) -> Block:
    """The questions of one mã đề, in their sections, each case before its questions."""
    blocks = [*_head(head, head.title.upper(), head.time, paper.code, said), *_places(said)]
    blocks.append(line([words(head.count, italic=True)], before=4, after=2))
    section = 0
    for text, items in groupby(paper.items, key=lambda item: (item.question.case, item.section)):
        some = list(items)
        if some[0].section != section:
            section = some[0].section
            blocks += _section(paper, section)
        if text[0]:
            blocks += case(text[0], some[0].number, some[-1].number, said)
        blocks += [question(item, said, _points(paper, item, head, said)) for item in some]
    blocks.append(line([words(said.end, bold=True)], CENTER, before=10))
    return part(blocks, said.footer % {"code": paper.code})


def sheet_part(paper: PrintedPaper, head: Head, said: Words) -> Block:
    """Boxes to cross, lines to write on."""
    rows = paper.answer_rows
    blocks = [*_head(head, said.sheet, head.title, paper.code, said), *_places(said)]
    blocks.append(line([words(said.sheet_hint, italic=True, size=11)], JUSTIFY, before=4, after=6))
    crossed = [row for row in rows if row.kind in ("letters", "several")]
    if crossed:
        blocks.append(_crossed(crossed))
    for row in sorted(rows, key=lambda row: row.kind == "apart"):
        blocks += _written(row, said)
    return part(blocks, said.sheet_footer % {"code": paper.code})


def key_parts(keys: Mapping[str, Sequence[KeyLine]], head: Head, said: Words, footer: str) -> list[Block]:
    """A table of questions by mã đề, then in words what has no room in it."""
    codes = list(keys)
    blocks = [
        line([words(f"{said.key} – {head.title.upper()}", bold=True, size=14)], CENTER, after=2),
        line([words(f"{head.office} – {head.study_class}")], CENTER, after=4),
        *(line([words(note, italic=True)], CENTER, after=2) for note in head.notes),
        line([], after=4),
    ]
    for start in range(0, len(codes), CODES_ACROSS):
        some = codes[start : start + CODES_ACROSS]
        blocks += [_key_table({code: keys[code] for code in some}, said), line([], after=6)]
    for code in codes:
        longer = [one for one in keys[code] if not _fits(one)]
        if longer:
            blocks.append(line([words(said.paper % {"code": code}, bold=True)], before=6, keep=True))
            blocks += [_in_words(one, said) for one in longer]
    return [part(blocks, footer, lying=True)]


def _head(head: Head, first: str, second: str, code: str, said: Words) -> list[Block]:
    left = [line([words(head.office.upper(), bold=True)], CENTER), line([words(head.study_class)], CENTER)]
    right = [line([words(first, bold=True, size=13)], CENTER)]
    right += [line([words(second, italic=True)], CENTER)] if second else []
    right.append(line([words(said.paper % {"code": code}, bold=True, size=13)], CENTER, before=2))
    return [grid([[cell(left), cell(right)]], [WIDTH * 0.45, WIDTH * 0.55], bordered=False)]


def _places(said: Words) -> list[Block]:
    name, number, unit, signature = said.places
    return [
        line([words(f"{name}: {'.' * 62} {number}: {'.' * 18}")], before=8),
        line([words(f"{unit}: {'.' * 58} {signature}: {'.' * 32}")], before=5),
    ]


def _section(paper: PrintedPaper, number: int) -> list[Block]:
    if not 0 < number <= len(paper.asked.sections):
        return []
    section = paper.asked.sections[number - 1]
    title = line([words(section["title"], bold=True)], before=8, keep=True)
    note = [line([words(section["note"], italic=True)], keep=True)] if section.get("note") else []
    return [title, *note]


def _points(paper: PrintedPaper, item: Item, head: Head, said: Words) -> str:
    """Only where questions are not all worth the same."""
    if len({one.points for one in paper.items}) < 2:
        return ""
    share = Fraction(item.points) / Fraction(paper.asked.points)
    return said.points % {"points": as_number(rounded(share * Fraction(head.out_of)))}


def _crossed(rows: Sequence[AnswerRow]) -> Block:
    """Numbers with their letters, down the columns."""
    most = max(len(row.signs) for row in rows)
    across = max(1, min(ACROSS, len(rows), int(WIDTH // (10 + 8 * most))))
    down = -(-len(rows) // across)
    width = [10.0, *[8.0] * most]
    table = []
    for place in range(down):
        cells: list[Block] = []
        for group in range(across):
            at = group * down + place
            cells += _cells(rows[at], most) if at < len(rows) else [cell([]) for _none in range(most + 1)]
        table.append(cells)
    return grid(table, width * across)


def _cells(row: AnswerRow, most: int) -> list[Block]:
    number = cell([line([words(str(row.number), bold=True)], CENTER)], shaded=True)
    signs = [*row.signs, *[""] * (most - len(row.signs))]
    return [number, *(cell([line([words(sign)] if sign else [], CENTER)]) for sign in signs)]


def _written(row: AnswerRow, said: Words) -> Iterable[Block]:
    number = words(said.question % {"number": row.number} + " ", bold=True)
    match row.kind:
        case "parts":
            return [line([number, words("      ".join(f"{sign})  Đ   S" for sign in row.signs))], before=7)]
        case "boxes":
            return [line([number, words("     ".join(f"{sign} ……" for sign in row.signs))], before=7)]
        case "gaps":
            return [line([number, words("   ".join(f"({sign}) {'…' * 12}" for sign in row.signs))], before=7)]
        case "line":
            return [line([number, words("…" * 34)], before=7)]
        case "apart":
            return [line([number], before=8, keep=True), ruled(ESSAY_LINES)]
    return []


def _fits(one: KeyLine) -> bool:
    return 0 < len(one.sign) <= SHORT


def _key_table(keys: Mapping[str, Sequence[KeyLine]], said: Words) -> Block:
    head = [cell([line([words(text, bold=True)], CENTER)], shaded=True) for text in (said.column, *keys)]
    signs = {
        code: {one.number: one.sign if _fits(one) else "*" for one in lines} for code, lines in keys.items()
    }
    numbers = sorted({number for lines in signs.values() for number in lines})
    rows = [
        [
            cell([line([words(text)], CENTER)])
            for text in (str(number), *(signs[code].get(number, "") for code in keys))
        ]
        for number in numbers
    ]
    wide = min(28.0, (LONG_WIDTH - 20) / max(1, len(keys)))
    return grid([head, *rows], [20.0, *[wide] * len(keys)], heads=1)


def _in_words(one: KeyLine, said: Words) -> Block:
    told = " – ".join(filter(None, (one.sign, one.words))) or said.person
    return line([words(f"{one.number}. ", bold=True), words(told)], left=4)
