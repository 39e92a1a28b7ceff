"""What states and bands are called."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext as _

from lms.reports.reflections.figures import Handed

HANDED: Mapping[Handed, LazyString] = {
    Handed.HANDED_IN: _("Handed in"),
    Handed.LATE: _("Handed in late"),
    Handed.RETURNED: _("Returned for revision"),
    Handed.WRITING: _("Being written"),
    Handed.LEFT_OUT: _("Not named by their group"),
    Handed.NONE: _("Not begun"),
    Handed.EXEMPT: _("Exempt"),
}


def band_name(label: str) -> str:
    """Bands are data of the programme; a mark that reaches none has no label there."""
    return label or gettext("Below all bands")
