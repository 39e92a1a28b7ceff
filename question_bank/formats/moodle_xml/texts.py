"""The texts of one question of Moodle XML as HTML, with the pictures that they show."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote

from lxml import etree

from question_bank.formats.marked_up import AS_HTML
from question_bank.formats.pictures import name_of, showable
from question_bank.formats.text import left_out
from question_bank.markup import normalised
from question_bank.problems import Problem, note, warning

FORMATS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "wiki_like": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}
STORED = "@@PLUGINFILE@@/"
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]{1,40};base64,")


@dataclass
class Texts:
    """Reads the texts of one question, keeps their pictures, and notes what is to be said."""

    style: str = "html"
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def html(self, element: etree._Element | None, style: str = "") -> str:
        """The text in an element that says its format; the question's own where it does not."""
        if element is None:
            return ""
        name = element.get("format", style or self.style)
        if name not in FORMATS or name == "wiki_like":
            self.problems.append(note("moodle.text_format", format=left_out(name)))
        written = AS_HTML[FORMATS.get(name, "html")](raw(element))
        return self._with_pictures(written, self._files(element))

    def _files(self, element: etree._Element) -> dict[str, bytes]:
        found = {}
        for one in element.findall("file"):
            name = (one.get("path", "/") + one.get("name", "")).lstrip("/")
            found[name] = decoded(one.text or "")
        return found

    def _with_pictures(self, written: str, stored: dict[str, bytes]) -> str:
        used: set[str] = set()
        shown = _IMAGE.sub(lambda found: self._image(found[0], stored, used), written)
        for name in stored.keys() - used:
            self._without(name)
        return shown

    def _image(self, tag: str, stored: dict[str, bytes], used: set[str]) -> str:
        """A picture of the file under the name that its content gives it."""
        source = _attribute(_SOURCE, tag)
        if start := _DATA.match(source):
            data = decoded(source[start.end() :])
        elif source.startswith(STORED):
            name = unquote(source.removeprefix(STORED).partition("?")[0])
            used.add(name)
            data = stored.get(name, b"")
        else:
            self.problems.append(warning("moodle.picture_elsewhere", address=left_out(source)))
            return tag
        if not data:
            self.problems.append(warning("word.picture_missing"))
            return tag
        return self._kept(data, _attribute(_ALT, tag))

    def _kept(self, data: bytes, alt: str) -> str:
        name = name_of(data)
        self.files[name] = data
        if not showable(name):
            self.problems.append(warning("word.picture_kind", name=name))
        return f'<img src="file:{name}" alt="{escape(alt)}">'

    def _without(self, name: str) -> None:
        self.problems.append(warning("moodle.file_left_out", name=left_out(name)))


def raw(element: etree._Element | None) -> str:
    """What stands in `<text>`, or in the element itself as in very old files; tags that were not escaped stay tags."""
    if element is None:
        return ""
    found = element.find("text")
    holder = element if found is None else found
    inner = [etree.tostring(child, encoding="unicode") for child in holder if found is not None]
    return normalised("".join([holder.text or "", *inner])).strip()


def decoded(encoded: str) -> bytes:
    """The bytes of Base64, none if it is damaged."""
    try:
        return b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _attribute(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag)
    return unescape(found[1] or found[2] or "") if found else ""
