"""A skipped test proves nothing, so that a skip is a failure unless it stands here, with its reason."""

# test id (without parameters) → why it may be skipped
ALLOWED: dict[str, str] = {}


def is_allowed(nodeid: str) -> bool:
    return nodeid.partition("[")[0] in ALLOWED


def complaint(reason: object) -> str:
    return f"skipped without standing in tests/skips.py: {reason}"
