"""What became of a keyed line, in words."""

from flask_babel import gettext as _

from lms.quizzes.on_paper.keying import Kept, Outcome

MOST_NAMED = 8


def told(outcome: Outcome, name: str, answered: int, asked: int) -> str:
    """One sentence or two about a line that was to be stored or compared."""
    values = {"name": name, "code": outcome.code, "answered": answered, "asked": asked}
    values["differences"] = _differences(outcome)
    return str(_sentence(outcome) % values)


def corrected(outcome: Outcome, name: str) -> str:
    """About a correction."""
    if outcome.kept is Kept.CORRECTED:
        return _("%(name)s: corrected and marked again. What stood before stays in the history.", name=name)
    if outcome.kept is Kept.SAME:
        return _("%(name)s: nothing was changed, since the line says the same.", name=name)
    return _("%(name)s: the attempt is open again, so nothing was changed. Collect it first.", name=name)


def _sentence(outcome: Outcome) -> str:
    if outcome.kept in (Kept.NONE_LEFT, Kept.NOT_KEYED) and outcome.attempt_id is not None:
        return _("%(name)s: paper %(code)s was keyed in for this learner. Look whether the code is right.")
    return {
        Kept.SAVED: _("%(name)s: saved, %(answered)s of %(asked)s questions answered."),
        Kept.SAME: _("%(name)s: agrees with what was keyed before."),
        Kept.DIFFERENT: _("%(name)s was keyed before and differs: %(differences)s. Nothing was overwritten."),
        Kept.RUNNING: _("%(name)s has an attempt open on the screen. Nothing was stored; collect it first."),
        Kept.NONE_LEFT: _(
            "%(name)s has used all attempts. Nothing was stored. If the paper is to count, allow one attempt more."
        ),
        Kept.AT_ONCE: _(
            "Somebody else keyed %(name)s at the same moment. Nothing was stored; look at the list."
        ),
        Kept.NOT_KEYED: _("%(name)s was not keyed yet, so there is nothing to compare with."),
    }[outcome.kept]


def _differences(outcome: Outcome) -> str:
    named = [
        _("question %(slot)s %(old)s, now %(new)s", slot=slot, old=old, new=new)
        for slot, old, new in outcome.differences[:MOST_NAMED]
    ]
    return "; ".join([*named, "…"] if len(outcome.differences) > MOST_NAMED else named)
