"""What the learner's pages show: the page for writing, the receipt with what came back, one earlier version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.marking import queries as marking
from lms.marking.models import Mark, SubjectKind
from lms.outbox.rules import Decision
from lms.reflections import handed_in, origins, own, returning, rules, script, writing
from lms.reflections.groups import membership, queries as groups, standing
from lms.reflections.groups.membership import Choice
from lms.reflections.groups.queries import Written
from lms.reflections.groups.standing import Side
from lms.reflections.drawing import telling
from lms.reflections.handed_in import Page
from lms.reflections.handing import Refusal, Refused
from lms.reflections.models import Reflection, SectionKind, Submission, TaskSection
from lms.reflections.origins import Origin
from lms.reflections.return_models import ReflectionReturn
from lms.reflections.rules import Part, Standing, Window
from lms.reflections.script import ScriptPart, Sheet
from lms.reflections.upload_models import UploadPage

BLANK_ROW = {"level": "unit", "content": "", "addressee": ""}


@dataclass(frozen=True)
class SectionView:
    """One section on the page for writing; `other` is what another tab or device stored meanwhile."""

    section: TaskSection
    version: int
    text: str
    rows: list[dict[str, str]]
    words: int
    other: str | None = None
    missing: bool = False
    written: Written | None = None

    @property
    def limits(self) -> str:
        least, most = self.section.min_words, self.section.max_words
        if least and most:
            return f"{least} – {most}"
        return f"≥ {least}" if least else f"≤ {most}" if most else ""


@dataclass(frozen=True)
class WritingPage:
    """`undrawn` says why the pages of a file were given up, by its id."""

    reflection: Reflection
    window: Window
    standing: Standing
    sections: list[SectionView]
    saved_at: datetime | None
    token: str
    tab: str
    refusal: str = ""
    returned: ReflectionReturn | None = None
    choices: Sequence[Choice] = ()
    undrawn: Mapping[int, str] = field(default_factory=dict)

    @property
    def clashes(self) -> bool:
        return any(section.other is not None for section in self.sections)


@dataclass(frozen=True)
class VersionPage:
    """A handed-in version as it was, with what its learner may see of the marking."""

    submission: Submission
    parts: list[ScriptPart]
    sheets: list[Sheet[Page]]
    pictures: list[UploadPage]
    mark: Mark | None
    origin: Origin | None = None
    named: Sequence[Person] = ()
    side: Side = field(default_factory=Side)


@dataclass(frozen=True)
class Overview:
    reflection: Reflection
    window: Window
    standing: Standing
    version: VersionPage | None
    returned: ReflectionReturn | None = None


def writing_page(
    reflection: Reflection,
    now: datetime,
    person_id: int,
    *,
    typed: Mapping[str, str] | None = None,
    clashes: Sequence[Decision] = (),
    refused: Refused | None = None,
) -> WritingPage:
    """The page as things stand; with what was typed where it could not be stored."""
    written = groups.written_by(reflection.id) if reflection.by_group else {}
    texts = own.texts_of(reflection)
    lost = {made.edit.slot: made for made in clashes}
    missing = refused.slots if refused else ()
    window = own.window_of(reflection)
    return WritingPage(
        reflection=reflection,
        window=window,
        standing=window.at(now),
        sections=[
            replace(
                _section_view(part, section, texts, lost.get(part.slot), missing),
                written=written.get(part.slot),
            )
            for part, section in zip(own.parts_of(reflection), reflection.task.sections, strict=True)
        ],
        saved_at=max((text.saved_at for text in texts.values()), default=None),
        token=writing.sign(reflection, person_id),
        tab=(typed or {}).get("tab") or writing.new_tab(),
        refusal=sentence(refused) if refused else "",
        returned=returning.of_reflection(reflection),
        choices=membership.choices(reflection),
        undrawn={upload.id: telling.why(upload) for upload in reflection.uploads},
    )


def overview(reflection: Reflection, now: datetime, person_id: int) -> Overview:
    """The latest version, with its mark and comments if they are released."""
    window = own.window_of(reflection)
    latest = version(reflection, reflection.submission_number, person_id)
    return Overview(reflection, window, window.at(now), latest, returning.of_reflection(reflection))


def version(reflection: Reflection, number: int, person_id: int) -> VersionPage | None:
    """One version as it was handed in; of a group's, as this member may see it."""
    found = [submission for submission in reflection.submissions if submission.number == number]
    if not found:
        return None
    submission = handed_in.submission_with_all(found[0].id)
    mark = marking.released_mark(SubjectKind.SUBMISSION, submission.id)
    comments = marking.released_comments(SubjectKind.SUBMISSION, submission.id) if mark else []
    parts = script.laid_out([rules.thawed(kept) for kept in submission.parts], comments)
    drawn = handed_in.drawn_of(submission)
    origin = origins.of_marks([mark]).get(mark.id) if mark else None
    made = VersionPage(
        submission, parts, script.sheets(drawn.pages, comments, parts), drawn.pictures, mark, origin
    )
    if not reflection.by_group:
        return made
    side = standing.side_of(reflection, person_id) if number == reflection.submission_number else Side()
    return replace(made, named=groups.named(reflection, number), side=side)


def sentence(refused: Refused) -> str:
    """What happened, what was kept, what to do."""
    match refused.why:
        case Refusal.NOT_OPEN:
            return _("Handing in has not begun yet. What you wrote is saved.")
        case Refusal.OVER:
            return _("The time for handing in is over. What you wrote is saved; speak to your lecturer.")
        case Refusal.NOTHING:
            return _("There is nothing to hand in yet. Write, or add photos of your pages or a Word file.")
        case Refusal.MISSING:
            return _("Not handed in yet: a section is still empty. What you wrote is saved.")
        case Refusal.HONOUR:
            return _(
                "Not handed in yet: please tick the statement above the button. What you wrote is saved."
            )
        case Refusal.NOBODY:
            return _("Not handed in yet: tick who of the group took part. What you wrote is saved.")


def _section_view(
    part: Part, section: TaskSection, texts: Mapping[int, Any], clash: Decision | None, missing: Sequence[int]
) -> SectionView:
    stored = texts.get(section.slot)
    text, rows, other = part.text, [dict(row) for row in part.rows], None
    if clash is not None:
        mine = clash.edit.value
        other = part.text if section.kind is SectionKind.TEXT else _as_lines(rows)
        text, rows = (mine or "", rows) if section.kind is SectionKind.TEXT else (text, list(mine or []))
    return SectionView(
        section=section,
        version=stored.version if stored else 0,
        text=text,
        rows=[*rows, dict(BLANK_ROW)] if len(rows) < rules.MOST_PROPOSALS else rows,
        words=part.words if clash is None else rules.words(text),
        other=other,
        missing=section.slot in missing,
    )


def _as_lines(rows: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(row["content"] for row in rows)
