"""`sayso check`: review drafts and say what was found."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from sayso.cli.main import brief_options, prepare
from sayso.cli.sources import open_source
from sayso.errors import SaysoError

ERROR_SCHEMA = "sayso.error/1"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@brief_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
@click.option(
    "--offsets",
    type=click.Choice(["code-point", "utf-16"]),
    default="code-point",
    show_default=True,
    help="Units of start and end in JSON.",
)
def command(
    files: tuple[str, ...],
    kind: Any,
    audience: Any,
    topic: Any,
    facts: Path | None,
    rules: tuple[Path, ...],
    form: str,
    offsets: Any,
) -> None:
    """Review drafts (.docx, .txt, .md, or - for standard input) and say what was found.

    Exits 0 where there is nothing to suggest or comment on, 1 where there is, 2 where something could not be checked.
    """
    from sayso.engine import review
    from sayso.result import as_json

    pack, brief = prepare(kind, audience, topic, facts, rules)
    worst = 0
    for number, name in enumerate(files):
        try:
            draft = open_source(name).draft
            answer = review(draft, pack, brief)
        except SaysoError as e:
            worst = 2
            report_error(name, e, form)
            continue
        worst = max(worst, 1 if answer.advice() else 0)
        if form == "json":
            click.echo(json.dumps(as_json(answer, draft, offsets), ensure_ascii=False))
        else:
            from sayso.report.text import render

            if number:
                click.echo()
            click.echo(render(answer, draft, color=use_color()), nl=False, color=True)
    raise SystemExit(worst)


def report_error(name: str, error: SaysoError, form: str = "text") -> None:
    """Say on standard error what could not be checked; with JSON, in the place of its review as well."""
    source = "standard input" if name == "-" else name
    click.echo(f"{source}: {error.message} ({error.code})", err=True)
    if form == "json":
        line = {"schema": ERROR_SCHEMA, "source": name, "code": error.code, "message": error.message}
        click.echo(json.dumps(line, ensure_ascii=False))


def use_color() -> bool:
    """Colour only on a terminal, and not where NO_COLOR is set."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
