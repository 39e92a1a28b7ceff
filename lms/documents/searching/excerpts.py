"""Words in their context: the place of a text that a search found, its words marked. Pure."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from lms.documents.searching.words import LONGEST, WORD
from question_bank.markup import folded, normalised

AROUND = 110
bare = lru_cache(50_000)(folded)  # a text has few words, many times each


def excerpt(paragraphs: Iterable[str], asked: Collection[str]) -> Markup:
    """The paragraph with most of the words, cut around the first of them; empty if there is none."""
    best, most = "", 0
    for one in paragraphs:
        count = len({word for _start, _end, word in _found(one, asked)})
        if count > most:
            best, most = one, count
        if most == len(asked):
            break
    return marked(_cut(best, asked), asked)


def marked(text: str, asked: Collection[str]) -> Markup:
    """The text, harmless, with the words that were asked for between `<mark>` and `</mark>`."""
    text, parts, last = normalised(text), [], 0
    for start, end, _word in _found(text, asked):
        parts += [escape(text[last:start]), Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")]
        last = end
    return Markup().join([*parts, escape(text[last:])])


def _found(text: str, asked: Collection[str]) -> Iterable[tuple[int, int, str]]:
    """Where words of the search stand; one without marks stands for all that are spelled so."""
    for found in WORD.finditer(text):
        word = found[0].casefold()[:LONGEST]
        meant = word if word in asked else bare(word)
        if meant in asked:
            yield found.start(), found.end(), meant


def _cut(text: str, asked: Collection[str]) -> str:
    first = next((start for start, _end, _word in _found(text, asked)), 0)
    start, end = max(0, first - AROUND), first + 2 * AROUND
    before = text[:start].rfind(" ") + 1 if start else 0
    after = text.find(" ", end) if end < len(text) else -1
    return f"{'… ' if before else ''}{text[before : after if after > 0 else len(text)]}{' …' if after > 0 else ''}"
