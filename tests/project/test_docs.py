"""Every command that the documents show is one that exists, with options that exist, and every link leads somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from sayso.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "requirements").glob("*.md"))]
OF_RUN = {"test", "lint", "lock", "help"}

_FENCED = re.compile(r"^ *```(?:sh|bash|console)?\n(.*?)^ *```", re.M | re.S)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def commands(document: Path) -> Iterator[list[str]]:
    """The calls of sayso and ./run in a document's code blocks, up to a pipe or a redirection."""
    for block in _FENCED.findall(document.read_text()):
        for line in block.replace("\\\n", " ").splitlines():
            line = line.strip().removeprefix("$ ")
            if line.startswith(("sayso ", "./run")):
                call = re.split(r" [|>&;]", line)[0]
                yield shlex.split(call, comments=True)


def hold(words: list[str]) -> None:
    """Fail where a call is none that works."""
    command: click.Command = main
    context = click.Context(main)
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        assert found, f"{shlex.join(words)}: there is no {rest[0]}"
        command, rest = found, rest[1:]
    known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)} | {"-h", "--help", "-"}
    unknown = {w.partition("=")[0] for w in rest if w.startswith("-")} - known
    assert not unknown, f"{shlex.join(words)}: there is no {', '.join(unknown)}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.relative_to(ROOT).as_posix())
def test_the_commands_exist(document: Path) -> None:
    for words in commands(document):
        if words[0] != "./run" or (len(words) > 1 and words[1] not in OF_RUN):
            hold(words)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.relative_to(ROOT).as_posix())
def test_the_links_lead_somewhere(document: Path) -> None:
    for target in _LINK.findall(document.read_text()):
        if not re.match(r"[a-z]+:|#", target):
            assert (document.parent / unquote(target.partition("#")[0])).exists(), target


def test_the_readme_shows_how_to_begin() -> None:
    shown = {tuple(words[:2]) for words in commands(ROOT / "README.md")}
    assert {("./run",), ("./run", "test")} <= shown
    assert {words[1] for words in shown if len(words) > 1} >= {"check", "annotate"}
