"""Writing QTI 2.1 packages. What cannot be said is refused by name, so that what is written reads back equal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from question_bank.formats.qti import metadata
from question_bank.formats.qti.asking import WRITERS, Asked
from question_bank.formats.qti.content import xhtml, xml
from question_bank.formats.qti.reader import MANIFEST, read
from question_bank.formats.qti.rules import FEEDBACK, SCORE, el
from question_bank.formats.qti.tree import Node
from question_bank.formats.qti.values import written as number
from question_bank.formats.writing import refusal, refuse_unsupported
from question_bank.problems import Problem
from question_bank.question import Question
from question_bank.types.cloze import GAP

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
EXPLANATION = "EXPLANATION"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
FOLDER = "images/"
_PICTURE = re.compile(r'"file:([0-9a-f]{16}\.[a-z]{3,4})"')


def write(questions: Sequence[Question], files: Mapping[str, bytes] | None = None) -> bytes:
    """The questions as a package, with the pictures that their texts name `file:…` if they are in `files`.

    Raises CannotWrite if QTI cannot hold one of the questions.
    """
    refuse_unsupported(questions, supports)
    return _written(questions, files)


def supports(question: Question) -> Problem | None:
    """Why QTI cannot hold this question, None if it can."""
    return refusal(question, WRITERS, _written, read, pictures=True)


def _written(questions: Sequence[Question], files: Mapping[str, bytes] | None = None) -> bytes:
    kept = files or {}
    items = [_item(question, f"q{place}") for place, question in enumerate(questions, start=1)]
    used = {name for text in items for name in _PICTURE.findall(text) if name in kept}
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        _add(package, MANIFEST, _manifest(questions, items, used))
        for place, text in enumerate(items, start=1):
            _add(package, f"q{place}.xml", _with_pictures(text, used))
        for name in sorted(used):
            package.writestr(ZipInfo(FOLDER + name), kept[name])
    return made.getvalue()


def _add(package: ZipFile, name: str, text: str) -> None:
    """The same questions make the same bytes: no clock in the package."""
    package.writestr(ZipInfo(name), (DECLARATION + text).encode("utf-8", "replace"), ZIP_DEFLATED)


def _with_pictures(text: str, used: set[str]) -> str:
    return _PICTURE.sub(lambda found: f'"{FOLDER}{found[1]}"' if found[1] in used else found[0], text)


def _manifest(questions: Sequence[Question], items: Sequence[str], used: set[str]) -> str:
    resources = "".join(
        f'<resource identifier="r{place}" type="imsqti_item_xmlv2p1" href="q{place}.xml">'
        f'{metadata.written(question)}<file href="q{place}.xml"/>{_named(text, used)}</resource>'
        for place, (question, text) in enumerate(zip(questions, items, strict=True), start=1)
    )
    about = "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>"
    return (
        f'<manifest xmlns="{PACKAGE}" identifier="questions">{about}<organizations/>'
        f"<resources>{resources}</resources></manifest>"
    )


def _named(text: str, used: set[str]) -> str:
    names = dict.fromkeys(name for name in _PICTURE.findall(text) if name in used)
    return "".join(f'<file href="{FOLDER}{name}"/>' for name in names)


def _item(question: Question, name: str) -> str:
    asked = WRITERS[type(question)](question)
    attrs = {"xmlns": NAMESPACE, "identifier": name, "title": question.title}
    attrs |= {"label": question.code} if question.code else {}
    attrs |= {"adaptive": "false", "timeDependent": "false"}
    parts: list[Node | str] = [*asked.declared, *_outcomes(question, asked)]
    parts += [
        Node("itemBody", {}, _body(question, asked)),
        *asked.rules.processing(),
        *_feedback(question, asked),
    ]
    return xml(Node("assessmentItem", attrs, parts))


def _body(question: Question, asked: Asked) -> list[Node | str]:
    text = xhtml(question.text)
    return [Node("div", {}, _with_gaps(text, asked.gaps) if asked.gaps else text), *asked.body]


def _with_gaps(children: Sequence[Node | str], gaps: Mapping[str, Node]) -> list[Node | str]:
    """The text with its gaps drawn in."""
    found: list[Node | str] = []
    for child in children:
        if isinstance(child, Node):
            found.append(Node(child.name, child.attrs, _with_gaps(child.children, gaps)))
            continue
        for place, part in enumerate(GAP.split(child)):
            found += [gaps.get(part, f"[[{part}]]")] if place % 2 else [part] if part else []
    return found


def _outcomes(question: Question, asked: Asked) -> list[Node]:
    most = number(asked.rules.maximum)
    start = el("defaultValue", el("value", "0"))
    outcome = {"cardinality": "single", "baseType": "float"}
    made = [Node("outcomeDeclaration", {"identifier": SCORE, **outcome, "normalMaximum": most}, [start])]
    made += [
        Node("outcomeDeclaration", {"identifier": name, **outcome}, [start]) for name in asked.rules.helpers
    ]
    words = {"baseType": "identifier"}
    if asked.rules.told:
        made.append(Node("outcomeDeclaration", {"identifier": FEEDBACK, "cardinality": "multiple", **words}))
    if question.explanation:
        made.append(Node("outcomeDeclaration", {"identifier": EXPLANATION, "cardinality": "single", **words}))
    return made


def _feedback(question: Question, asked: Asked) -> list[Node]:
    """Feedback by answer, and the explanation, which is hidden only if an outcome says so, and none does."""
    made = [_modal(FEEDBACK, one.id, "show", one.html) for one in asked.rules.told]
    return (
        [*made, _modal(EXPLANATION, "hidden", "hide", question.explanation)] if question.explanation else made
    )


def _modal(outcome: str, name: str, show: str, html: str) -> Node:
    attrs = {"outcomeIdentifier": outcome, "identifier": name, "showHide": show}
    return Node("modalFeedback", attrs, [Node("div", {}, xhtml(html))])
