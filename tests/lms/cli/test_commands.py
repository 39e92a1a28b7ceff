"""Accounts from the command line, the doctor, and what the server refuses to start with."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lms import config
from lms.cli import COMMANDS, commands
from lms.config import BadConfig, Mode
from tests.servers import tables

GOOD_KEY = "Zq3-7hQm_0xKpW9sVtYb2LfNc8RjUe5a"


def lms(*words: str, **environ: str) -> Result:
    return CliRunner().invoke(
        commands, list(words), env={"SEN_MODE": "testing", "SEN_SECRET_KEY": GOOD_KEY, **environ}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables.install(tmp_path)
    return tmp_path


def test_an_account_is_added_once_and_listed(folder: Path) -> None:
    words = ("user", "add", "Tam.Do", "--name", "Đỗ Minh Tâm", "--role", "organiser", "--data", str(folder))
    assert lms(*words).exit_code == 0
    assert lms(*words).exit_code != 0
    [row] = json.loads(lms("user", "list", "--json", "--data", str(folder)).output)
    assert row == {"username": "tam.do", "name": "Đỗ Minh Tâm", "state": "active", "roles": ["organiser"]}


def test_the_first_unit_of_an_installation_can_be_added_and_others_under_it(folder: Path) -> None:
    top = lms("unit", "add", "Đảng bộ tỉnh Lam Giang", "--data", str(folder)).output.split(":")[0]
    words = (
        "unit",
        "add",
        "Đảng bộ phường Tân Lâm",
        "--kind",
        "base_committee",
        "--under",
        top,
        "--data",
        str(folder),
    )
    assert lms(*words).exit_code == 0
    assert "no unit number 99" in str(
        lms("unit", "add", "x", "--under", "99", "--data", str(folder)).exception
    )


def test_a_reset_prints_a_password_that_can_be_read_aloud(folder: Path) -> None:
    lms("user", "add", "tam", "--name", "Tâm", "--role", "organiser", "--data", str(folder))
    printed = lms("user", "reset-password", "tam", "--data", str(folder)).output.split(": ")[1].strip()
    assert len(printed) == 9
    assert not set(printed) & set("lo01")


def test_an_unknown_account_is_one_clear_line(folder: Path) -> None:
    assert "no account called nobody" in str(
        lms("user", "reset-password", "nobody", "--data", str(folder)).exception
    )


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"secret_key": ""}, "SEN_SECRET_KEY"),
        ({"secret_key": "secret"}, "SEN_SECRET_KEY"),
        ({"secret_key": "a" * 60}, "SEN_SECRET_KEY"),
        ({"debug": True}, "SEN_DEBUG"),
        ({"https": False}, "--certificate"),
    ],
)
def test_production_refuses_to_start_unsafely_and_says_what_to_set(
    tmp_path: Path, wrong: dict[str, object], says: str
) -> None:
    good = config.from_environment({}, data_dir=tmp_path, secret_key=GOOD_KEY, mode=Mode.PRODUCTION)
    config.check(good)
    with pytest.raises(BadConfig, match=says):
        config.check(replace(good, **wrong))  # type: ignore[arg-type]


def test_plain_http_is_possible_only_when_said_explicitly(tmp_path: Path) -> None:
    config.check(
        config.from_environment(
            {"SEN_HTTPS": "0", "SEN_ALLOW_PLAIN_HTTP": "1", "SEN_SECRET_KEY": GOOD_KEY}, data_dir=tmp_path
        )
    )


def test_the_doctor_tells_a_good_certificate_from_one_that_ran_out(folder: Path) -> None:
    for days, state in ((90, "ok"), (5, "warning"), (-1, "problem")):
        certificate, key = _certificate(folder, days)
        words = (
            "doctor",
            "--json",
            "--data",
            str(folder),
            "--certificate",
            str(certificate),
            "--key",
            str(key),
        )
        findings = {one["what"]: one for one in json.loads(lms(*words).output)["findings"]}
        assert findings["https"]["state"] == state
        assert "sen.lamgiang.example" in findings["https"]["text"] or state == "problem"


def test_the_doctor_names_a_key_that_does_not_fit(folder: Path) -> None:
    certificate, _key = _certificate(folder, 90)
    kept = certificate.rename(folder / "kept.pem")
    _other, key = _certificate(folder, 90)
    done = lms("doctor", "--data", str(folder), "--certificate", str(kept), "--key", str(key))
    assert done.exit_code == 1
    assert "do not fit" in done.output


def test_fsck_finds_damaged_and_forgotten_files(folder: Path) -> None:
    assert lms("fsck", "--data", str(folder)).exit_code == 0
    place = folder / "files" / "aa"
    place.mkdir(parents=True)
    (place / ("aa" + "0" * 62)).write_bytes(b"not what its name says")
    findings = {
        one["what"]: one
        for one in json.loads(lms("fsck", "--json", "--data", str(folder)).output)["findings"]
    }
    assert findings["damaged files"]["state"] == "problem"
    assert findings["files without a row"]["state"] == "warning"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    assert lms(name, "--help").exit_code == 0


def _certificate(folder: Path, days: int) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sen.lamgiang.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=100))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("sen.lamgiang.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "cert.pem", folder / "key.pem"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate_file, key_file
