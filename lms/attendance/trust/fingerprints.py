"""What is kept of a telephone and of an address: hashes under the key of this installation, of no use elsewhere."""

import hashlib
import hmac
import ipaddress
import math
import secrets
from decimal import Decimal

EARTH_METRES = 6_371_000
LARGEST_ERROR_METRES = 200  # what a phone says of its own precision is believed up to here


def new_device() -> str:
    """A random id for the cookie of a browser that has none; it says nothing about the telephone."""
    return secrets.token_urlsafe(16)


def device_of(cookie: str, key: str) -> str:
    return _hash(f"device:{cookie}", key)[:32]


def network_of(address: str, key: str) -> str:
    """Of the part of the address that a hall shares: /24, or /48 of the longer kind. Empty where there is none."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    size = 24 if known.version == 4 else 48
    return _hash(f"network:{ipaddress.ip_network((known, size), strict=False)}", key)[:16]


def is_inside(  # two places, and how exactly the second is known
    hall: tuple[Decimal, Decimal], radius_metres: int, found: tuple[float, float], error_metres: float
) -> bool:
    """Whether the telephone may be in the hall: an imprecise one is given the benefit of the doubt."""
    return _metres(hall, found) <= radius_metres + min(max(error_metres, 0.0), LARGEST_ERROR_METRES)


def _metres(one: tuple[Decimal, Decimal], other: tuple[float, float]) -> float:
    """Along the ground, by the haversine formula."""
    here, there = (math.radians(float(one[0])), math.radians(other[0]))
    apart = math.radians(other[1] - float(one[1]))
    half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(apart / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half)))


def _hash(text: str, key: str) -> str:
    return hmac.digest(key.encode(), text.encode(), hashlib.sha256).hex()
