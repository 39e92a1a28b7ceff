"""Browser code reaches static/vendor as npm installed it, or nothing pretends that it did."""

from pathlib import Path

import pytest

from lms.install import vendor


def put(root: Path, source: str, content: bytes) -> None:
    path = root / "node_modules" / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for source in vendor.files():
        put(tmp_path, source, source.encode())
    return tmp_path


def test_every_file_arrives_unchanged(checkout: Path) -> None:
    written = vendor.copy(checkout)
    assert len(written) == len(vendor.files())
    for source, name in vendor.files().items():
        assert (checkout / "static/vendor" / name).read_bytes() == source.encode()


def test_what_is_no_longer_needed_does_not_stay_behind(checkout: Path) -> None:
    old = checkout / "static/vendor/old.js"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    vendor.copy(checkout)
    assert not old.exists()


def test_a_missing_file_is_named(checkout: Path) -> None:
    (checkout / "node_modules/idb/build/index.js").unlink()
    with pytest.raises(vendor.VendorFileMissing, match=r"index\.js.*npm ci"):
        vendor.copy(checkout)
