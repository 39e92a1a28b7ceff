"""Reading QTI: a package or a bare file, of versions 1.2, 2.0 to 2.2 and 3.0."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from question_bank.formats.archives import LARGEST_XML, OLE, Package, Unreadable, opened
from question_bank.formats.imported import Imported, ImportedQuestion, imported
from question_bank.formats.qti import version1, version2
from question_bank.formats.qti.content import Content
from question_bank.formats.qti.items import About, Budget, Item, NotRead
from question_bank.formats.qti.metadata import about
from question_bank.formats.qti.tree import Node, local, node, root_of
from question_bank.formats.qti.understanding import understood
from question_bank.formats.text import left_out
from question_bank.formats.word.pictures import LARGEST_PICTURE, SHOWABLE, kind_of, picture_name
from question_bank.markup import plain
from question_bank.problems import Place, Problem, Unit, error, note, warning

NAME = "qti"
MANIFEST = "imsmanifest.xml"
ZIP = b"PK\x03\x04"
ITEM, OLD, TEST = "assessmentItem", "questestinterop", "assessmentTest"
FEWEST_STEPS = 20_000
MOST_ITEMS = 20_000
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp")
QUIET = (".xsd", ".dtd", ".css", *PICTURES)


def read(data: bytes, *, name: str = "") -> Imported:
    """The questions of a package or of a file; whatever was not read is among the problems."""
    try:
        return _Reading(data).imported()
    except Unreadable as refused:
        return Imported([], [refused.problem], NAME)


@dataclass
class _Reading:
    """One file while it is read; items are counted as they come."""

    data: bytes
    problems: list[Problem] = field(default_factory=list)
    found: list[ImportedQuestion] = field(default_factory=list)
    package: Package | None = None
    count: int = 0
    files: dict[str, bytes] = field(default_factory=dict)

    def imported(self) -> Imported:
        if not self.data.strip():
            raise Unreadable(error("file.empty"))
        if self.data.startswith((ZIP, OLE)):
            self.package = opened(self.data)
            self._members(self.package)
        else:
            if len(self.data) > LARGEST_XML:
                raise Unreadable(error("file.too_large", limit=LARGEST_XML // 1_000_000))
            self._document(self.data, "", About())
        if not self.found and not any(one.severity == "error" for one in self.problems):
            self.problems.append(error("file.nothing"))
        return Imported(self.found, self.problems, NAME)

    def _members(self, package: Package) -> None:
        listed = self._listed(package)
        for name in listed:
            if name not in package:
                self.problems.append(warning("qti.member_missing", name=left_out(name)))
        others = [name for name in sorted(package.members) if name not in listed and not name.endswith("/")]
        rest = [name for name in others if name.lower().endswith(".xml") and name != MANIFEST]
        for name in [*(name for name in listed if name in package), *rest]:
            self._document(package.read(name, LARGEST_XML), name, listed.get(name, About()))
        unread = [one for one in others if one not in (*rest, MANIFEST) and not one.lower().endswith(QUIET)]
        if unread:
            self.problems.append(note("qti.other_files", names=left_out(", ".join(unread))))

    def _listed(self, package: Package) -> dict[str, About]:
        """The XML files that the manifest lists, in its order, with what it says of them."""
        if MANIFEST not in package:
            return {}
        root = root_of(package.read(MANIFEST, LARGEST_XML))
        found: dict[str, About] = {}
        for resource in root.iter():
            if isinstance(resource.tag, str) and local(resource) == "resource":
                made = node(resource)
                addresses = [made.get("href"), *(one.get("href") for one in made.all("file"))]
                for address in addresses:
                    if address.lower().endswith(".xml"):
                        member = _inside("", made.get("base") + address)
                        found.setdefault(member, about(made.first("metadata")))
        return found

    def _document(self, data: bytes, name: str, told: About) -> None:
        """All items of one document; one that is refused does not keep the others out."""
        try:
            root = root_of(data)
        except Unreadable as refused:
            if not name:
                raise
            self.problems += [error("qti.member", name=left_out(name)), refused.problem]
            return
        kind = local(root)
        if kind == OLD:
            self._assessments(root)
            self._read(root, "item", name, told)
        elif kind == ITEM:
            self._item(root, name, told, Budget(FEWEST_STEPS + len(data) // 8))
        elif kind == TEST:
            self.problems.append(note("qti.test", name=left_out(root.get("title") or name)))
        elif name:
            self.problems.append(note("qti.other_files", names=left_out(name)))
        else:
            raise Unreadable(error("qti.unknown_root", name=left_out(kind)))

    def _assessments(self, root: etree._Element) -> None:
        titles = [str(one.get("title", "")) for one in root.iter("{*}assessment")]
        self.problems += [note("qti.test", name=left_out(title)) for title in titles if title]

    def _read(self, root: etree._Element, wanted: str, name: str, told: About) -> None:
        budget = Budget(FEWEST_STEPS + 8 * sum(1 for _ in root.iter()))
        items = [one for one in root.iter("{*}" + wanted) if local(one) == wanted]
        if len(items) > MOST_ITEMS:
            raise Unreadable(error("qti.too_many_parts"))
        for element in items:
            self._item(element, name, told, budget)

    def _item(self, element: etree._Element, name: str, told: About, budget: Budget) -> None:
        self.count += 1
        place = Place(Unit.ITEM, self.count, self.count)
        used: dict[str, bytes] = {}
        content = Content(lambda address: self._picture(address, name, used))
        try:
            root = node(element)
            item = self._parts(root, content, budget)
            question, problems = understood(item, told)
        except (Unreadable, NotRead) as refused:
            self.problems.append(refused.problem.at(place))
            return
        one = imported(question, place, _source(item), problems)
        self.found.append(ImportedQuestion(one.question, place, one.source_text, one.problems, used))

    def _parts(self, root: Node, content: Content, budget: Budget) -> Item:
        reader = version2.item if root.name == ITEM else version1.item
        return reader(root, content, budget)

    def _picture(self, address: str, name: str, used: dict[str, bytes]) -> tuple[str, Problem | None]:
        """The name that a picture of the package is kept under; addresses elsewhere are left as they are."""
        if "://" in address or address.startswith(("/", "data:")):
            outside = (
                None if address.startswith("/files/") else warning("qti.outside", name=left_out(address))
            )
            return address, outside
        package = self.package
        bare = address.partition("?")[0]
        wanted = [_inside(posixpath.dirname(name), bare), _inside("", bare)]
        wanted += [_inside("", bare.replace("$IMS-CC-FILEBASE$/", "web_resources/"))]
        member = next((one for one in wanted if package is not None and one in package), "")
        if package is None or not member:
            return address, warning("qti.picture_missing", name=left_out(address))
        data = self.files.setdefault(member, b"") or package.read(member, LARGEST_PICTURE)
        self.files[member] = data
        kind = kind_of(data)
        kept = picture_name(data, kind)
        used[kept] = data
        return f"file:{kept}", None if kind in SHOWABLE else warning("word.picture_kind", name=kept)


def _inside(folder: str, address: str) -> str:
    """The member that a relative address in a folder of the package names."""
    return posixpath.normpath(posixpath.join(folder, unquote(address))).lstrip("/")


def _source(item: Item) -> str:
    """The item as a person would see it, to be held against what was understood."""
    parts = [one.html for asked in item.interactions for one in [*asked.parts, *asked.targets]]
    shown = [item.title, item.text, *parts, *(text for asked in item.interactions for text in asked.correct)]
    return "\n".join(text for one in shown if (text := plain(one)))
