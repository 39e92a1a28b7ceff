"""Text typed for fonts from before Unicode (TCVN3, ".VnTime" and the like; VNI), turned into Unicode.

Such text holds Latin letters that only the font shows as Vietnamese ones. In TCVN3 capitals with marks come from
fonts whose name ends in H; in VNI a mark stands as a letter of its own behind its vowel: "Ñaûng" is Đảng.
"""

from __future__ import annotations

import re
import unicodedata

TCVN3_FONTS = ".vn"
VNI_FONTS = ("vni-", "vnitimes", "vni ")
_FROM = "¡¢£¤¥¦§¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TO = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_LETTERS = str.maketrans(_FROM, _TO)
_ONLY_OLD = frozenset(_FROM) - frozenset("ÊÌÒÓÔÕÝÈÉÐãèéêìíòóôõùúýáâ")
_OLD = frozenset(_FROM) | {chr(code) for code in range(128)} | {"\xa0"}


def is_tcvn3(font: str) -> bool:
    """Whether a font shows TCVN3 text."""
    return font.lower().startswith(TCVN3_FONTS)


def is_vni(font: str) -> bool:
    """Whether a font shows VNI text."""
    return font.lower().startswith(VNI_FONTS)


def mostly_old(text: str) -> bool:
    """Whether a document holds more letters that only TCVN3 uses than letters that it has not."""
    return sum(letter in _ONLY_OLD for letter in text) > sum(letter not in _OLD for letter in text)


def mostly_vni(text: str) -> bool:
    """Whether a document holds more vowels with a mark of VNI behind them than Vietnamese letters of Unicode."""
    return len(_VNI.findall(text)) > sum("\u0100" < letter <= "\u1eff" for letter in text)


def unicode_of_vni(text: str, *, in_old_document: bool) -> str:
    """VNI text as its font would show it. In a document that is in Unicode, only what cannot be Unicode changes."""
    if any(letter > "\xff" for letter in text) or not (in_old_document or _VNI_ONLY.search(text)):
        return text
    return _VNI.sub(_composed, text)


def _composed(found: re.Match[str]) -> str:
    if found["single"]:
        return _like(_VNI_SINGLES[found["single"].lower()], found["single"])
    vowel, mark = found["vowel"], found["mark"].lower()
    base = _like(_VNI_SINGLES.get(vowel.lower(), vowel.lower()), vowel)
    marks = _VNI_MARKS[mark]
    if len(marks) > 1 and vowel.lower() not in _VNI_SHAPED[marks[0]]:
        return base + found["mark"]
    return unicodedata.normalize("NFC", base + "".join(marks))


def _like(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter


_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_SHAPED = {_CIRCUMFLEX: "aeo", _BREVE: "a"}
_VNI_MARKS: dict[str, tuple[str, ...]] = {
    **{mark: (tone,) for mark, tone in zip("ùøûõï", _TONES[1:], strict=True)},
    **{mark: (_CIRCUMFLEX, tone) for mark, tone in zip("âáàåãä", _TONES, strict=True)},
    **{mark: (_BREVE, tone) for mark, tone in zip("êéèúüë", _TONES, strict=True)},
}
_VNI_SINGLES = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(
    f"(?P<vowel>[aeouyôö])(?P<mark>[{''.join(_VNI_MARKS)}])|(?P<single>[{''.join(_VNI_SINGLES)}])",
    re.IGNORECASE,
)
_VNI_ONLY = re.compile(r"[aeouyôö][øùûõïåäáàâãúüëéèê]|[öñæî]", re.IGNORECASE)


def unicode_of(text: str, font: str, *, in_old_document: bool) -> str:
    """The text as the font would show it. In a document that is in Unicode, only what cannot be Unicode changes."""
    if not _OLD.issuperset(text) or not (in_old_document or _ONLY_OLD.intersection(text)):
        return text
    converted = text.translate(_LETTERS)
    return converted.upper() if font.rstrip("0123456789 ").endswith("H") else converted
