"""A release bundle: what is committed, the browser code and the wheels, and an installer that asks no network."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from lms.install import bundle, vendor
from lms.install.__main__ import Installer
from lms.install.problems import CannotInstall


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A commit of two files, one more that nobody committed, and the browser code."""
    root = tmp_path / "checkout"
    for name in ("lms/app.py", "Makefile", "notes.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    for name in vendor.files().values():
        (root / "static/vendor" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "static/vendor" / name).write_text(name, "utf-8")
    who = ("-c", "user.name=Sen", "-c", "user.email=sen@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "lms/app.py", "Makefile"), (*who, "commit", "-q", "-m", "First")):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "flask-3-py3-none-any.whl").write_bytes(b"wheel")
    return folder


def test_a_bundle_holds_what_is_committed_the_browser_code_and_the_wheels(
    checkout: Path, wheels: Path
) -> None:
    made = bundle.pack(checkout, checkout / "dist/sen-1.zip", wheels)
    names = {name for name in ZipFile(made).namelist() if not name.endswith("/")}
    browser = {f"sen-1/static/vendor/{name}" for name in vendor.files().values()}
    own = {"sen-1/lms/app.py", "sen-1/Makefile", "sen-1/wheels/flask-3-py3-none-any.whl"}
    assert names == own | browser


def test_without_browser_code_none_is_made(checkout: Path, wheels: Path) -> None:
    (checkout / "static/vendor" / next(iter(vendor.files().values()))).unlink()
    with pytest.raises(vendor.VendorFileMissing, match="make install"):
        bundle.pack(checkout, checkout / "dist/sen-1.zip", wheels)
    assert not (checkout / "dist").exists()


def test_out_of_what_is_no_checkout_none_is_made(checkout: Path, wheels: Path, tmp_path: Path) -> None:
    (checkout / ".git").rename(tmp_path / "elsewhere")
    with pytest.raises(CannotInstall, match="checkout"):
        bundle.pack(checkout, checkout / "dist/sen-1.zip", wheels)


def test_an_unpacked_bundle_asks_no_network_for_browser_code(checkout: Path, wheels: Path) -> None:
    assert Installer(checkout, wheels).is_whole
    assert not Installer(checkout).is_whole
    (checkout / "static/vendor" / next(iter(vendor.files().values()))).unlink()
    assert not Installer(checkout, wheels).is_whole


def test_packages_that_cannot_be_fetched_are_told(tmp_path: Path) -> None:
    with pytest.raises(CannotInstall, match="check the network"):
        bundle.fetch(tmp_path, tmp_path, "", f"{sys.version_info.major}.{sys.version_info.minor}")
