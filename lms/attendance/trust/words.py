"""Signals in words: what was seen, how it may well have come about, and nothing about anybody's intentions."""

from datetime import timedelta

from flask_babel import gettext as _, ngettext

from lms.attendance.trust.signals import Kind, Signal
from lms.attendance.windows import Phase
from lms.web.filters import as_clock, as_duration


def seen(signal: Signal) -> str:
    """The fact, in one sentence."""
    count = signal.count
    match signal.kind:
        case Kind.DEVICE:
            return _("One telephone checked in %(n)s people.", n=count)
        case Kind.EXPIRED:
            return _expired(signal)
        case Kind.RATE:
            return _(
                "%(n)s check-ins within ten seconds, from %(time)s on; up to %(most)s are usual here.",
                n=count,
                time=as_clock(signal.at),
                most=signal.figures["most"],
            )
        case Kind.SCANNER:
            return _(
                "One scanner read %(n)s codes within ten seconds, from %(time)s on.",
                n=count,
                time=as_clock(signal.at),
            )
        case Kind.NETWORK:
            return ngettext(
                "%(num)s person of %(all)s checked in over another network than the rest of the hall.",
                "%(num)s people of %(all)s checked in over other networks than the rest of the hall.",
                count,
                all=signal.figures["everybody"],
            )
        case Kind.PLACE:
            return ngettext(
                "The telephone of %(num)s person who shared it said “outside the hall”.",
                "The telephones of %(num)s people who shared it said “outside the hall”.",
                count,
            )


def may_be(kind: Kind) -> str:
    """How it may well have come about, and what to do."""
    return {
        Kind.DEVICE: _(
            "People lend each other a telephone, in a family or a village. Look whether all of them are in the hall."
        ),
        Kind.EXPIRED: _(
            "Nobody was checked in by it. A picture of the code may have been passed on, or an old page opened again."
        ),
        Kind.RATE: _("A full hall can scan at once from the seats. Compare the count with the seats."),
        Kind.SCANNER: _(
            "A sheet of badges may have been read from a pile. Look whether their owners are there."
        ),
        Kind.NETWORK: _(
            "A telephone on its own mobile network looks just like this. On its own it means nothing."
        ),
        Kind.PLACE: _("Indoors telephones often misjudge their place. On its own it means nothing."),
    }[kind]


def phase_of(signal: Signal) -> str:
    return _("Start of session") if signal.phase is Phase.BEFORE else _("End of session")


def _expired(signal: Signal) -> str:
    least, most = (as_duration(timedelta(seconds=signal.figures[name])) for name in ("least", "most"))
    if signal.count == 1:
        return _("A code was opened %(time)s after the screen had shown it.", time=most)
    return _(
        "Codes were opened %(n)s times between %(least)s and %(most)s after the screen had shown them.",
        n=signal.count,
        least=least,
        most=most,
    )
