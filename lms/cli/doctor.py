"""`lms doctor` says whether an installation is sound."""

import json
import os
import shutil
import ssl
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from cryptography import x509

from lms import database
from lms.cli.database import present, wanted
from lms.cli.installation import config_for, stores
from lms.config import ROOT, BadConfig, Config, check
from lms.web import clock

LOW_SPACE = 2 * 1024**3
SOON_DAYS = 21
PLAIN_HTTP = (
    "plain http: from other machines the scanner's camera, tests without network and a screen kept awake do not work. "
    "See README, 'A certificate'."
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `ok`, `warning` or `problem`, and what to do about it."""

    what: str
    state: str
    text: str


@click.command()
@stores
@click.option("--certificate", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def doctor(
    database_url: str | None, data_dir: Path | None, certificate: Path | None, key: Path | None, as_json: bool
) -> None:
    """Look at settings, database, space, certificate and browser code."""
    config = config_for(database_url, data_dir, https=True if certificate else None)
    findings = [
        settings(config),
        schema(config),
        space(config),
        folder(config),
        browser_code(),
        encryption(config, certificate, key),
    ]
    report(findings, as_json)


def settings(config: Config) -> Finding:
    try:
        check(config)
    except BadConfig as error:
        return Finding("settings", "problem", str(error))
    return Finding("settings", "ok", f"mode {config.mode.value}")


def schema(config: Config) -> Finding:
    try:
        found = present(config)
    except Exception as error:  # noqa: BLE001 - whatever keeps the database from answering is the finding
        return Finding(
            "database",
            "problem",
            f"does not answer: {type(error).__name__}. Is it running, is the address right?",
        )
    if found == wanted():
        return Finding("database", "ok", f"schema {found}")
    return Finding(
        "database", "problem", f"schema {found or 'empty'}, wanted {wanted()}. Run: lms db upgrade"
    )


def space(config: Config) -> Finding:
    free = shutil.disk_usage(config.data_dir).free
    text = f"{free / 1024**3:.1f} GB free in {config.data_dir}"
    return Finding("space", "ok" if free > LOW_SPACE else "warning", text)


def folder(config: Config) -> Finding:
    mode = config.data_dir.stat().st_mode & 0o777
    if os.name == "posix" and mode & 0o077:
        return Finding(
            "data folder",
            "warning",
            f"others on this machine may look into {config.data_dir}. Run: chmod 700 on it",
        )
    return Finding("data folder", "ok", str(config.data_dir))


def browser_code() -> Finding:
    if (ROOT / "static" / "vendor" / "fonts").is_dir():
        return Finding("browser code", "ok", "static/vendor")
    return Finding("browser code", "problem", "static/vendor is missing. Run: make install")


def encryption(config: Config, certificate: Path | None, key: Path | None) -> Finding:
    """Whether browsers will trust the connection; without it no camera, no service worker, no wake lock."""
    if certificate is not None:
        return certificate_finding(certificate, key)
    if config.https:
        return Finding("https", "ok", "https is spoken by a proxy in front")
    return Finding("https", "warning", PLAIN_HTTP)


def certificate_finding(certificate: Path, key: Path | None) -> Finding:
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
        read = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError) as error:
        return Finding("https", "problem", f"certificate and key do not fit or cannot be read: {error}")
    days = (read.not_valid_after_utc - datetime.now(UTC)).days
    if days < 0:
        return Finding("https", "problem", f"the certificate ran out {-days} days ago. Get a new one.")
    names = ", ".join(str(name.value) for name in alternative_names(read)) or "no names"
    state = "warning" if days < SOON_DAYS else "ok"
    return Finding("https", state, f"certificate for {names}, {days} days left")


def alternative_names(certificate: x509.Certificate) -> list[x509.GeneralName]:
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return list(extension.value)


def report(findings: list[Finding], as_json: bool) -> None:
    """Print the findings; exit 1 if any is a problem."""
    if as_json:
        click.echo(
            json.dumps(
                {"at": clock.now().isoformat(), "findings": [asdict(one) for one in findings]},
                ensure_ascii=False,
            )
        )
    else:
        for one in findings:
            click.echo(f"{one.state:8} {one.what}: {one.text}")
    database.session.remove()
    if any(one.state == "problem" for one in findings):
        sys.exit(1)
