"""`python -m lms.install.bundle`: all that a machine without a network needs, in one file below dist/.

It holds what is committed, the browser code of static/vendor, and the locked packages for one kind of machine and one
Python. Unpacked there, `python -m lms.install` takes everything from its folder.
"""

import argparse
import sys
import sysconfig
import tomllib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from lms.install import vendor
from lms.install.environment import RETRY
from lms.install.problems import CannotInstall, run

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("install", "run")


def main(arguments: Sequence[str] | None = None) -> int:
    wanted = _parser().parse_args(arguments)
    name = f"sen-{_version(ROOT)}-{wanted.platform or sysconfig.get_platform()}-py{wanted.python}"
    try:
        with TemporaryDirectory(prefix="sen-wheels-") as folder:
            fetch(ROOT, Path(folder), wanted.platform, wanted.python)
            made = pack(ROOT, ROOT / "dist" / f"{name}.zip", Path(folder))
    except (CannotInstall, vendor.VendorFileMissing) as problem:
        print(f"\nCannot make a bundle: {problem}", file=sys.stderr)
        return 1
    print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1e6:.0f} MB")
    return 0


def fetch(root: Path, folder: Path, platform: str, python: str) -> None:
    """The locked packages as wheels; of another kind of machine, if one is named."""
    locks = [part for name in LOCKS for part in ("-r", str(root / "requirements" / f"{name}.txt"))]
    there = ["--python-version", python, *(["--platform", platform] if platform else [])]
    pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-input"]
    exactly = ["--require-hashes", "--only-binary", ":all:"]
    run([*pip, *exactly, *there, "--dest", str(folder), *locks], advice=RETRY)


def pack(root: Path, target: Path, wheels: Path) -> Path:
    """What is committed at `root`, its browser code and these wheels, below one folder named as the file."""
    found = {name: root / "static" / "vendor" / name for name in vendor.files().values()}
    if missing := [name for name, path in found.items() if not path.is_file()]:
        raise vendor.VendorFileMissing(f"static/vendor/{missing[0]} is missing: run `make install` first")
    target.parent.mkdir(parents=True, exist_ok=True)
    committed = ["git", "archive", "--format=zip", f"--prefix={target.stem}/", f"--output={target}", "HEAD"]
    run(committed, advice="A bundle is made in a checkout of git.", cwd=root)
    with ZipFile(target, "a", ZIP_DEFLATED) as bundle:
        for path in found.values():
            bundle.write(path, f"{target.stem}/{path.relative_to(root).as_posix()}")
        for path in sorted(wheels.iterdir()):
            bundle.write(path, f"{target.stem}/wheels/{path.name}")
    return target


def _version(root: Path) -> str:
    return str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lms.install.bundle",
        description="Make a bundle that installs without a network, for machines like this one or another kind.",
    )
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument(
        "--platform", default="", help="as pip names it, e.g. win_amd64, manylinux_2_28_x86_64"
    )
    parser.add_argument("--python", default=here, help=f"the Python there (here: {here})")
    return parser


if __name__ == "__main__":
    sys.exit(main())
