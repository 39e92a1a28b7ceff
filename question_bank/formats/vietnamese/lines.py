"""Lines of a question file with what they look like, whether they come from Word or from plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from question_bank.formats.archives import Unreadable
from question_bank.look_alikes import latin
from question_bank.markup import escaped, from_mixed
from question_bank.problems import error

PICTURE = "\ufffc"
UNDERLINE, BOLD, COLOUR, HIGHLIGHT = "underline", "bold", "colour", "highlight"
LOOKS = (UNDERLINE, BOLD, COLOUR, HIGHLIGHT)
MOST_LINES = 40_000
WIDEST_GAP = 40  # signs that keep columns of options apart
_GAP = re.compile(rf"\s{{{WIDEST_GAP + 1},}}")
ENDS_A_SENTENCE = (".", ":", ";", "?", "!", "…")


@dataclass(frozen=True)
class Run:
    """A piece of a line in one look; a picture is a run of one character that names its file."""

    text: str
    looks: frozenset[str] = frozenset()
    raised: str = ""
    picture: str = ""

    def saying(self, text: str) -> Run:
        """The same look with another text."""
        return Run(text, self.looks, self.raised, self.picture)


@dataclass(frozen=True)
class Line:
    """One line; `number` counts lines or paragraphs of the file, `after_gap` says that an empty one precedes."""

    number: int
    runs: tuple[Run, ...]
    after_gap: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        text = self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])
        object.__setattr__(self, "text", text)

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part between two characters."""
        whole = len(self.text)
        end = whole if end is None else end
        if start == 0 and end == whole:
            return self
        if len(self.runs) == 1:
            return Line(self.number, (self.runs[0].saying(self.text[start:end]),), self.after_gap)
        return Line(self.number, tuple(_cut(self.runs, start, end)), self.after_gap)

    def stripped(self) -> Line:
        """Without white space at both ends."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.cut(start, max(start, len(text.rstrip())))

    @property
    def pictures(self) -> list[str]:
        return [run.picture for run in self.runs if run.picture]


def limited(lines: Iterable[Line]) -> list[Line]:
    """The lines, long runs of white space in them shortened: what looks for signs tries again at each place of one.

    Letters of other alphabets that only look Latin are made so.

    Raises:
        Unreadable: if there are more lines than any file of questions has.
    """
    found = [_latin(_squeezed(line)) for line in islice(lines, MOST_LINES + 1)]
    if len(found) > MOST_LINES:
        raise Unreadable(error("file.too_many_lines", limit=MOST_LINES))
    return found


def _squeezed(line: Line) -> Line:
    gaps = [(gap.start() + WIDEST_GAP, gap.end()) for gap in _GAP.finditer(line.text)]
    if not gaps:
        return line
    starts, ends = [0, *(end for _start, end in gaps)], [*(start for start, _end in gaps), len(line.text)]
    kept = (line.cut(start, end).runs for start, end in zip(starts, ends, strict=True))
    return Line(line.number, tuple(chain.from_iterable(kept)), line.after_gap)


def _latin(line: Line) -> Line:
    text = latin(line.text)
    if text == line.text:
        return line
    runs, start = [], 0
    for run in line.runs:
        runs.append(run.saying(text[start : start + len(run.text)]))
        start += len(run.text)
    return Line(line.number, tuple(runs), line.after_gap)


def text_line(number: int, text: str, after_gap: bool = False) -> Line:
    """A line without any looks."""
    return Line(number, (Run(text),), after_gap)


def mostly(lines: Iterable[Line], look: str) -> bool:
    """Whether more than half of what can be seen has this look."""
    seen = [(len("".join(run.text.split())), look in run.looks) for line in lines for run in line.runs]
    return 2 * sum(length for length, has in seen if has) > sum(length for length, _ in seen) > 0


def looks(lines: Iterable[Line]) -> frozenset[str]:
    """All looks that occur in these lines."""
    return frozenset().union(*(run.looks for line in lines for run in line.runs if run.looks))


def html(lines: Sequence[Line]) -> str:
    """The lines as HTML: pictures and raised letters stay, other looks go, since they may show the key."""
    found = ""
    for line in lines:
        part = "".join(_html(run) for run in line.stripped().runs).strip()
        if found and part:
            found += " " if _goes_on(found, part) else "<br>"
        found += part
    return found


def source(lines: Iterable[Line]) -> str:
    """The original text, one line per line."""
    return "\n".join(line.text.strip() for line in lines)


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs on over the end of a hard-wrapped line."""
    return not before.endswith(ENDS_A_SENTENCE) and (after[0].islower() or after[0] in ",.;)(")


def _html(run: Run) -> str:
    if run.picture:
        return f'<img src="file:{escaped(run.picture)}">'
    text = from_mixed(" ".join(run.text.split("\t")))
    return f"<{run.raised}>{text}</{run.raised}>" if run.raised and text.strip() else text


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        first, last = max(start - position, 0), min(end - position, len(run.text))
        if first < last:
            yield run if last - first == len(run.text) else run.saying(run.text[first:last])
        position += len(run.text)
