"""The statistics of a quiz as a workbook: spread, units, questions, and everybody's row behind them."""

from datetime import datetime

from flask_babel import gettext as _

from lms.quizzes.statistics import words
from lms.quizzes.statistics.facts import facts
from lms.quizzes.statistics.items import Item
from lms.quizzes.statistics.report import Questions, Report
from lms.quizzes.statistics.sat import Learner, Standing
from lms.quizzes.statistics.spread import Part
from lms.quizzes.statistics.verdict_words import told as verdicts_of
from lms.web.downloads import Sheet, workbook
from lms.web.filters import as_datetime
from question_bank.statistics import Summary


def workbook_of(report: Report, asked: Questions, *, with_key: bool, now: datetime) -> bytes:
    """Four sheets. Texts of questions and keys only for those who may see what was answered."""
    return workbook(
        _spread(report, asked, now),
        _units(report, now),
        _questions(report, asked, now, with_key),
        _people(report, now),
    )


def _head(report: Report, name: str, now: datetime) -> list[str]:
    quiz = report.sat.quiz
    made = _("Made at %(moment)s", moment=as_datetime(now))
    return [name, f"{quiz.title} · {quiz.study_class.title}", f"{made}. {words.counted(quiz)}"]


def _number(value: float | None, digits: int = 2) -> object:
    return _("not defined") if value is None else round(value, digits)


def _spread(report: Report, asked: Questions, now: datetime) -> Sheet:
    marked = len(report.sat.marked)
    rows: list[list[object]] = [
        [words.band_exactly(band), band.count, _part_of(band.count, marked)] for band in report.bands
    ]
    rows.append([_("Sum"), marked, _part_of(marked, marked)])
    figures = [
        [_("Enrolled"), len(report.sat.learners)],
        *[[words.standing(one).capitalize(), len(report.sat.standing(one))] for one in Standing],
        [_("Passed"), report.passed],
        [_("Share that passed, per cent"), _part_of(report.passed, marked)],
        [_("Mean"), _number(report.marks.mean)],
        [_("Median"), _number(report.marks.median)],
        [_("Standard deviation"), _number(report.marks.deviation)],
        [_("Lowest"), _number(report.marks.lowest)],
        [_("Highest"), _number(report.marks.highest)],
        [_("Reliability (Cronbach's alpha)"), _number(asked.alpha, 4)],
        [_("Minutes on average"), _number(report.minutes.mean)],
    ]
    head = [_("Mark"), _("Learners"), _("Share in per cent")]
    return Sheet(
        _("Distribution"),
        head,
        [*rows, ["", "", ""], *figures],
        _head(report, _("DISTRIBUTION OF MARKS"), now),
        [34, 12, 12],
    )


def _part_of(part: int, whole: int) -> object:
    return _number(100 * part / whole if whole else None)


def _units(report: Report, now: datetime) -> Sheet:
    kinds = ((_("Unit"), report.units), (_("Group"), report.groups), (_("Paper code"), report.papers))
    rows = [[kind, *_part(one)] for kind, parts in kinds for one in parts]
    head = [
        _("Kind"),
        _("Name"),
        _("Learners"),
        _("Taken"),
        _("Have a mark"),
        *_figures_head(),
        _("Passed"),
        _("Share in per cent"),
    ]
    return Sheet(
        _("By unit"),
        head,
        rows,
        _head(report, _("BY UNIT, GROUP AND PAPER"), now),
        [10, 44, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10],
    )


def _figures_head() -> list[str]:
    return [_("Mean"), _("Median"), _("Standard deviation"), _("Lowest"), _("Highest")]


def _part(part: Part) -> list[object]:
    marks = part.marks
    passed = [part.passed, _part_of(part.passed, marks.count)]
    name = " – ".join(filter(None, (part.name, part.above)))
    return [name or "–", part.people, part.taken, marks.count, *_figures(marks), *passed]


def _figures(marks: Summary) -> list[object]:
    return [_number(one) for one in (marks.mean, marks.median, marks.deviation, marks.lowest, marks.highest)]


def _questions(report: Report, asked: Questions, now: datetime, with_key: bool) -> Sheet:
    head = [
        _("No."),
        _("Stands at"),
        _("Topic"),
        _("Level"),
        _("Attempts counted"),
        _("Waiting for a mark"),
        _("Left blank"),
    ]
    head += [_("Difficulty p"), _("Discrimination D"), _("Correlation r"), _("Median time in seconds")]
    head += [_("Question"), _("What was answered"), _("To look at")] if with_key else []
    rows = [_question(place, item, with_key) for place, item in enumerate(asked.items, 1)]
    widths = [6, 22, 34, 8, 9, 9, 9, 12, 14, 12, 12, 60, 60, 44]
    return Sheet(_("By question"), head, rows, _head(report, _("BY QUESTION"), now), widths)


def _question(place: int, item: Item, with_key: bool) -> list[object]:
    asked = item.asked
    figures = [_number(one, 4) for one in (item.difficulty, item.discrimination, item.correlation)]
    row = [place, words.places(item.places), asked.topic, asked.level.value if asked.level else ""]
    row += [item.count, item.waiting, item.blank, *figures, _seconds(item)]
    if not with_key:
        return row
    told = "; ".join(
        f"{one.sign} {one.words}{' ✓' if one.right else ''}: {one.count}".strip() for one in item.answers
    )
    return [
        *row,
        item.text,
        told,
        " ".join(
            [
                *(f"{one.title}." for one in verdicts_of(item) if not one.tentative),
                *map(words.fact, facts(item)),
            ]
        ),
    ]


def _seconds(item: Item) -> object:
    return _("not measured") if item.median_seconds is None else round(item.median_seconds, 1)


def _people(report: Report, now: datetime) -> Sheet:
    head = [
        _("No."),
        _("Full name"),
        _("Member code"),
        _("Unit"),
        _("Group"),
        _("Standing"),
        _("Paper code"),
        _("Attempts"),
    ]
    head += [_("Mark"), _("Result"), _("Minutes"), _("Started"), _("Last saved")]
    rows = [_person(place, one, report) for place, one in enumerate(report.sat.learners, 1)]
    widths = [6, 28, 14, 40, 12, 18, 10, 9, 9, 12, 10, 18, 18]
    return Sheet(_("Everybody"), head, rows, _head(report, _("EVERYBODY"), now), widths)


def _person(place: int, one: Learner, report: Report) -> list[object]:
    last = one.counted[-1] if one.counted else None
    result = "" if one.mark is None else (_("passed") if report.sat.passed(one) else _("not passed"))
    times: list[object] = ["", "", ""]
    if last is not None and not last.on_paper:
        times = [_number(last.minutes, 1), last.started_at, last.saved_at]
    row = [place, one.full_name, one.member_code, one.unit, one.group, words.standing(one.standing)]
    return [*row, one.code, one.attempts, one.mark, result, *times]
