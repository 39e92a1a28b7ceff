"""What staff are told of the receipts that came with a file."""

from flask_babel import gettext as _, ngettext

from lms.quizzes.evidence import Difference, Evidence, Verdict

MOST = 5


def proven(found: Evidence) -> list[tuple[str, str]]:
    """Sentences with their tone: each receipt that does not agree, the gravest first, then how many do."""
    order = list(Verdict)
    differing = sorted(found.differences, key=lambda one: (order.index(one.verdict), one.slot))
    lines = [(_said(one), "danger") for one in differing[:MOST]]
    if len(differing) > MOST:
        more = len(differing) - MOST
        text = ngettext("One more receipt does not agree.", "%(num)s more receipts do not agree.", more)
        lines.append((text, "danger"))
    if found.agreeing:
        text = ngettext(
            "One receipt was checked: the server holds the answer it names.",
            "%(num)s receipts were checked: the server holds every answer they name.",
            found.agreeing,
        )
        lines.append((text, "success"))
    return lines


def _said(one: Difference) -> str:
    facts = {"number": one.slot, "code": one.code}
    if one.verdict is Verdict.LOST:
        return _(
            "Question no. %(number)s: receipt %(code)s is genuine, but the server does not hold this answer. "
            "Keep the file and tell the administrator: it proves what was lost.",
            **facts,
        )
    if one.verdict is Verdict.GAP:
        return _(
            "Question no. %(number)s: the answer of receipt %(code)s is there, but an earlier change of it is "
            "missing in the history. Keep the file and tell the administrator.",
            **facts,
        )
    if not one.slot:
        return _("The file holds a receipt that cannot be read.")
    return _("Question no. %(number)s: receipt %(code)s was not given by this server.", **facts)
