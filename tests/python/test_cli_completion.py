"""Completion in a shell: the scripts are sound, and bash completes commands, options and their words by them."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from zonerank.cli.commands import COMMANDS

LINES = {
    "zonerank ra": {"rank"},
    "zonerank completion ": {"bash", "zsh", "fish"},
    "zonerank rank --norm": {"--normalization"},
    "zonerank rank --ties ": {"min", "max", "average", "dense"},
    "zonerank uncertainty --leave": {"--leave-one-out"},
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    from contextlib import redirect_stdout

    from zonerank import cli

    folder = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        with open(folder / shell, "w", encoding="utf-8") as file, redirect_stdout(file):
            assert cli.main(["completion", shell]) == 0
    return folder


@pytest.mark.parametrize("line", LINES)
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes(line, scripts):
    program = f"""
    source {scripts / "bash"}
    COMP_WORDS=({line}); [[ "{line}" == *" " ]] && COMP_WORDS+=("")
    COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE="{line}"; COMP_POINT=${{#COMP_LINE}}
    $(complete -p zonerank | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, timeout=60)
    assert set(done.stdout.split()) == LINES[line], done.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_scripts_name_every_command_and_its_options(shell, scripts):
    text = (scripts / shell).read_text(encoding="utf-8")
    for name in COMMANDS:
        assert name in text
    option = "-l normalization" if shell == "fish" else "--normalization"
    assert option in text.replace('"', "")
    if shutil.which(shell):
        assert subprocess.run([shell, "-n", str(scripts / shell)], timeout=60).returncode == 0
