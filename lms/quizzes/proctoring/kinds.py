"""What can happen to an attempt, and who says so. Facts, never a verdict."""

from enum import StrEnum


class Source(StrEnum):
    """Who noticed: the server itself, somebody of the staff by doing it, or the learner's browser, which may err."""

    SERVER = "server"
    STAFF = "staff"
    BROWSER = "browser"


class Kind(StrEnum):
    """What happened."""

    LEFT = "left"  # another page or app was in front of the test
    BACK = "back"
    OFFLINE = "offline"
    ONLINE = "online"
    RELOADED = "reloaded"
    STARTED = "started"
    OTHER_DEVICE = "other-device"
    HANDED_IN = "handed-in"
    TIME_UP = "time-up"
    COLLECTED = "collected"
    REOPENED = "reopened"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    ASKED_IN = "asked-in"
    ADMITTED = "admitted"
    MOVE_OFFERED = "move-offered"
    MOVED = "moved"


BY_BROWSER = frozenset({Kind.LEFT, Kind.BACK, Kind.OFFLINE, Kind.ONLINE, Kind.RELOADED})
