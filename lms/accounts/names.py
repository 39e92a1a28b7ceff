"""Vietnamese names: the order of lists, search without marks, identifiers as they are typed. Pure.

Order (verified against ICU's Vietnamese collation in the tests): letters a ă â b c d đ e ê … y; a tone counts only
when all letters are equal: none < huyền < hỏi < ngã < sắc < nặng. Lists of people go by tên, then đệm, then họ.
"""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
# One ASCII sign for each letter; "+" for a space and "!" for the end of the letters lie below them.
_DIGIT_SIGN = {digit: chr(ord("0") + int(digit)) for digit in "0123456789"}
_LETTER_SIGN = _DIGIT_SIGN | {letter: chr(ord("A") + place) for place, letter in enumerate(LETTERS)}
_KEPT_MARKS = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make letters, not tones


def tidy_name(name: str) -> str:
    """NFC, single spaces; capitals as typed."""
    return " ".join(unicodedata.normalize("NFC", name).replace("\u00a0", " ").split())


def split_name(full_name: str) -> tuple[str, str, str]:
    """(họ, đệm, tên); a name of one word is only a tên."""
    words = tidy_name(full_name).split(" ")
    if len(words) == 1:
        return "", "", words[0]
    return words[0], " ".join(words[1:-1]), words[-1]


def sort_key(full_name: str) -> str:
    """ASCII key by (tên, đệm, họ); compares byte by byte in Vietnamese dictionary order."""
    family, middle, given = split_name(full_name)
    return "/".join(_part_key(part) for part in (given, middle, family))


def sort_key_of_title(title: str) -> str:
    """ASCII key of a unit's or class's name, read from the left; numbers count as numbers (`Chi bộ 2` before `10`)."""
    padded = re.sub(r"\d+", lambda match: match[0].zfill(6), tidy_name(title))
    return _part_key(padded)[:400]


def search_key(text: str) -> str:
    """Lower case, no marks, đ as d, single spaces: `Nguyễn Thị Đào` → `nguyen thi dao`."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("Đ", "d"))
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


def initials(full_name: str) -> str:
    """Đệm (or họ) and tên: `Đỗ Minh Tâm` → `MT`."""
    words = tidy_name(full_name).split(" ")
    return "".join(word[0] for word in words[-2:]).upper()


def normal_phone(text: str) -> str | None:
    """A Vietnamese phone number as 0xxxxxxxxx, or None. Mobile and landline; spaces, dots, brackets, +84 accepted."""
    digits = re.sub(r"[\s.()\-]", "", text)
    digits = re.sub(r"^(\+84|84(?=\d{9}$))", "0", digits)
    return digits if re.fullmatch(r"0[35789]\d{8}|02\d{9}|02\d{8}", digits) else None


def _part_key(part: str) -> str:
    """Letters first, then the tones of all letters: tones decide only where the letters are equal."""
    letters, tones = [], []
    for letter, tone in _letters(part.lower()):
        letters.append("+" if letter == " " else _LETTER_SIGN.get(letter, "~"))
        tones.append(str(tone))
    return "".join(letters) + "!" + "".join(tones)


def _letters(text: str) -> list[tuple[str, int]]:
    """(letter with its own mark, tone 0–5) for each letter of the text."""
    found: list[tuple[str, int]] = []
    for sign in unicodedata.normalize("NFD", text):
        if sign in TONES and found:
            found[-1] = (found[-1][0], TONES.index(sign) + 1)
        elif sign in _KEPT_MARKS and found:
            found[-1] = (unicodedata.normalize("NFC", found[-1][0] + sign), found[-1][1])
        elif sign.isalnum() or sign == " ":
            found.append((sign, 0))
    return found
