"""What states, levels and steps are called."""

from collections.abc import Mapping

from flask import Flask
from flask_babel import LazyString, lazy_gettext as _, lazy_pgettext

from lms.proposals import own
from lms.proposals.models import ProposalState, StepKind
from lms.proposals.service import Refused
from lms.reflections.models import ProposalLevel

LEVELS: Mapping[ProposalLevel, LazyString] = {
    ProposalLevel.LOCALITY: _("Locality"),
    ProposalLevel.UNIT: _("Office, unit"),
    ProposalLevel.PERSON: _("Oneself"),
}
STATES: Mapping[ProposalState, LazyString] = {
    ProposalState.RECEIVED: lazy_pgettext("proposal", "received"),
    ProposalState.CONSIDERING: lazy_pgettext("proposal", "under consideration"),
    ProposalState.ADOPTED: lazy_pgettext("proposal", "adopted"),
    ProposalState.ANSWERED: lazy_pgettext("proposal", "answered"),
}
TONES: Mapping[ProposalState, str] = {
    ProposalState.RECEIVED: "neutral",
    ProposalState.CONSIDERING: "warning",
    ProposalState.ADOPTED: "success",
    ProposalState.ANSWERED: "info",
}
STEPS: Mapping[StepKind, LazyString] = {
    StepKind.SENT: _("Sent to the unit"),
    StepKind.JOINED: _("One more that says the same was added"),
    StepKind.TAKEN_OUT: _("One was taken out and stands by itself again"),
    StepKind.REWORDED: _("Worded anew"),
    StepKind.READDRESSED: _("Sent to another unit"),
    StepKind.CONSIDERED: _("Taken up for consideration"),
    StepKind.ADOPTED: lazy_pgettext("proposal", "Adopted"),
    StepKind.ANSWERED: lazy_pgettext("proposal", "Answered"),
    StepKind.TAKEN_BACK: _("Taken back before it was answered"),
}
REFUSED: Mapping[Refused, LazyString] = {
    Refused.TAKEN: _(
        "Nothing was sent: one of these was sent meanwhile, or is no longer there. Choose anew."
    ),
    Refused.OVER: _("Nothing was changed: it was answered or taken back meanwhile."),
    Refused.CHANGED: _(
        "Nothing was stored: somebody else changed this proposal meanwhile. Look at it below, then send once more."
    ),
    Refused.NOT_THERE: _("Nothing was changed: this one is no longer among them."),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {
        "proposal_levels": LEVELS,
        "proposal_states": STATES,
        "proposal_tones": TONES,
        "proposal_steps": STEPS,
        "answers_to": own.answers_to,
    }
