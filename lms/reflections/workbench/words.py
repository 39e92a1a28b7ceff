"""How the pace is said."""

from datetime import timedelta

from flask_babel import gettext as _, ngettext

from lms.reflections.workbench.pace import HOUR, Pace


def of_pace(found: Pace | None) -> str:
    """“khoảng 4 phút một bài, còn khoảng 2 giờ 30 phút”, or nothing while nobody can tell."""
    if found is None:
        return ""
    each = (
        ngettext("about %(num)s minute a script", "about %(num)s minutes a script", found.minutes)
        if found.minutes
        else _("less than a minute a script")
    )
    return _("%(each)s, about %(time)s left", each=each, time=_spoken(found.left)) if found.left else each


def _spoken(time: timedelta) -> str:
    hours, rest = divmod(time, HOUR)
    minutes = round(rest / timedelta(minutes=1))
    whole = ngettext("%(num)s hour", "%(num)s hours", hours) if hours else ""
    part = ngettext("%(num)s minute", "%(num)s minutes", minutes) if minutes else ""
    return " ".join(words for words in (whole, part) if words)
