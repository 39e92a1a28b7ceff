"""Codes that are almost right."""

import base64
from collections.abc import Iterator
from random import Random

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ODD = "019ạ=_-.%é\u0131\uff21"


def spoiled(good: str, random: Random) -> Iterator[str]:
    """Without end: made up, cut, lengthened, one bit or letter other, other checkpoint, other time, odd letters."""
    raw = base64.b32decode(good)
    while True:
        place, bit = random.randrange(len(good)), random.randrange(8)
        other = random.choice(LETTERS.replace(good[place], ""))
        flipped = bytearray(raw)
        flipped[random.randrange(len(raw))] ^= 1 << bit
        yield "".join(random.choices(LETTERS, k=24))
        yield good[: random.randrange(24)] or "A"
        yield good + "".join(random.choices(LETTERS, k=random.randrange(1, 40)))
        yield good[:place] + other + good[place + 1 :]
        yield base64.b32encode(bytes(flipped)).decode()
        yield base64.b32encode(random.randbytes(4) + raw[4:]).decode()
        yield base64.b32encode(raw[:4] + random.randbytes(2) + raw[6:]).decode()
        yield base64.b32encode(raw[:6] + random.randbytes(9)).decode()
        yield base64.b32encode(raw[:6] + bytes(9)).decode()
        yield good[:place] + random.choice(ODD) + good[place + 1 :]
