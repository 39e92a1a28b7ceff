"""A centre with a certificate: `lms serve --certificate --key`, cookies bound to it, an exam kept offline."""

import ipaddress
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, BrowserContext, expect

from tests import browser as chromium
from tests.journeys.story_world import button, sign_in
from tests.lms.cast import PASSWORD
from tests.servers import live, tables
from tests.servers.databases import Databases
from tests.servers.hall_in_town import Town, furnish
from tests.servers.live import Sen

SECURE = {"SEN_MODE": "production", "SEN_HTTPS": "1"}
# The browser trusts this one certificate, as it would after the centre has installed it.
TRUSTING = ("--ignore-certificate-errors",)


@pytest.fixture(scope="module")
def place(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sen, Town]]:
    url, folder = databases.new("sqlite"), tmp_path_factory.mktemp("secure")
    certificate, key = make_certificate(folder)
    tables.make(url, folder)
    town = furnish(url, folder)
    options = ("--certificate", str(certificate), "--key", str(key))
    with live.running(url, folder, workers=2, scheme="https", options=options, settings=SECURE) as sen:
        yield sen, town


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launch(*TRUSTING) as launched:
        yield launched


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = chromium.phone(browser)
    yield context
    context.close()


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Signed by itself, for this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sen.test")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = builder.add_extension(here, critical=False).sign(key, hashes.SHA256())
    certificate_file, key_file = folder / "sen.pem", folder / "sen.key"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file


def test_the_cookie_is_bound_to_host_and_https(place, phone) -> None:
    sen, _town = place
    page = phone.new_page()
    answer = page.goto(f"{sen.url}/sign-in")
    assert answer is not None
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    sign_in(page, "an", PASSWORD)
    page.wait_for_url(f"{sen.url}/")
    [cookie] = [one for one in phone.cookies() if one["name"] == "__Host-sen"]
    assert cookie["secure"]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == "127.0.0.1"
    assert page.evaluate("document.cookie").find("sen") == -1


def test_a_quiz_is_kept_by_a_service_worker(place, phone) -> None:
    sen, town = place
    page = phone.new_page()
    page.goto(f"{sen.url}/sign-in?next=/quizzes/{town.quiz_id}")
    sign_in(page, "an", PASSWORD)
    page.wait_for_url(f"{sen.url}/quizzes/{town.quiz_id}")
    button(page, "Start").click()
    expect(page.locator(".exam[data-offline='kept']")).to_be_visible()
    registered = "navigator.serviceWorker.getRegistrations().then(all => all.map(one => one.active.state))"
    assert page.evaluate(registered) == ["activated"]
