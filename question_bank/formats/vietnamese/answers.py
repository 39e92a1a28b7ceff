"""Written answers understood: letters, the text of an option, true and false, a number, a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from question_bank.formats.vietnamese.choices import Choice
from question_bank.formats.vietnamese.lines import source
from question_bank.formats.vietnamese.patterns import TRUE_MARK, TRUTH
from question_bank.markup import folded, tidy

_LETTERS = re.compile(
    r"(?:(?:câu|ý|phương án|đáp án)\s+)?(?P<letters>[A-H](?:\s*(?:[,;&+/]|và|hoặc)?\s*[A-H])*)\s*[.)\]]*\s*",
    re.I,
)
_LETTER_AND_TEXT = re.compile(r"(?P<letter>[A-H])\s*[.):/-]\s*(?P<text>\S.*)")
_TRUTH = r"đúng|sai|đ|s|true|false|t|f"
_LABELLED = re.compile(rf"\(?([a-h])\s*[.):/-]?\s*\(?({_TRUTH})\)?(?![\w])[\s,;.–-]*", re.IGNORECASE)
_BARE = re.compile(r"(đúng|sai|đ|s)[\s,;.–-]*", re.IGNORECASE)


def option_places(answer: str, options: Sequence[Choice]) -> frozenset[int]:
    """The places of the options that an answer names by letter or by text; none if it names others."""
    letters = _LETTERS.fullmatch(answer)
    if letters and (answer[:1].isupper() or len(answer.strip(" .)")) == 1):
        return _by_letters([sign for sign in letters["letters"].upper() if "A" <= sign <= "H"], options)
    named = _LETTER_AND_TEXT.fullmatch(answer)
    if named:
        return _by_letters([named["letter"]], options)
    same = [place for place, option in enumerate(options) if _same(_said(option), answer)]
    return frozenset(same) if len(same) == 1 else frozenset()


def reason(answer: str, options: Sequence[Choice]) -> str:
    """What stands behind a letter, unless it only repeats the option."""
    named = _LETTER_AND_TEXT.fullmatch(answer)
    if not named or any(_same(_said(option), named["text"]) for option in options):
        return ""
    return named["text"].strip()


def _said(option: Choice) -> str:
    """The text of an option without the sign that says that it is right."""
    text = source(option.lines)
    mark = TRUE_MARK.search(text)
    return text[: mark.start()] if mark else text


def truth_values(answer: str, count: int) -> list[bool | None]:
    """One value for each statement: `a) Đ b) S …` or `ĐSĐS`; empty if the answer says nothing of the kind."""
    labelled = _all(_LABELLED, answer)
    if labelled:
        given = {ord(found[1].lower()) - ord("a"): TRUTH[found[2].lower()] for found in labelled}
        return [given.get(place) for place in range(count)] if max(given) < count else []
    bare = _all(_BARE, answer)
    return [TRUTH[found[1].lower()] for found in bare] if len(bare) == count else []


def truth(answer: str) -> bool | None:
    """True or false, whatever stands behind the word."""
    found = re.match(rf"\W*({_TRUTH})(?!\w)", answer, re.IGNORECASE)
    return TRUTH[found[1].lower()] if found else None


def _by_letters(letters: Sequence[str], options: Sequence[Choice]) -> frozenset[int]:
    at = {option.letter.upper(): place for place, option in enumerate(options)}
    places = frozenset(at[sign] for sign in letters if sign in at)
    return places if len(places) == len(set(letters)) else frozenset()


def _same(one: str, other: str) -> bool:
    return folded(tidy(one)).rstrip(". ") == folded(tidy(other)).rstrip(". ")


def _all(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The matches that together make up the whole text, or none."""
    found, position = [], 0
    while position < len(text) and (part := pattern.match(text, position)):
        found.append(part)
        position = part.end()
    return found if position == len(text) else []
