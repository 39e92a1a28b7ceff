"""What nobody wrote of their own: the task itself, the outlines that tasks start from, the class's materials."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import force_locale

from lms.reflections.models import ReflectionTask
from lms.reflections.outlines import OUTLINES
from lms.similarity import materials

ENGINE = "1"  # another number, and everything is compared anew
LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Official:
    """The texts that are taken out, and the titles of materials whose words are not among them."""

    texts: list[str]
    unread: list[str]

    @property
    def name(self) -> str:
        """The same for the same texts, so that a change of them is noticed."""
        digest = hashlib.sha256(ENGINE.encode())
        for text in self.texts:
            digest.update(text.encode("utf-8", "replace") + b"\0")
        return digest.hexdigest()


def of_task(task: ReflectionTask) -> Official:
    """All that is official for the scripts of a task."""
    read, unread = materials.texts_of(task.study_class_id)
    own = [task.title, task.instructions, task.honour_statement]
    for section in task.sections:
        own += [section.title, section.prompt, section.guidance]
    return Official([text for text in [*own, *_outlines(), *read] if text.strip()], unread)


def _outlines() -> Iterator[str]:
    """In both languages, since a task may have been set in either."""
    for language in LANGUAGES:
        with force_locale(language):
            for outline in OUTLINES.values():
                yield str(outline.instructions)
                for plan in outline.plans():
                    yield f"{plan.prompt}\n{plan.guidance}"
