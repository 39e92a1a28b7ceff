"""Questions as they stand on paper: nothing of the key. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lms.quizzes.on_paper.printed.blocks import (
    CENTER,
    SIZE,
    WIDTH,
    Block,
    Piece,
    cell,
    columns,
    grid,
    line,
    text_of,
    together,
    words,
)
from lms.quizzes.on_paper.printed.rich import one_line, rich
from lms.quizzes.on_paper.printed.words import Words
from lms.quizzes.sheets import Item
from question_bank.options import letter

MILLIMETRES = 25.4 / 72
SHORT_CASE = 20  # lines, about a third of a page
LETTERS, PICTURE_LINES = 90, 12  # in a line; the lines that a picture takes the room of
INDENT = 6.0
GAP = "……………"
_NARROW, _WIDE = frozenset("iíìỉĩịjlIÍÌ.,;:'!|()ftr "), frozenset("mwMWABCDĐGHKNOÔƠQUƯVXY%—")


def question(item: Item, said: Words, points: str = "") -> Block:
    """One question, kept together."""
    shown = replace(item.question, case="").without_key(item.order)
    head = [words(said.question % {"number": item.number} + " ", bold=True)]
    if points:
        head.append(words(points + " ", italic=True))
    asked = _cloze(shown, head) if shown["type"] == "cloze" else _headed(head, shown["text"])
    return together([asked[0] | {"before": 5.0}, *asked[1:], *_rest(shown, said)])


def case(text: str, first: int, last: int, said: Words) -> list[Block]:
    """The situation before its questions; a short one, or the end of a long one, stays with the first of them."""
    sentence = said.case_one if first == last else said.case
    lead = line(
        [words(sentence % {"first": first, "last": last}, bold=True, italic=True)], before=6, keep=True
    )
    told = [_inset(one, INDENT) for one in rich(text, WIDTH - INDENT)]
    short = sum(map(_lines, told)) <= SHORT_CASE
    return [lead, *(one | {"keep": short or one is told[-1]} for one in told)]


def lettered(options: Sequence[Any]) -> list[Block]:
    """A., B., C. … in four columns, two or one, by the length of the longest."""
    texts = [one["text"] for one in options]
    lines = [one_line(text) for text in texts]
    cells = [[words(f"{letter(place)}. ", bold=True), *(pieces or [])] for place, pieces in enumerate(lines)]
    if all(pieces is not None for pieces in lines):
        longest = max((_width(text_of(pieces)) for pieces in cells), default=0.0)
        room = WIDTH - INDENT
        count = next((count for count in (4, 2) if longest <= room / count - 4), 1)
        return [columns(cells, count, INDENT)]
    return [
        block
        for place, text in enumerate(texts)
        for block in _marked(f"{letter(place)}. ", text, WIDTH - INDENT)
    ]


def _rest(shown: dict[str, Any], said: Words) -> list[Block]:
    """What stands below the text."""
    match shown["type"]:
        case "single_choice":
            return lettered(shown["options"])
        case "multiple_choice":
            return [_how(said.several), *lettered(shown["options"])]
        case "true_false":
            return [_how(said.true_false)]
        case "statements":
            return [_how(said.statements), _statements(shown["statements"], said)]
        case "matching":
            return [_how(said.matching), _pairs(shown)]
        case "ordering":
            return [_how(said.ordering), *lettered(shown["items"])]
        case "numeric" | "short_text":
            return [line([words(f"{said.answer} {'…' * 32}")], left=INDENT)]
        case "essay":
            template = [
                line([words(one)], left=INDENT) for one in str(shown.get("template") or "").splitlines()
            ]
            return [*template, _how(said.essay)]
        case "cloze":
            return _choices_of_gaps(shown)
    return []


def _statements(parts: Sequence[Any], said: Words) -> Block:
    head = [cell([_centred(text)], shaded=True) for text in (said.statement, "Đ", "S")]
    rows = [
        [cell(_marked(f"{chr(ord('a') + place)}) ", one["text"], WIDTH - 40, left=0)), cell([]), cell([])]
        for place, one in enumerate(parts)
    ]
    return grid([head, *rows], [WIDTH - 30, 15, 15], heads=1)


def _pairs(shown: dict[str, Any]) -> Block:
    """Two columns beside each other."""
    half = WIDTH / 2
    lefts = [_marked(f"{place}. ", one["text"], half, left=0) for place, one in enumerate(shown["lefts"], 1)]
    rights = [
        _marked(f"{letter(place)}. ", one["text"], half, left=0) for place, one in enumerate(shown["rights"])
    ]
    count = max(len(lefts), len(rights))
    rows = [
        [cell(side[place]) if place < len(side) else cell([]) for side in (lefts, rights)]
        for place in range(count)
    ]
    return grid(rows, [half, half])


def _cloze(shown: dict[str, Any], head: list[Piece]) -> list[Block]:
    """The text with numbered gaps."""
    number, html = 0, ""
    for piece in shown["parts"]:
        if "gap" in piece:
            number += 1
            html += f"<b>({number})</b> {GAP}"
        else:
            html += piece["html"]
    return _headed(head, html)


def _choices_of_gaps(shown: dict[str, Any]) -> list[Block]:
    gaps = [piece for piece in shown["parts"] if "gap" in piece]
    found = []
    for number, gap in enumerate(gaps, 1):
        if "options" in gap:
            found.append(line([words(f"({number})", bold=True)], left=INDENT, keep=True))
            found += lettered(gap["options"])
    return found


def _headed(head: list[Piece], html: str) -> list[Block]:
    """The text with "Câu 1." before its first words."""
    blocks = rich(html, WIDTH)
    first = blocks[0] if blocks else line([])
    inline = first["kind"] == "line" and not any("picture" in piece for piece in first["pieces"])
    if inline:
        return [first | {"pieces": [*head, *first["pieces"]], "keep": True}, *_kept(blocks[1:])]
    return [line(head, keep=True), *_kept(blocks)]


def _kept(blocks: Sequence[Block]) -> list[Block]:
    return [block | {"keep": True} for block in blocks]


def _marked(mark: str, html: str, width: float, left: float = INDENT) -> list[Block]:
    blocks = rich(html, width)
    first = blocks[0] if blocks else line([])
    if first["kind"] == "line" and not any("picture" in piece for piece in first["pieces"]):
        rest = [_inset(block, left) for block in blocks[1:]]
        return [_inset(first, left) | {"pieces": [words(mark, bold=True), *first["pieces"]]}, *rest]
    return [line([words(mark, bold=True)], left=left), *(_inset(block, left) for block in blocks)]


def _inset(block: Block, left: float) -> Block:
    return block | {"left": block.get("left", 0.0) + left} if block["kind"] in ("line", "grid") else block


def _lines(block: Block) -> int:
    """About how many lines a block of a case takes."""
    if block["kind"] != "line":
        return len(block["rows"])
    pictures = sum("picture" in piece for piece in block["pieces"])
    return 1 + len(text_of(block["pieces"])) // LETTERS + PICTURE_LINES * pictures


def _how(text: str) -> Block:
    return line([words(text, italic=True)], left=INDENT, keep=True)


def _centred(text: str) -> Block:
    return line([words(text, bold=True)], CENTER)


def _width(text: str) -> float:
    """About how wide a line of text is, in millimetres; rather too wide than too narrow."""
    ems = sum(0.36 if sign in _NARROW else 0.86 if sign in _WIDE else 0.52 for sign in text)
    return ems * SIZE * MILLIMETRES
