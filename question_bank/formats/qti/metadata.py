"""What a manifest says of its items, in the terms of IEEE LOM: topic, source, level, keywords."""

from __future__ import annotations

from question_bank.formats.qti.content import xml
from question_bank.formats.qti.items import About
from question_bank.formats.qti.tree import Node
from question_bank.question import Level, Question

LOM = "http://www.imsglobal.org/xsd/imsmd_v1p2"
DISCIPLINE, SKILL, BASED_ON = "discipline", "skill level", "isbasedon"


def about(metadata: Node | None) -> About:
    """What the metadata of a resource say."""
    if metadata is None:
        return About()
    by_purpose = {_words(one.first("purpose")): one for one in metadata.all("classification")}
    based = [one for one in metadata.all("relation") if _words(one.first("kind")) == BASED_ON]
    topic, skill = by_purpose.get(DISCIPLINE), by_purpose.get(SKILL)
    return About(
        _taxon(topic),
        next((_texts(one.first("resource", "description")) for one in based), ""),
        next((level for level in Level if skill and _taxon(skill) == level.value), None),
        tuple(_texts(one) for one in metadata.all("keyword") if _texts(one)),
    )


def has_metadata(question: Question) -> bool:
    return bool(question.topic or question.source or question.level or question.tags)


def written(question: Question) -> str:
    """The metadata of a question as XML; empty if there is nothing to say."""
    if not has_metadata(question):
        return ""
    parts: list[Node | str] = []
    if question.tags:
        parts.append(Node("general", {}, [Node("keyword", {}, [_string(tag)]) for tag in question.tags]))
    if question.source:
        resource = Node("resource", {}, [Node("description", {}, [_string(question.source)])])
        parts.append(Node("relation", {}, [_vocabulary("kind", BASED_ON), resource]))
    if question.topic:
        parts.append(_classified(DISCIPLINE, question.topic))
    if question.level:
        parts.append(_classified(SKILL, question.level.value))
    return f"<metadata>{xml(Node('lom', {'xmlns': LOM}, parts))}</metadata>"


def _classified(purpose: str, entry: str) -> Node:
    taxon = Node("taxon", {}, [Node("entry", {}, [_string(entry)])])
    return Node("classification", {}, [_vocabulary("purpose", purpose), Node("taxonpath", {}, [taxon])])


def _vocabulary(name: str, value: str) -> Node:
    sides: list[Node | str] = [
        Node("source", {}, [Node("langstring", {"xml:lang": "x-none"}, ["LOMv1.0"])]),
        Node("value", {}, [Node("langstring", {"xml:lang": "x-none"}, [value])]),
    ]
    return Node(name, {}, sides)


def _string(text: str) -> Node:
    return Node("langstring", {"xml:lang": "vi"}, [text])


def _taxon(classification: Node | None) -> str:
    entries = classification.all("entry") if classification else ()
    return "/".join(text for one in entries if (text := _texts(one)))


def _texts(node: Node | None) -> str:
    """The text of a language string, whichever version of LOM writes it."""
    return " ".join(node.text.split()) if node else ""


def _words(node: Node | None) -> str:
    value = node.first("value") if node else None
    return _texts(value or node).lower()
