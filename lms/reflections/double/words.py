"""How double marking is said: why one more person is asked, how a mark came about."""

from flask_babel import LazyString, lazy_gettext as _

from lms.reflections.double.rules import How, Why

WHY: dict[Why, LazyString] = {
    Why.SAMPLE: _("near the limit of a band"),
    Why.APART: _("too many points apart"),
    Why.BANDS: _("in different bands"),
}
HOW: dict[How, LazyString] = {
    How.SINGLE: _("Marked by one"),
    How.MEAN: _("Mean of two marks"),
    How.NEARER: _("Mean of the third mark and the nearer of the two"),
    How.THIRD: _("The third mark"),
}
