"""The command group, and the options that several commands share."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso import __version__
from sayso.brief import AUDIENCES, KINDS, TOPICS, Brief, Fact
from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.packs import CompiledPack

# Each command's module is imported only when it is asked for: starting quickly is part of being pleasant to use.
_COMMANDS = {
    "check": "sayso.cli.check",
    "annotate": "sayso.cli.annotate",
    "rules": "sayso.cli.rules",
    "serve": "sayso.cli.serve",
}


class LazyGroup(click.Group):
    """A group that imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sayso")
def main() -> None:
    """Review drafts that tell the public about sharing data between the agencies that help people."""


def prepare(
    kind: Any, audience: Any, topic: Any, facts: Path | None, rules: tuple[Path, ...]
) -> tuple[CompiledPack, Brief]:
    """The pack and the brief that these options name; says what is wrong with them and exits with 2 where it is."""
    from sayso.packs import load_pack

    try:
        confirmed: tuple[Fact, ...] = ()
        if facts:
            from sayso.packs.facts import read_facts

            confirmed = read_facts(facts)
        return load_pack(*rules), Brief(kind, audience, topic, confirmed)
    except SaysoError as e:
        click.echo(e.message, err=True)
        raise SystemExit(2) from None


def brief_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what a draft is and by which rules to review it."""
    options = [
        click.option("--kind", type=click.Choice(KINDS), help="What the text is; guessed when not given."),
        click.option(
            "--audience", type=click.Choice(AUDIENCES), default="public", show_default=True, help="Who it is for."
        ),
        click.option(
            "--topic",
            type=click.Choice(TOPICS),
            default="auto",
            show_default=True,
            help="“yes” reviews it whole even where it seems to be about something else.",
        ),
        click.option(
            "--facts", type=click.Path(path_type=Path), metavar="FILE", help="A facts.yml of confirmed claims."
        ),
        click.option(
            "--rules",
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="DIR",
            help="An office's own pack, laid over the shipped one; may be given several times.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command
