"""What an installation decides for itself: SEN_… variables or the command line, nothing from code."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Mode(StrEnum):
    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TESTING = "testing"


class BadConfig(Exception):
    """The server must not start like this; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Settings of one installation. Sizes are in bytes, times in seconds unless the name says otherwise."""

    database_url: str
    data_dir: Path
    secret_key: str
    mode: Mode = Mode.PRODUCTION
    centre_name: str = "Trường Chính trị tỉnh Lam Giang"
    help_phone: str = "0239 385 6856"
    public_url: str = ""
    trusted_proxies: int = 0
    https: bool = True
    allow_plain_http: bool = False
    debug: bool = False
    upload_limit: int = 64 * 1024 * 1024
    scan_command: str = ""
    largest_file: int = 200 * 1024 * 1024
    quota_person: int = 5_000 * 1024 * 1024
    quota_unit: int = 50_000 * 1024 * 1024
    only_appraised_programmes: bool = False
    mail_url: str = ""
    mail_from: str = ""
    allowed_hosts: tuple[str, ...] = field(default=())

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.PRODUCTION

    @property
    def cookie_name(self) -> str:
        """`__Host-` binds the cookie to this host and to https; browsers refuse it over plain http."""
        return "__Host-sen" if self.https else "sen"


def from_environment(environ: Mapping[str, str] = os.environ, /, **overrides: object) -> Config:
    """Build a Config from SEN_… variables; keyword arguments that are not None win."""
    data_dir = Path(
        str(overrides.get("data_dir") or environ.get("SEN_DATA_DIR") or ROOT / "instance")
    ).resolve()
    values: dict[str, object] = {
        "data_dir": data_dir,
        "database_url": environ.get("SEN_DATABASE_URL") or f"sqlite:///{data_dir / 'sen.sqlite'}",
        "secret_key": environ.get("SEN_SECRET_KEY", ""),
        "mode": Mode(environ.get("SEN_MODE", Mode.PRODUCTION)),
        "trusted_proxies": int(environ.get("SEN_TRUSTED_PROXIES", "0")),
        "https": environ.get("SEN_HTTPS", "1") == "1",
        "allow_plain_http": environ.get("SEN_ALLOW_PLAIN_HTTP", "0") == "1",
        "debug": environ.get("SEN_DEBUG", "0") == "1",
        "only_appraised_programmes": environ.get("SEN_ONLY_APPRAISED_PROGRAMMES", "0") == "1",
        "allowed_hosts": tuple(filter(None, environ.get("SEN_ALLOWED_HOSTS", "").split(","))),
    }
    texts = {
        "centre_name": "SEN_CENTRE_NAME",
        "help_phone": "SEN_HELP_PHONE",
        "public_url": "SEN_PUBLIC_URL",
        "mail_url": "SEN_MAIL_URL",
        "mail_from": "SEN_MAIL_FROM",
        "scan_command": "SEN_SCAN_COMMAND",
    }
    megabytes = {
        "largest_file": "SEN_LARGEST_FILE_MB",
        "quota_person": "SEN_QUOTA_PERSON_MB",
        "quota_unit": "SEN_QUOTA_UNIT_MB",
    }
    values |= {name: environ[variable] for name, variable in texts.items() if variable in environ}
    values |= {name: int(environ[one]) * 1024**2 for name, one in megabytes.items() if one in environ}
    values |= {name: value for name, value in overrides.items() if value is not None and name != "data_dir"}
    return Config(**values)  # type: ignore[arg-type]


def check(config: Config) -> None:
    """Refuse to serve a production installation that is not safe.

    Raises:
        BadConfig: with a sentence that says what to set.
    """
    if not config.is_production:
        return
    if config.debug:
        raise BadConfig("SEN_DEBUG is on. Take it away: debug pages show what is nobody's business.")
    if len(config.secret_key) < 32 or len(set(config.secret_key)) < 10:
        raise BadConfig(
            "SEN_SECRET_KEY is missing or too weak. Set it once and keep it, for example to: "
            + secrets.token_urlsafe(48)
        )
    if not config.https and not config.allow_plain_http:
        raise BadConfig(
            "Without https passwords travel in the open. Give --certificate and --key, put a proxy with https in front "
            "(SEN_HTTPS=1), or say SEN_ALLOW_PLAIN_HTTP=1 together with SEN_HTTPS=0 if the network is yours alone."
        )
