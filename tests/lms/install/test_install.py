"""A bare machine becomes ready: with the standard library alone, once, and with a sentence when it cannot."""

import subprocess
import sys
from pathlib import Path

import pytest

from lms.install import chromium, tools
from lms.install.__main__ import ROOT, Installer, main
from lms.install.environment import Environment
from lms.install.help import lines
from lms.install.problems import CannotInstall, run
from lms.install.stamps import Stamps, fingerprint


def test_the_installer_needs_nothing_but_the_standard_library():
    without_packages = [sys.executable, "-I", "-S", "-c"]
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import lms.install.__main__"
    assert subprocess.run([*without_packages, program], check=False).returncode == 0


def test_a_step_whose_inputs_are_unchanged_is_not_done_again(tmp_path):
    stamps, lock = Stamps(tmp_path), tmp_path / "lock"
    lock.write_text("a==1")
    stamps.set("run", fingerprint([lock]))
    assert stamps.holds("run", fingerprint([lock]))


@pytest.mark.parametrize("words", [("elsewhere",), ()])
def test_a_step_is_done_again_when_an_input_or_the_place_changes(tmp_path, words):
    stamps, lock = Stamps(tmp_path), tmp_path / "lock"
    lock.write_text("a==1")
    stamps.set("run", fingerprint([lock]))
    lock.write_text("a==1" if words else "a==2")
    assert not stamps.holds("run", fingerprint([lock], *words))


def test_a_step_that_failed_is_tried_again(tmp_path):
    installer = Installer(tmp_path)
    tried = []

    def fail():
        tried.append(1)
        raise CannotInstall("no network")

    for _ in range(2):
        with pytest.raises(CannotInstall):
            installer._step("packages", "run", [], fail)
    assert len(tried) == 2


def test_a_failed_command_says_what_to_do():
    with pytest.raises(CannotInstall, match="Check the network"):
        run([sys.executable, "-c", "raise SystemExit(3)"], advice="Check the network.")


def test_a_missing_program_says_what_to_do():
    with pytest.raises(CannotInstall, match="Install make"):
        run(["no-such-program", "a", "b"], advice="Install make.")


def test_packages_of_a_bundle_are_taken_from_it_and_from_nowhere_else(tmp_path):
    assert Environment(tmp_path, tmp_path / "wheels").source == [
        "--no-index",
        "--find-links",
        str(tmp_path / "wheels"),
    ]


def test_without_a_browser_and_without_root_the_person_hears_how_to_get_one(monkeypatch):
    monkeypatch.delenv("SEN_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotInstall, match="apt-get install chromium"):
        chromium.ensure()


def test_without_the_programs_of_a_few_tests_the_person_hears_which_tests_will_fail(monkeypatch, capsys):
    monkeypatch.setattr(tools, "ELSEWHERE", "/nowhere")
    monkeypatch.setenv("PATH", "/nowhere")
    assert not tools.ensure()
    said = capsys.readouterr().err
    assert "apt-get install strace nginx-light" in said
    assert "will fail" in said


def test_programs_that_are_here_are_not_installed_again(monkeypatch, tmp_path):
    for program in tools.NEEDED:
        (tmp_path / program).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tools.ensure()


def test_the_browser_can_be_named(monkeypatch):
    monkeypatch.setenv("SEN_CHROMIUM", "/opt/browser")
    assert chromium.find() == Path("/opt/browser")


def test_an_unknown_option_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--everything"])
    assert "--everything" in capsys.readouterr().err


def test_make_without_a_target_lists_every_command():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    listed = {line.split()[1] for line in lines(makefile)}
    assert {"install", "demo", "test", "prove", "check", "bench", "fmt", "help"} <= listed
