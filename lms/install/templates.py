"""Compile every template once, so that no process has to do it while people wait.

Jinja translates a template when it is first shown: three seconds for all of them, in each process, and after a restart
in the middle of an exam for all threads at once. What is made here is never committed.
"""

import shutil
import sys
from pathlib import Path

from lms import config
from lms.app import create_app
from lms.web import templating


def compile_all(folder: Path = templating.COMPILED) -> int:
    """Make `folder` anew; return how many templates it holds."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = config.from_environment({}, secret_key="-" * 40, mode=config.Mode.TESTING, https=False)
    app = create_app(settings, bind_database=False)
    app.jinja_env.bytecode_cache = templating.Compiled(str(folder))
    return templating.load_all(app)


if __name__ == "__main__":
    print(f"  {compile_all()} templates")
    sys.exit(0)
